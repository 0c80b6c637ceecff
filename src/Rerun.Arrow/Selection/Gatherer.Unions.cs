using System.Runtime.InteropServices;
using Rerun.Arrow.Types;

namespace Rerun.Arrow.Selection;

internal static partial class Gatherer
{
    // A union has no nulls of its own: a null becomes one in its first child.
    private static ArrayData GatherUnion(UnionType type, ArrayData[] sources, ReadOnlySpan<ArrayRange> ranges, int total)
    {
        var ids = GC.AllocateUninitializedArray<byte>(total);
        var at = 0;
        foreach (var range in ranges)
        {
            var target = ids.AsSpan(at, range.Length);
            if (range.Source >= 0)
            {
                sources[range.Source].Buffers[0].Span.Slice(sources[range.Source].Offset + range.Start, range.Length).CopyTo(target);
            }
            else if (range.Length > 0)
            {
                target.Fill((byte)FirstTypeId(type));
            }

            at += range.Length;
        }

        var children = new ArrayData[type.Fields.Count];
        if (type.Mode == UnionMode.Sparse)
        {
            var shifted = Shift(sources, ranges, 1);
            for (var i = 0; i < children.Length; i++)
            {
                children[i] = Gather(type.Fields[i].DataType, Children(sources, i), shifted, total);
            }

            return new ArrayData(type, total, 0, 0, [new ArrowBuffer(ids)], children);
        }

        var offsetBytes = GC.AllocateUninitializedArray<byte>(checked(total * sizeof(int)));
        var parts = DenseRanges(type, sources, ranges, ids, MemoryMarshal.Cast<byte, int>(offsetBytes.AsSpan()));
        for (var i = 0; i < children.Length; i++)
        {
            children[i] = Gather(type.Fields[i].DataType, Children(sources, i), parts[i].Ranges, parts[i].Total);
        }

        return new ArrayData(type, total, 0, 0, [new ArrowBuffer(ids), new ArrowBuffer(offsetBytes)], children);
    }

    private static RangeList[] DenseRanges(UnionType type, ArrayData[] sources, ReadOnlySpan<ArrayRange> ranges, ReadOnlySpan<byte> ids, Span<int> offsets)
    {
        var parts = new RangeList[type.Fields.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = new RangeList();
        }

        var at = 0;
        foreach (var range in ranges)
        {
            var sourceOffsets = range.Source >= 0
                ? MemoryMarshal.Cast<byte, int>(sources[range.Source].Buffers[1].Span).Slice(sources[range.Source].Offset + range.Start, range.Length)
                : default;
            for (var i = 0; i < range.Length; i++, at++)
            {
                var part = parts[type.ChildOfTypeId[ids[at]]];
                offsets[at] = part.Total;
                part.Add(range.Source, range.Source >= 0 ? sourceOffsets[i] : 0, 1);
            }
        }

        return parts;
    }

    private static int FirstTypeId(UnionType type) =>
        type.TypeIds.Count > 0 ? type.TypeIds[0] : throw new ArgumentException("A union without children has no nulls.");
}
