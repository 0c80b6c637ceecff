using System.Runtime.CompilerServices;

namespace Rerun.Arrow.Selection;

/// <summary>Grows a list of ranges; a range that continues the one before is joined to it.</summary>
internal sealed class RangeList(int capacity = 4)
{
    private ArrayRange[] _ranges = capacity == 0 ? [] : new ArrayRange[capacity];
    private int _count;

    /// <summary>The number of values in all ranges.</summary>
    public int Total { get; private set; }

    public ReadOnlySpan<ArrayRange> Ranges => _ranges.AsSpan(0, _count);

    /// <summary>Adds some values of an array, so many times over.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(int source, int start, int length, int times = 1)
    {
        if (length == 0)
        {
            return;
        }

        Total = checked(Total + (length * times));
        if (times == 1 && _count > 0)
        {
            ref var last = ref _ranges[_count - 1];
            if (last.Source == source && last.Times == 1 && (source < 0 || last.Start + last.Length == start))
            {
                last = new ArrayRange(source, last.Start, last.Length + length);
                return;
            }
        }

        if (_count == _ranges.Length)
        {
            Array.Resize(ref _ranges, Math.Max(4, 2 * _count));
        }

        _ranges[_count++] = times == 1 ? new ArrayRange(source, start, length) : new ArrayRange(source, start, length) { Times = times };
    }

    /// <summary>The same values by ranges that come once each.</summary>
    public static ReadOnlySpan<ArrayRange> Unroll(ReadOnlySpan<ArrayRange> ranges)
    {
        var count = 0;
        foreach (var range in ranges)
        {
            count = checked(count + range.Times);
        }

        if (count == ranges.Length)
        {
            return ranges;
        }

        var unrolled = new ArrayRange[count];
        var rest = unrolled.AsSpan();
        foreach (var range in ranges)
        {
            rest[..range.Times].Fill(new ArrayRange(range.Source, range.Start, range.Length));
            rest = rest[range.Times..];
        }

        return unrolled;
    }
}
