using Rerun.Arrow;
using Rerun.Arrow.Types;

namespace Rerun.Catalog.Dataframes.Views;

/// <summary>Resolves a dataframe query against the schema of its dataset.</summary>
internal static class DataframePlanner
{
    public const string PartitionColumn = "rerun_partition_id";

    /// <exception cref="RerunNotFoundException">The dataset has no such index.</exception>
    /// <exception cref="RerunException">A projected column does not exist, or the dataset is empty and an index is asked for.</exception>
    public static DataframePlan Plan(DataframeQuery query, DatasetSchema dataset, CompatibilityMode mode) => new(query, ShapeOf(query, dataset, mode));

    /// <summary>What is the same for all queries of a view.</summary>
    /// <inheritdoc cref="Plan"/>
    public static ViewShape ShapeOf(DataframeQuery query, DatasetSchema dataset, CompatibilityMode mode)
    {
        RequireIndex(query, dataset, mode);
        var columns = new List<ViewColumn>();
        foreach (var column in dataset.ComponentColumns)
        {
            if (!query.Contents.Contains(column.EntityPath, column.Component)
                || (column.IsTombstone && !query.IncludeTombstoneColumns)
                || (query.Index is null && !column.IsStatic))
            {
                continue;
            }

            var shown = query.IncludeSemanticallyEmptyColumns || !column.IsSemanticallyEmpty;
            if (shown || mode == CompatibilityMode.Rerun027)
            {
                columns.Add(new ViewColumn(columns.Count, column, shown));
            }
        }

        var outputs = new List<OutputColumn> { new(OutputKind.Partition, new Field(PartitionColumn, StringType.Default, false)) };
        outputs.AddRange(dataset.IndexColumns.Select(
            index => new OutputColumn(index.IndexName == query.Index ? OutputKind.Index : OutputKind.OtherIndex, index.ToField())));
        outputs.AddRange(columns.Where(column => column.IsShown)
            .Select(column => new OutputColumn(OutputKind.Component, column.Descriptor.ToField(), column)));
        return new ViewShape(
            query, dataset, mode, columns, query.Projection is null ? outputs : Project(outputs, query.Projection), columns.Any(column => column.IsShown));
    }

    private static void RequireIndex(DataframeQuery query, DatasetSchema dataset, CompatibilityMode mode)
    {
        if (query.Index is null || dataset.IndexColumns.Any(index => index.IndexName == query.Index))
        {
            return;
        }

        if (!dataset.HasRowId)
        {
            throw new RerunNotFoundException($"Index '{query.Index}' does not exist in the dataset: it has no recordings.");
        }

        if (mode != CompatibilityMode.Rerun027)
        {
            var names = dataset.IndexColumns.Count == 0 ? "none" : string.Join(", ", dataset.IndexColumns.Select(index => $"'{index.IndexName}'"));
            throw new RerunNotFoundException($"Index '{query.Index}' does not exist in the dataset; its indexes: {names}.");
        }
    }

    private static List<OutputColumn> Project(List<OutputColumn> outputs, IReadOnlyList<string> names)
    {
        var byName = new Dictionary<string, OutputColumn>(StringComparer.Ordinal);
        foreach (var output in outputs)
        {
            byName.TryAdd(output.Field.Name, output);
        }

        return [.. names.Select(name => byName.TryGetValue(name, out var output)
            ? output
            : throw new RerunException($"The view has no column '{name}'.", RerunErrorCode.UnknownColumn))];
    }
}
