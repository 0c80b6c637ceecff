namespace Rerun.Catalog.Embedded.Entries;

/// <summary>Names that the catalog itself gives to entries.</summary>
internal static class EntryNames
{
    /// <summary>The table of entries.</summary>
    public const string EntryTable = "__entries";

    /// <summary>The blueprint dataset of a dataset.</summary>
    public static string OfBlueprintDataset(Tuid dataset) => $"__bp_{dataset}";
}
