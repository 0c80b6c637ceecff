using Rerun.Catalog.Dataframes.Rows;

namespace Rerun.Catalog.Dataframes.Views;

/// <summary>Which rows an indexed query asks for, apart from what the data has.</summary>
internal sealed class RowSelection
{
    // The smallest number stands for "static" and is no row's value.
    private static readonly IndexRange Everything = new(long.MinValue + 1, long.MaxValue);
    private readonly long[]? _filterValues;
    private readonly long[]? _sampled;
    private readonly IReadOnlyDictionary<string, IReadOnlyList<long>>? _sampledPerPartition;
    private readonly IReadOnlyList<IndexRange>? _rowRanges;
    private readonly int _most;

    public RowSelection(DataframeQuery query)
    {
        _sampled = query.UsingIndexValues is null ? null : Distinct(query.UsingIndexValues);
        _sampledPerPartition = query.UsingIndexValuesPerPartition;
        IsSampled = _sampled is not null || _sampledPerPartition is not null;
        _filterValues = IsSampled || query.FilterIndexValues is null ? null : Distinct(query.FilterIndexValues);
        _rowRanges = query.RowRanges;
        _most = (int)Math.Min(query.Limit ?? int.MaxValue, int.MaxValue);
        Range = IsSampled || query.Range is not { } range ? Everything : new IndexRange(Math.Max(range.Start, Everything.Start), range.End);
    }

    /// <summary>Whether the rows are given instead of found in the data.</summary>
    public bool IsSampled { get; }

    /// <summary>Whether all rows that the data has are asked for.</summary>
    public bool IsUnbounded => !IsSampled && _filterValues is null && _rowRanges is null && Range == Everything;

    /// <summary>The range that the data's own rows lie in.</summary>
    public IndexRange Range { get; }

    /// <summary>Whether a partition may have rows at all.</summary>
    public bool Wants(string partition) => _sampledPerPartition is null || _sampledPerPartition.ContainsKey(partition);

    /// <summary>The sampled values for a partition, ascending and each once.</summary>
    public long[] Sampled(string partition)
    {
        var values = _sampled
            ?? (_sampledPerPartition!.TryGetValue(partition, out var own) ? Distinct(own) : []);
        return Filter(values);
    }

    /// <summary>The index values that alone can be rows of a partition, ascending; null if that is not known beforehand.</summary>
    public long[]? Instants(string partition) => IsSampled ? Sampled(partition) : _filterValues is null ? null : Filter(_filterValues);

    /// <summary>Of the data's own rows those that are asked for.</summary>
    public long[] Select(long[] rows)
    {
        var (first, end) = (Times.LowerBound(rows, Range.Start), Times.UpperBound(rows, Range.End));
        var kept = first == 0 && end == rows.Length ? rows : first < end ? rows[first..end] : [];

        // More rows of a partition than the limit of the whole query are not given out.
        return Filter(_filterValues is null ? kept : Times.Intersect(kept, _filterValues), _most);
    }

    /// <summary>The least range that holds all rows asked for; empty if there can be none.</summary>
    public IndexRange Hull(string partition)
    {
        var hull = Range;
        if (IsSampled || _filterValues is not null)
        {
            hull = Cut(hull, Ends(IsSampled ? Sampled(partition) : _filterValues!));
        }

        if (_rowRanges is not null)
        {
            hull = _rowRanges.Count == 0 ? new IndexRange(1, 0) : Cut(hull, new IndexRange(_rowRanges[0].Start, _rowRanges[^1].End));
        }

        return hull;
    }

    private static IndexRange Ends(long[] values) => values.Length == 0 ? new IndexRange(1, 0) : new IndexRange(values[0], values[^1]);

    private static IndexRange Cut(IndexRange x, IndexRange y) => new(Math.Max(x.Start, y.Start), Math.Min(x.End, y.End));

    private static long[] Distinct(IReadOnlyList<long> values)
    {
        long[] distinct = [.. values];
        if (!IsAscending(distinct))
        {
            distinct = [.. distinct.Where(value => value != long.MinValue).Distinct()];
            Array.Sort(distinct);
        }

        return distinct;
    }

    private static bool IsAscending(long[] values)
    {
        var last = long.MinValue;
        foreach (var value in values)
        {
            if (value <= last)
            {
                return false;
            }

            last = value;
        }

        return true;
    }

    private long[] Filter(long[] rows, int most = int.MaxValue) => _rowRanges is null ? rows : Times.Within(rows, _rowRanges, most);
}
