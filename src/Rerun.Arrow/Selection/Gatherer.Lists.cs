using System.Numerics;
using System.Runtime.InteropServices;
using Rerun.Arrow.Types;

namespace Rerun.Arrow.Selection;

internal static partial class Gatherer
{
    private static ArrayData GatherLists<TOffset>(
        NestedType type, ArrayData[] sources, ReadOnlySpan<ArrayRange> ranges, int total, ArrowBuffer validity, int nulls)
        where TOffset : unmanaged, IBinaryInteger<TOffset>
    {
        var offsetBytes = NewOffsets<TOffset>(total, out var offsets);
        var elements = GatherOffsets(sources, ranges, offsets);
        var child = Gather(type.Fields[0].DataType, Children(sources, 0), elements.Ranges, elements.Total);
        return new ArrayData(type, total, nulls, 0, [validity, new ArrowBuffer(offsetBytes)], [child]);
    }

    private static ArrayData GatherListViews<TOffset>(
        NestedType type, ArrayData[] sources, ReadOnlySpan<ArrayRange> ranges, int total, ArrowBuffer validity, int nulls)
        where TOffset : unmanaged, IBinaryInteger<TOffset>
    {
        var startBytes = NewOffsets<TOffset>(total, out var starts);
        var sizeBytes = NewOffsets<TOffset>(total, out var sizes);
        sizes.Clear();
        var elements = new RangeList(total);
        var at = 0;
        foreach (var range in ranges)
        {
            for (var i = 0; i < range.Length; i++, at++)
            {
                starts[at] = TOffset.CreateChecked(elements.Total);
                if (range.Source < 0)
                {
                    continue;
                }

                var source = sources[range.Source];
                var position = source.Offset + range.Start + i;
                if (source.GetNullCount() > 0 && !BitUtility.GetBit(source.Buffers[0].Span, position))
                {
                    continue;
                }

                sizes[at] = MemoryMarshal.Cast<byte, TOffset>(source.Buffers[2].Span)[position];
                elements.Add(range.Source, int.CreateChecked(MemoryMarshal.Cast<byte, TOffset>(source.Buffers[1].Span)[position]), int.CreateChecked(sizes[at]));
            }
        }

        starts[total] = TOffset.Zero;
        var child = Gather(type.Fields[0].DataType, Children(sources, 0), elements.Ranges, elements.Total);
        return new ArrayData(type, total, nulls, 0, [validity, new ArrowBuffer(startBytes), new ArrowBuffer(sizeBytes)], [child]);
    }
}
