using System.Runtime.InteropServices;

namespace Rerun.Arrow.Selection;

/// <summary>Grows a list of ranges; a range that continues the one before is joined to it.</summary>
internal sealed class RangeList
{
    private readonly List<ArrayRange> _ranges;

    public RangeList(int capacity = 4) => _ranges = new(capacity);

    /// <summary>The number of values in all ranges.</summary>
    public int Total { get; private set; }

    public ReadOnlySpan<ArrayRange> Ranges => CollectionsMarshal.AsSpan(_ranges);

    public void Add(int source, int start, int length)
    {
        if (length == 0)
        {
            return;
        }

        Total = checked(Total + length);
        if (_ranges.Count > 0)
        {
            ref var last = ref CollectionsMarshal.AsSpan(_ranges)[^1];
            if (last.Source == source && (source < 0 || last.Start + last.Length == start))
            {
                last = last with { Length = last.Length + length };
                return;
            }
        }

        _ranges.Add(new ArrayRange(source, start, length));
    }
}
