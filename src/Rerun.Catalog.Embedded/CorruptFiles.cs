namespace Rerun.Catalog.Embedded;

/// <summary>What happens to recordings of a folder in whose headers or schemas a fault is found while their dataset is opened.</summary>
/// <remarks>A fault deeper inside a recording fails the first query that touches it, whatever is chosen here.</remarks>
public enum CorruptFiles
{
    /// <summary>Every use of the dataset fails with an error that names the file, the offset and what was expected.</summary>
    Error,

    /// <summary>The file is left out, and shown with its error in the dataset's manifest.</summary>
    Skip,
}
