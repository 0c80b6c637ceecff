namespace Rerun.Catalog.Chunks.Sorbet;

/// <summary>To 0.1.1: columns that only said which archetype was logged go. A chunk may be left with rows and no component.</summary>
internal static class DroppedIndicatorsStep
{
    public static void Apply(SchemaDraft draft) => draft.Columns.RemoveAll(IsIndicator);

    private static bool IsIndicator(ColumnDraft column) =>
        column[SorbetKeys.IsIndicator] is { } flag
            ? flag == "true"
            : column[SorbetKeys.Component] is { } component
                && component.StartsWith(SorbetKeys.ComponentsPrefix, StringComparison.Ordinal)
                && component.EndsWith(SorbetKeys.IndicatorSuffix, StringComparison.Ordinal);
}
