using System.Globalization;
using Rerun.Catalog.Dataframes;

namespace Rerun.Catalog.Tests.Dataframes.Oracle;

/// <summary>
/// The model of row generation, written down as it reads and without any regard for cost: a dictionary per column, loops over everything.
/// </summary>
internal sealed class DataframeOracle(ModelWorld world, CompatibilityMode mode)
{
    private readonly List<Column> _columns =
    [
        .. world.Chunks.SelectMany(chunk => chunk.Components.Keys.Select(component => new Column(chunk.Entity, component))).Distinct()
            .OrderBy(column => Array.IndexOf(ModelWorld.Entities, column.Entity))
            .ThenBy(column => Array.IndexOf(ModelWorld.Components, column.Component) is var place and >= 0 ? place : int.MaxValue),
    ];

    private readonly string[] _timelines = [.. ModelWorld.Timelines.Where(name => world.Chunks.Any(chunk => chunk.Timelines.ContainsKey(name)))];

    /// <summary>Whether the query is an error, because nothing has its index or there is no such partition.</summary>
    public bool Fails(ModelQuery query) =>
        (query.Options.Index is { } index && !_timelines.Contains(index) && (mode == CompatibilityMode.Correct || world.Partitions.Count == 0))
        || query.Options.PartitionIds?.Any(id => world.Partitions.All(partition => partition.Partition != id)) == true;

    /// <summary>The names of the result's columns, before projection.</summary>
    public List<string> Columns(ModelQuery query) =>
        ["rerun_partition_id", .. _timelines, .. _columns.Where(column => IsSelected(query, column) && IsShown(query, column)).Select(column => column.Name)];

    /// <summary>The rows of a query, each as one text of the given columns.</summary>
    public List<string> Rows(ModelQuery query, IReadOnlyList<string> columnNames)
    {
        var (options, rows) = (query.Options, new List<string>());
        foreach (var (partition, chunks) in world.Partitions.OrderBy(partition => partition.Partition, StringComparer.Ordinal))
        {
            if (options.RowPartitions?.Contains(partition) != false && options.PartitionIds?.Contains(partition) != false)
            {
                // Of a chunk that is there twice the second copy is ignored.
                rows.AddRange(Partition(query, partition, [.. chunks.DistinctBy(chunk => chunk.Id)])
                    .Select(row => string.Join(" | ", columnNames.Select(name => row.GetValueOrDefault(name, "null")))));
            }
        }

        return options.Limit is { } limit ? [.. rows.Take((int)limit)] : rows;
    }

    private static bool IsSelected(ModelQuery query, Column column) =>
        query.Contents.Contains(column.Entity, column.Component) && (query.Options.IncludeTombstoneColumns || column.Component != ModelChunk.Clear);

    /// <summary>Whether the dataset's flags leave the column in the result.</summary>
    private bool IsShown(ModelQuery query, Column column)
    {
        var layers = world.Partitions.SelectMany(partition => partition.Chunks.GroupBy(chunk => chunk.Layer))
            .Where(layer => layer.Any(column.IsIn))
            .Select(layer => layer.All(chunk => !HasValues(chunk, column)));
        var isEmpty = mode == CompatibilityMode.Rerun027 ? layers.Contains(true) : !layers.Contains(false);
        return (query.Options.IncludeSemanticallyEmptyColumns || !isEmpty)
            && (query.Options.Index is not null || world.Chunks.Any(chunk => chunk.IsStatic && column.IsIn(chunk)));
    }

    private static bool HasValues(ModelChunk chunk, Column column) => column.IsIn(chunk) && chunk.Components[column.Component].Any(cell => cell?.Length > 0);

    private IEnumerable<Dictionary<string, string>> Partition(ModelQuery query, string partition, List<ModelChunk> chunks)
    {
        List<Column> inView =
        [
            .. _columns.Where(column => IsSelected(query, column) && chunks.Any(column.IsIn)
                && (query.Options.IncludeSemanticallyEmptyColumns || chunks.Any(chunk => HasValues(chunk, column)))),
        ];
        return query.Options.Index is null ? StaticRow(query, partition, chunks, inView) : IndexedRows(query.Options, partition, chunks, inView);
    }

    private IEnumerable<Dictionary<string, string>> StaticRow(ModelQuery query, string partition, List<ModelChunk> chunks, List<Column> inView)
    {
        var values = inView.Select(column => (column, Cell: Static(chunks, column))).Where(value => value.Cell is not null).ToList();
        var entities = _columns.Select(column => column.Entity).Where(query.Contents.Contains).ToHashSet();
        var exists = mode == CompatibilityMode.Rerun027
            ? chunks.Any(chunk => entities.Count == 0 || entities.Contains(chunk.Entity))
            : values.Count > 0 || !_columns.Any(column => IsSelected(query, column) && IsShown(query, column));
        if (exists)
        {
            yield return Row(partition, values.Select(value => (value.column, (object?[]?)value.Cell!.Cell)));
        }
    }

    private IEnumerable<Dictionary<string, string>> IndexedRows(DataframeQuery query, string partition, List<ModelChunk> chunks, List<Column> inView)
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
                times = exact.TryGetValue(new Column(pov.EntityPath.ToString(), pov.Component), out var entries) ? entries.Keys : [];
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
            var cells = new List<(Column, object?[]?)>();
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
            foreach (var timeline in _timelines)
            {
                var values = sources.Where(source => source.Chunk.Timelines.ContainsKey(timeline)).Select(source => source.Chunk.Timelines[timeline][source.Row]).ToList();
                row[timeline] = timeline == query.Index ? Number(time) : values.Count == 0 ? "null" : Number(values.Max());
            }

            yield return row;
        }
    }

    /// <summary>All entries of a column on an index, clears included; a static column has clears only, and none of them is its source.</summary>
    private static List<Entry> Entries(List<ModelChunk> chunks, Column column, string index, bool isStatic)
    {
        var entries = new List<Entry>();
        foreach (var chunk in chunks.Where(chunk => chunk.Timelines.ContainsKey(index)))
        {
            for (var row = 0; row < chunk.RowIds.Count; row++)
            {
                var time = chunk.Timelines[index][row];
                if (time == long.MinValue)
                {
                    continue;
                }

                if (!isStatic && column.IsIn(chunk) && chunk.Components[column.Component][row] is { } cell)
                {
                    entries.Add(new Entry(time, chunk, row, false, cell, index));
                }

                if (chunk.Components.TryGetValue(ModelChunk.Clear, out var flags)
                    && flags[row] is { } flag
                    && Static(chunks, new Column(chunk.Entity, ModelChunk.Clear)) is null
                    && (chunk.Entity == column.Entity || (ModelContents.IsAtOrBelow(column.Entity, chunk.Entity) && flag is [true])))
                {
                    entries.Add(new Entry(time, chunk, row, true, [], index));
                }
            }
        }

        return entries;
    }

    private static Entry? Static(List<ModelChunk> chunks, Column column)
    {
        Entry? best = null;
        foreach (var chunk in chunks.Where(chunk => chunk.IsStatic && column.IsIn(chunk)))
        {
            for (var row = 0; row < chunk.RowIds.Count; row++)
            {
                if (chunk.Components[column.Component][row] is { } cell && new Entry(0, chunk, row, false, cell, null) is var entry && (best is null || entry.Beats(best)))
                {
                    best = entry;
                }
            }
        }

        return best;
    }

    private static Dictionary<string, string> Row(string partition, IEnumerable<(Column Column, object?[]? Cell)> cells)
    {
        var row = new Dictionary<string, string> { ["rerun_partition_id"] = $"\"{partition}\"" };
        foreach (var (column, cell) in cells)
        {
            row[column.Name] = ModelValue.CellText(cell);
        }

        return row;
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private sealed record Column(string Entity, string Component)
    {
        public string Name => ComponentColumnDescriptor.NameOf(EntityPath.Parse(Entity), Component);

        public bool IsIn(ModelChunk chunk) => chunk.Entity == Entity && chunk.Components.ContainsKey(Component);
    }

    /// <summary>One row of one chunk, seen from one column.</summary>
    private sealed record Entry(long Time, ModelChunk Chunk, int Row, bool IsClear, object?[] Cell, string? Index)
    {
        /// <summary>The greater row id wins; of equal ids the later row of its chunk, the earlier chunk, the smaller chunk id, the cell over the clear.</summary>
        public bool Beats(Entry other)
        {
            var (x, y) = (Chunk.RowIds[Row], other.Chunk.RowIds[other.Row]);
            return x != y ? x > y
                : Row != other.Row ? Row > other.Row
                : Start != other.Start ? Start < other.Start
                : Chunk.Id != other.Chunk.Id ? Chunk.Id < other.Chunk.Id
                : other.IsClear && !IsClear;
        }

        private long Start => Index is null ? 0 : Chunk.Timelines[Index].Min();
    }
}
