namespace Rerun.Catalog;

/// <summary>What an entry of the catalog is. Mirrors <c>rerun.catalog.EntryKind</c>; the numbers are those of the wire.</summary>
public enum EntryKind
{
    /// <summary>Not told.</summary>
    Unspecified = 0,

    /// <summary>A dataset of recordings.</summary>
    Dataset = 1,

    /// <summary>A view of a dataset.</summary>
    DatasetView = 2,

    /// <summary>A table.</summary>
    Table = 3,

    /// <summary>A view of a table.</summary>
    TableView = 4,

    /// <summary>The blueprints that belong to a dataset.</summary>
    BlueprintDataset = 5,

    /// <summary>The static assets that belong to a dataset; servers have them since 0.35.</summary>
    AssetDataset = 6,
}
