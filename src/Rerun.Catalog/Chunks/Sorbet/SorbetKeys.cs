namespace Rerun.Catalog.Chunks.Sorbet;

/// <summary>The metadata keys of chunk schemas, in the form since 0.24 and in the dotted form before.</summary>
internal static class SorbetKeys
{
    public const string Version = "sorbet:version";
    public const string Id = "rerun:id";
    public const string EntityPath = "rerun:entity_path";
    public const string HeapSize = "rerun:heap_size_bytes";
    public const string Kind = "rerun:kind";
    public const string IndexName = "rerun:index_name";
    public const string IsSorted = "rerun:is_sorted";
    public const string IsIndicator = "rerun:is_indicator";
    public const string Component = "rerun:component";
    public const string Archetype = "rerun:archetype";
    public const string ComponentType = "rerun:component_type";

    public const string DottedPrefix = "rerun.";
    public const string ColonPrefix = "rerun:";
    public const string DottedKind = "rerun.kind";
    public const string DottedVersion = "rerun.version";
    public const string DottedComponent = "rerun.component";
    public const string DottedArchetype = "rerun.archetype";
    public const string DottedArchetypeField = "rerun.archetype_field";

    public const string ExtensionName = "ARROW:extension:name";
    public const string TuidExtension = "rerun.datatypes.TUID";
    public const string RowIdColumn = "rerun.controls.RowId";

    public const string ComponentsPrefix = "rerun.components.";
    public const string IndicatorSuffix = "Indicator";
}
