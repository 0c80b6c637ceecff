namespace Rerun.Catalog.Dataframes.Views;

/// <summary>What a column of the result is made of.</summary>
internal enum OutputKind
{
    /// <summary>The partition's id.</summary>
    Partition,

    /// <summary>The index that makes the rows.</summary>
    Index,

    /// <summary>Another index: the greatest value among the sources of the row's cells.</summary>
    OtherIndex,

    /// <summary>A component.</summary>
    Component,
}
