namespace Rerun.Catalog.Embedded;

/// <summary>What may be done to an embedded catalog, and whether a folder gets a catalogue of its own (<c>catalog.db</c>).</summary>
public enum CatalogOpenMode
{
    /// <summary>
    /// <see cref="ReadOnly"/> for a recording, a folder without a catalogue, and one where nothing can be written; <see cref="ReadWrite"/> for other folders with
    /// a catalogue and for a catalog in memory.
    /// </summary>
    Default,

    /// <summary>Nothing is changed.</summary>
    ReadOnly,

    /// <summary>Reads and changes a catalog that exists: a folder with a catalogue, or a catalog in memory.</summary>
    ReadWrite,

    /// <summary>
    /// As <see cref="ReadWrite"/>; a folder without a catalogue gets one, in which the recordings, blueprints and tables found there are registered once. A folder
    /// that does not exist is made.
    /// </summary>
    ReadWriteCreate,
}
