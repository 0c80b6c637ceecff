namespace Rerun.Catalog.Chunks.Sorbet;

/// <summary>To 0.0.2: columns in order of their kind, archetypes of one value renamed to their plural.</summary>
internal static class RenamedArchetypesStep
{
    private const string Prefix = "rerun.archetypes.";

    private static readonly Dictionary<string, (string Archetype, Dictionary<string, string> Fields)> Renames = new()
    {
        [Prefix + "Scalar"] = (Prefix + "Scalars", new() { ["scalar"] = "scalars" }),
        [Prefix + "SeriesLine"] = (Prefix + "SeriesLines", new() { ["color"] = "colors", ["width"] = "widths", ["name"] = "names" }),
        [Prefix + "SeriesPoint"] = (
            Prefix + "SeriesPoints",
            new() { ["color"] = "colors", ["marker"] = "markers", ["name"] = "names", ["marker_size"] = "marker_sizes" }),
    };

    public static void Apply(SchemaDraft draft)
    {
        draft.Columns = [.. draft.Columns.OrderBy(column => Rank(column[SorbetKeys.DottedKind]))];
        foreach (var column in draft.Columns)
        {
            Rename(column);
        }
    }

    /// <summary>The place of a kind in a chunk; the order of columns of one kind stays.</summary>
    private static int Rank(string? kind) => kind switch
    {
        "control" or "row_id" => 0,
        "index" or "time" => 1,
        _ => 2,
    };

    private static void Rename(ColumnDraft column)
    {
        if (column[SorbetKeys.DottedArchetype] is not { } archetype || !Renames.TryGetValue(archetype, out var rename))
        {
            return;
        }

        column.Metadata[SorbetKeys.DottedArchetype] = rename.Archetype;
        if (column[SorbetKeys.DottedArchetypeField] is { } field && rename.Fields.TryGetValue(field, out var newField))
        {
            column.Metadata[SorbetKeys.DottedArchetypeField] = newField;
        }
    }
}
