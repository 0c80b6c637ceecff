using System.Runtime.CompilerServices;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Rerun.Catalog.Chunks;

/// <summary>What is worth knowing of a chunk's times on one timeline after the chunk itself has left memory.</summary>
/// <param name="Start">The smallest value.</param>
/// <param name="End">The greatest value; below the start for a chunk without rows.</param>
/// <param name="IsSorted">Whether the values never decrease.</param>
/// <param name="IsUnique">Whether the values always increase.</param>
internal readonly record struct TimelineSummary(long Start, long End, bool IsSorted, bool IsUnique)
{
    public static TimelineSummary Of(ReadOnlySpan<long> times)
    {
        if (times.IsEmpty)
        {
            return new TimelineSummary(long.MaxValue, long.MinValue, true, true);
        }

        var (sorted, unique) = Order(times);
        if (sorted)
        {
            return new TimelineSummary(times[0], times[^1], true, unique);
        }

        var (start, end) = (long.MaxValue, long.MinValue);
        foreach (var time in times)
        {
            start = Math.Min(start, time);
            end = Math.Max(end, time);
        }

        return new TimelineSummary(start, end, false, false);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (bool Sorted, bool Unique) Order(ReadOnlySpan<long> times)
    {
        var width = Vector<long>.Count;
        var unique = true;
        var i = 1;
        for (; i + width <= times.Length; i += width)
        {
            var before = MemoryMarshal.Read<Vector<long>>(MemoryMarshal.AsBytes(times[(i - 1)..]));
            var here = MemoryMarshal.Read<Vector<long>>(MemoryMarshal.AsBytes(times[i..]));
            if (Vector.LessThanAny(here, before))
            {
                return (false, false);
            }

            unique &= Vector.LessThanAll(before, here);
        }

        for (; i < times.Length; i++)
        {
            if (times[i] < times[i - 1])
            {
                return (false, false);
            }

            unique &= times[i] > times[i - 1];
        }

        return (true, unique);
    }
}
