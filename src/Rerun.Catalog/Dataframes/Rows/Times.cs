using System.Numerics;
using System.Runtime.CompilerServices;

namespace Rerun.Catalog.Dataframes.Rows;

/// <summary>Searches and merges ascending index values.</summary>
internal static class Times
{
    /// <summary>The position of the first value that is not smaller.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int LowerBound(ReadOnlySpan<long> times, long value)
    {
        var (low, high) = (0, times.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (times[middle] < value)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>The position of the first value that is greater.</summary>
    public static int UpperBound(ReadOnlySpan<long> times, long value) => value == long.MaxValue ? times.Length : LowerBound(times, value + 1);

    /// <summary>The same as <see cref="LowerBound"/>, quick where the answer is near the start.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Gallop(ReadOnlySpan<long> times, long value)
    {
        var step = 1;
        while (step < times.Length && times[step - 1] < value)
        {
            step <<= 1;
        }

        var from = step >> 1;
        return from + LowerBound(times[from..Math.Min(step, times.Length)], value);
    }

    /// <summary>How many values are the same from the start on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int CommonPrefix(ReadOnlySpan<long> x, ReadOnlySpan<long> y)
    {
        var length = Math.Min(x.Length, y.Length);
        var i = 0;
        if (length > 0 && x[0] == y[0])
        {
            while (i + Vector<long>.Count <= length && Vector.EqualsAll(new Vector<long>(x[i..]), new Vector<long>(y[i..])))
            {
                i += Vector<long>.Count;
            }
        }

        while (i < length && x[i] == y[i])
        {
            i++;
        }

        return i;
    }

    /// <summary>The values that are in either, ascending and each once; both must be so.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static long[] Union(ReadOnlySpan<long> x, ReadOnlySpan<long> y)
    {
        var union = new long[x.Length + y.Length];
        var count = 0;
        while (x.Length > 0 && y.Length > 0)
        {
            var common = CommonPrefix(x, y);
            if (common > 0)
            {
                x[..common].CopyTo(union.AsSpan(count));
                count += common;
                x = x[common..];
                y = y[common..];
                continue;
            }

            var swap = x[0] > y[0];
            var first = swap ? y : x;
            var other = swap ? x : y;
            var block = Gallop(first, other[0]);
            first[..block].CopyTo(union.AsSpan(count));
            count += block;
            x = first[block..];
            y = other;
        }

        var rest = x.Length > 0 ? x : y;
        rest.CopyTo(union.AsSpan(count));
        return union.AsSpan(0, count + rest.Length).ToArray();
    }

    /// <summary>The values that are in both.</summary>
    public static long[] Intersect(ReadOnlySpan<long> x, ReadOnlySpan<long> y)
    {
        var both = new List<long>(Math.Min(x.Length, y.Length));
        while (x.Length > 0 && y.Length > 0)
        {
            if (x[0] == y[0])
            {
                both.Add(x[0]);
                x = x[1..];
                y = y[1..];
            }
            else if (x[0] < y[0])
            {
                x = x[Gallop(x, y[0])..];
            }
            else
            {
                y = y[Gallop(y, x[0])..];
            }
        }

        return [.. both];
    }

    /// <summary>The values that lie in one of the ranges, which are ascending and disjoint; at most so many, the first ones.</summary>
    public static long[] Within(ReadOnlySpan<long> times, IReadOnlyList<IndexRange> ranges, int most = int.MaxValue)
    {
        if (ranges.Count == 1)
        {
            return First(Within(times, ranges[0]), most).ToArray();
        }

        var within = new List<long>();
        foreach (var range in ranges)
        {
            within.AddRange(First(Within(times, range), most - within.Count));
        }

        return [.. within];
    }

    private static ReadOnlySpan<long> First(ReadOnlySpan<long> times, int most) => times[..Math.Min(times.Length, most)];

    private static ReadOnlySpan<long> Within(ReadOnlySpan<long> times, IndexRange range) =>
        range.Start <= range.End ? times[LowerBound(times, range.Start)..UpperBound(times, range.End)] : default;
}
