namespace Rerun.Catalog;

/// <summary>The keys and values by which fields of a dataset's schema say what they are.</summary>
internal static class ColumnMetadata
{
    public const string Kind = "rerun:kind";
    public const string IndexName = "rerun:index_name";
    public const string EntityPath = "rerun:entity_path";
    public const string Component = "rerun:component";
    public const string Archetype = "rerun:archetype";
    public const string ComponentType = "rerun:component_type";
    public const string IsStatic = "rerun:is_static";
    public const string IsTombstone = "rerun:is_tombstone";
    public const string IsSemanticallyEmpty = "rerun:is_semantically_empty";
    public const string SorbetVersionKey = "sorbet:version";
    public const string SorbetVersion = "0.1.1";

    public const string KindControl = "control";
    public const string KindIndex = "index";
    public const string KindData = "data";

    public const string RowIdName = "rerun.controls.RowId";
    public const string ClearArchetype = "rerun.archetypes.Clear";
    public const string ClearComponent = "Clear:is_recursive";
    public const string PropertiesPart = "__properties";

    public static bool IsControl(string? kind) => kind is KindControl or "row_id";

    public static bool IsIndex(string? kind) => kind is KindIndex or "time";

    public static string? Text(this IReadOnlyDictionary<string, string> metadata, string key) =>
        metadata.TryGetValue(key, out var value) ? value : null;

    /// <summary>A flag is set if it is there and does not say no.</summary>
    public static bool Flag(this IReadOnlyDictionary<string, string> metadata, string key) =>
        metadata.TryGetValue(key, out var value)
        && !value.Equals("false", StringComparison.OrdinalIgnoreCase)
        && !value.Equals("no", StringComparison.OrdinalIgnoreCase);
}
