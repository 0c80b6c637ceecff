using Rerun.Catalog.Dataframes;

namespace Rerun.Query.Optimizer.Scans;

/// <summary>Sets of index values as ascending, disjoint, closed ranges that do not touch.</summary>
internal static class IndexRanges
{
    /// <summary>The values of a range, cut to what an index can hold; none if it is empty.</summary>
    public static IReadOnlyList<IndexRange> Of(Int128 start, Int128 end)
    {
        start = Int128.Max(start, long.MinValue);
        end = Int128.Min(end, long.MaxValue);
        return start <= end ? [new IndexRange((long)start, (long)end)] : [];
    }

    /// <summary>Values that are in one of the sets.</summary>
    public static IReadOnlyList<IndexRange> Union(IEnumerable<IndexRange> ranges)
    {
        var united = new List<IndexRange>();
        foreach (IndexRange range in ranges.OrderBy(range => range.Start))
        {
            if (united.Count > 0 && (range.Start <= united[^1].End || range.Start == united[^1].End + 1))
            {
                united[^1] = united[^1] with { End = Math.Max(united[^1].End, range.End) };
            }
            else
            {
                united.Add(range);
            }
        }

        return united;
    }

    /// <summary>Values that are in both sets.</summary>
    public static IReadOnlyList<IndexRange> Intersect(IReadOnlyList<IndexRange> left, IReadOnlyList<IndexRange> right)
    {
        if (left.Count == 1 && right.Count == 1)
        {
            return Of(Math.Max(left[0].Start, right[0].Start), Math.Min(left[0].End, right[0].End));
        }

        var common = new List<IndexRange>();
        for (int i = 0, j = 0; i < left.Count && j < right.Count;)
        {
            long start = Math.Max(left[i].Start, right[j].Start);
            long end = Math.Min(left[i].End, right[j].End);
            if (start <= end)
            {
                common.Add(new IndexRange(start, end));
            }

            if (left[i].End < right[j].End)
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return common;
    }
}
