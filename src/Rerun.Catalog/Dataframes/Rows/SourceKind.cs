namespace Rerun.Catalog.Dataframes.Rows;

/// <summary>Where the cells of a stretch of rows come from.</summary>
internal enum SourceKind : byte
{
    /// <summary>There is no cell: null.</summary>
    None,

    /// <summary>From rows of a chunk that follow each other.</summary>
    Rows,

    /// <summary>All from one row of a chunk.</summary>
    Repeat,

    /// <summary>From one row of a chunk of clears: an empty list.</summary>
    Cleared,
}
