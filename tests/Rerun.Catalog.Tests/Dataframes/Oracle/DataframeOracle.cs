using System.Globalization;
using Rerun.Catalog.Dataframes;

namespace Rerun.Catalog.Tests.Dataframes.Oracle;

/// <summary>
/// The model of row generation, written down as it reads and without any regard for cost: a dictionary per column, loops over everything.
/// </summary>
internal sealed class DataframeOracle(ModelWorld world, CompatibilityMode mode)
{
    private readonly List<(string Entity, string Component)> _columns =
    [
        .. world.Partitions.SelectMany(partition => partition.Chunks)
            .SelectMany(chunk => chunk.Components.Keys.Select(component => (chunk.Entity, component)))
            .Distinct(),
    ];

    /// <summary>The rows of a query, each as one text of the given columns: partition, then timelines, then components by name.</summary>
    public List<string> Run(DataframeQuery query, IReadOnlyList<string> columnNames)
    {
        var rows = new List<string>();
        foreach (var (partition, chunks) in world.Partitions.OrderBy(partition => partition.Partition, StringComparer.Ordinal))
        {
            if (query.RowPartitions is null || query.RowPartitions.Contains(partition))
            {
                rows.AddRange(Partition(query, partition, chunks).Select(row => string.Join(" | ", columnNames.Select(name => row.GetValueOrDefault(name, "null")))));
            }
        }

        return query.Limit is { } limit ? [.. rows.Take((int)limit)] : rows;
    }

    private IEnumerable<Dictionary<string, string>> Partition(DataframeQuery query, string partition, List<ModelChunk> chunks)
    {
        var selected = _columns
            .Where(column => query.Contents.Contains(EntityPath.Parse(column.Entity), column.Component))
            .Where(column => query.IncludeTombstoneColumns || column.Component != ModelChunk.Clear)
            .ToList();
        var inView = selected
            .Where(column => chunks.Any(chunk => chunk.Entity == column.Entity && chunk.Components.ContainsKey(column.Component)))
            .Where(column => query.IncludeSemanticallyEmptyColumns || chunks.Any(
                chunk => chunk.Entity == column.Entity && chunk.Components.TryGetValue(column.Component, out var cells) && cells.Any(cell => cell?.Length > 0)))
            .ToList();
        return query.Index is null ? StaticRow(query, partition, chunks, selected, inView) : IndexedRows(query, partition, chunks, inView);
    }

    private IEnumerable<Dictionary<string, string>> StaticRow(
        DataframeQuery query,
        string partition,
        List<ModelChunk> chunks,
        List<(string Entity, string Component)> selected,
        List<(string Entity, string Component)> inView)
    {
        var values = inView.Select(column => (column, Cell: Static(chunks, column))).Where(value => value.Cell is not null).ToList();
        var shown = selected.Any(column => IsStaticAnywhere(column) && (query.IncludeSemanticallyEmptyColumns || !IsFlaggedEmpty(column)));
        var entities = _columns.Select(column => column.Entity).Where(entity => query.Contents.Contains(EntityPath.Parse(entity))).ToHashSet();
        var exists = mode == CompatibilityMode.Rerun027
            ? chunks.Any(chunk => entities.Count == 0 || entities.Contains(chunk.Entity))
            : !shown || values.Count > 0;
        if (exists)
        {
            yield return Row(partition, values.Select(value => (value.column, (object[]?)value.Cell!.Cell)));
        }
    }

    private IEnumerable<Dictionary<string, string>> IndexedRows(
        DataframeQuery query, string partition, List<ModelChunk> chunks, List<(string Entity, string Component)> inView)
    {
        var sampled = query.UsingIndexValues
            ?? (query.UsingIndexValuesPerPartition is { } perPartition ? perPartition.GetValueOrDefault(partition, []) : null);
        var range = sampled is null && query.Range is { } given ? given : new IndexRange(long.MinValue, long.MaxValue);
        var statics = inView.ToDictionary(column => column, column => Static(chunks, column));
        var all = inView.ToDictionary(column => column, column => Entries(chunks, column, query.Index!, statics[column] is not null));

        // What each column has at each index value: the entry with the greatest row id, clears included.
        var exact = all.ToDictionary(
            column => column.Key,
            column => column.Value.Where(entry => entry.Time >= range.Start && entry.Time <= range.End)
                .GroupBy(entry => entry.Time).ToDictionary(group => group.Key, group => group.Aggregate((x, y) => y.Beats(x) ? y : x)));

        IEnumerable<long> times = exact.Values.SelectMany(entries => entries.Keys);
        if (sampled is not null)
        {
            times = sampled.Where(value => value != long.MinValue);
        }
        else
        {
            if (query.FilterIsNotNull is { } pov)
            {
                times = exact.TryGetValue((pov.EntityPath.ToString(), pov.Component), out var entries) ? entries.Keys : [];
            }

            if (query.FilterIndexValues is { } filter)
            {
                times = times.Where(filter.Contains);
            }
        }

        foreach (var time in times.Distinct().Order())
        {
            if (query.RowRanges?.Any(rows => time >= rows.Start && time <= rows.End) == false)
            {
                continue;
            }

            var sources = new List<Entry>();
            var cells = new List<((string, string), object[]?)>();
            foreach (var column in inView)
            {
                if (statics[column] is { } constant)
                {
                    cells.Add((column, constant.Cell));
                    continue;
                }

                var source = exact[column].GetValueOrDefault(time);
                if (source is null && query.FillLatestAt)
                {
                    source = all[column]
                        .Where(entry => entry.Time <= time && (mode == CompatibilityMode.Correct || !entry.IsClear))
                        .Aggregate((Entry?)null, (best, entry) => best is null || entry.Time > best.Time || (entry.Time == best.Time && entry.Beats(best)) ? entry : best);
                    source = source is { IsClear: true } ? null : source;
                }

                if (source is not null)
                {
                    sources.Add(source);
                    cells.Add((column, source.IsClear ? [] : source.Cell));
                }
            }

            var row = Row(partition, cells);
            foreach (var timeline in ModelWorld.Timelines)
            {
                var values = sources.Where(source => source.Chunk.Timelines.ContainsKey(timeline)).Select(source => source.Chunk.Timelines[timeline][source.Row]).ToList();
                row[timeline] = timeline == query.Index ? Number(time) : values.Count == 0 ? "null" : Number(values.Max());
            }

            yield return row;
        }
    }

    /// <summary>All entries of a column on an index, clears included; a static column has clears only, and none of them is its source.</summary>
    private static List<Entry> Entries(List<ModelChunk> chunks, (string Entity, string Component) column, string index, bool isStatic)
    {
        var entries = new List<Entry>();
        foreach (var chunk in chunks.Where(chunk => chunk.Timelines.ContainsKey(index)))
        {
            for (var row = 0; row < chunk.RowIds.Length; row++)
            {
                var time = chunk.Timelines[index][row];
                if (time == long.MinValue)
                {
                    continue;
                }

                if (!isStatic && chunk.Entity == column.Entity && chunk.Components.TryGetValue(column.Component, out var cells) && cells[row] is { } cell)
                {
                    entries.Add(new Entry(time, chunk, row, false, cell, index));
                }

                if (chunk.Components.TryGetValue(ModelChunk.Clear, out var flags)
                    && flags[row] is { } flag
                    && Static(chunks, (chunk.Entity, ModelChunk.Clear)) is null
                    && (chunk.Entity == column.Entity || (IsAbove(chunk.Entity, column.Entity) && flag is [true])))
                {
                    entries.Add(new Entry(time, chunk, row, true, [], index));
                }
            }
        }

        return entries;
    }

    private static bool IsAbove(string ancestor, string entity) =>
        ancestor != entity && EntityPath.Parse(entity).IsAtOrBelow(EntityPath.Parse(ancestor));

    private static Entry? Static(List<ModelChunk> chunks, (string Entity, string Component) column)
    {
        Entry? best = null;
        foreach (var chunk in chunks.Where(chunk => chunk.IsStatic && chunk.Entity == column.Entity && chunk.Components.ContainsKey(column.Component)))
        {
            for (var row = 0; row < chunk.RowIds.Length; row++)
            {
                if (chunk.Components[column.Component][row] is { } cell && new Entry(0, chunk, row, false, cell, null) is var entry && (best is null || entry.Beats(best)))
                {
                    best = entry;
                }
            }
        }

        return best;
    }

    private bool IsStaticAnywhere((string Entity, string Component) column) =>
        world.Partitions.Any(partition => partition.Chunks.Any(chunk => chunk.IsStatic && chunk.Entity == column.Entity && chunk.Components.ContainsKey(column.Component)));

    private bool IsFlaggedEmpty((string Entity, string Component) column) => world.Partitions.All(partition => partition.Chunks.All(
        chunk => chunk.Entity != column.Entity || !chunk.Components.TryGetValue(column.Component, out var cells) || cells.All(cell => cell is null or [])));

    private static Dictionary<string, string> Row(string partition, IEnumerable<((string Entity, string Component) Column, object[]? Cell)> cells)
    {
        var row = new Dictionary<string, string> { ["rerun_partition_id"] = $"\"{partition}\"" };
        foreach (var (column, cell) in cells)
        {
            row[ComponentColumnDescriptor.NameOf(EntityPath.Parse(column.Entity), column.Component)] = cell is null ? "null" : $"[{string.Join(",", cell.Select(Text))}]";
        }

        return row;
    }

    private static string Text(object value) => value switch
    {
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        double number => number.ToString(CultureInfo.InvariantCulture),
        _ => Number((long)value),
    };

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>One row of one chunk, seen from one column.</summary>
    private sealed record Entry(long Time, ModelChunk Chunk, int Row, bool IsClear, object[] Cell, string? Index)
    {
        public bool Beats(Entry other)
        {
            var (x, y) = (Chunk.RowIds[Row], other.Chunk.RowIds[other.Row]);
            return x != y ? x > y : Row != other.Row ? Row > other.Row : other.IsClear && !IsClear;
        }
    }
}
