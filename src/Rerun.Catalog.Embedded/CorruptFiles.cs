namespace Rerun.Catalog.Embedded;

/// <summary>What happens to recordings of a folder in whose headers or schemas a fault is found while their dataset is opened.</summary>
/// <remarks>
/// A fault deeper inside a recording fails the first query that touches it, whatever is chosen here. Where a catalogue is made in the folder every recording is
/// read whole, and what is found then is treated as what is found at opening.
/// </remarks>
public enum CorruptFiles
{
    /// <summary>Every use of the dataset fails with an error that names the file, the offset and what was expected.</summary>
    Error,

    /// <summary>
    /// The file is left out, and shown with its error in the dataset's manifest; where a catalogue is made in the folder it is not registered, with a warning in the log.
    /// </summary>
    Skip,
}
