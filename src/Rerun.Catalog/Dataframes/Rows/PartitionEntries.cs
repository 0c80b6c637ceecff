using System.Collections.Concurrent;
using Rerun.Arrow;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Dataframes.Views;

namespace Rerun.Catalog.Dataframes.Rows;

/// <summary>
/// What a partition holds for a view on an index: for each column its static value or its entries, without the values themselves. It refers to
/// chunks by number only, so it can be kept while the chunks leave memory.
/// </summary>
internal sealed class PartitionEntries
{
    // One for each column that may not be null; more than a few are hardly asked for again.
    private const int MostRows = 8;

    private readonly ConcurrentDictionary<(int NotNull, bool Fill), PartitionRows> _rows = new();
    private long[]? _union;
    private StringArray? _partitionArray;
    private long _chunkBytes = -1;

    /// <summary>The partition's id.</summary>
    public required string Partition { get; init; }

    /// <summary>The partition's id, once, for the columns of batches.</summary>
    public StringArray PartitionArray => _partitionArray ??= new StringArray.Builder().Append(Partition).Build();

    /// <summary>The chunks that the numbers stand for.</summary>
    public required ChunkInfo[] Chunks { get; init; }

    /// <summary>The bytes of all the chunks.</summary>
    public long ChunkBytes => _chunkBytes < 0 ? _chunkBytes = Chunks.Sum(chunk => chunk.ByteSize) : _chunkBytes;

    /// <summary>For each column of the view: the static value, if there is one.</summary>
    public required CellSource?[] Statics { get; init; }

    /// <summary>For each column of the view: the number of its entries, or -1 if it has none (static, or not in the partition's view).</summary>
    public required int[] EntriesOf { get; init; }

    /// <summary>For each column of the view: the number of the entries that make rows if only this column's do, or -1.</summary>
    public required int[] RowMakersOf { get; init; }

    /// <summary>The different entries of columns.</summary>
    public required ColumnEntries[] Entries { get; init; }

    /// <summary>The same without clears, in the same order; null if nothing clears.</summary>
    public required ColumnEntries[]? WithoutClears { get; init; }

    /// <summary>Clears of entities whose columns are all static: they make rows, and nothing else.</summary>
    public required ColumnEntries[] OnlyRows { get; init; }

    /// <summary>Whether a static query has a row for the partition.</summary>
    public required bool HasStaticRow { get; init; }

    /// <summary>For each column of the view: about the bytes that its longest cell takes; null where that is not known.</summary>
    public double[]? MostBytes { get; init; }

    /// <summary>The part of the index whose rows these are; entries before it only fill them.</summary>
    public required IndexRange Range { get; init; }

    /// <summary>The bytes that this takes, and the rows made of it.</summary>
    public long ByteSize => 1024
        + (200L * Chunks.Length)
        + All.Sum(entries => entries.Sources.ByteSize)
        + All.Select(entries => entries.Times).Distinct(ReferenceEqualityComparer.Instance).Cast<long[]>().Sum(times => 8L * times.Length)
        + (Entries.Length > 1 ? 8L * Entries.Max(entries => entries.Times.Length) : 0)
        + _rows.Values.Sum(rows => rows.ByteSize);

    /// <summary>The times at which any column has an entry, ascending.</summary>
    public long[] Union => _union ??= Unite([.. Entries.Concat(OnlyRows).Select(entries => entries.Times).Where(times => times.Length > 0)]);

    private IEnumerable<ColumnEntries> All => Entries.Concat(WithoutClears ?? []).Concat(OnlyRows);

    /// <summary>Whether an array of times is one that is kept here anyway.</summary>
    public bool HasTimes(long[] times) => ReferenceEquals(times, _union) || All.Any(entries => ReferenceEquals(entries.Times, times));

    /// <summary>The rows made earlier for a plan without bounds, or null.</summary>
    public PartitionRows? FindRows(DataframePlan plan) => _rows.GetValueOrDefault(RowsKey(plan));

    /// <summary>Keeps rows made for a plan without bounds.</summary>
    public void KeepRows(DataframePlan plan, PartitionRows rows)
    {
        if (_rows.Count >= MostRows)
        {
            _rows.Clear();
        }

        _rows[RowsKey(plan)] = rows;
    }

    private static (int NotNull, bool Fill) RowsKey(DataframePlan plan) => (plan.NotNull?.Ordinal ?? -1, plan.Query.FillLatestAt);

    /// <summary>Of times, ascending, those that are rows of this part of the index.</summary>
    public long[] Within(long[] times)
    {
        var (first, end) = (Rows.Times.LowerBound(times, Range.Start), Rows.Times.UpperBound(times, Range.End));
        return first == 0 && end == times.Length ? times : times[first..end];
    }

    /// <summary>The same rows with other entries, which may begin before them.</summary>
    public PartitionEntries With(ChunkInfo[] chunks, int[] entriesOf, int[] rowMakersOf, ColumnEntries[] entries, ColumnEntries[]? withoutClears) => new()
    {
        Partition = Partition,
        Chunks = chunks,
        Statics = Statics,
        EntriesOf = entriesOf,
        RowMakersOf = rowMakersOf,
        Entries = entries,
        WithoutClears = withoutClears,
        OnlyRows = OnlyRows,
        HasStaticRow = HasStaticRow,
        Range = Range,
        _union = Union,
    };

    private static long[] Unite(List<long[]> all)
    {
        if (all.Count == 0)
        {
            return [];
        }

        // The longest first: most others are equal to it or lie within it.
        all.Sort((x, y) => y.Length.CompareTo(x.Length));
        var union = all[0];
        foreach (var times in all.Skip(1))
        {
            if (!union.AsSpan().SequenceEqual(times))
            {
                union = Times.Union(union, times);
            }
        }

        return union;
    }
}
