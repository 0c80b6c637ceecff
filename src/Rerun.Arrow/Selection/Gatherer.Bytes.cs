using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Rerun.Arrow.Types;

namespace Rerun.Arrow.Selection;

internal static partial class Gatherer
{
    private static ArrayData GatherBytes<TOffset>(
        IArrowType type, ArrayData[] sources, ReadOnlySpan<ArrayRange> ranges, int total, ArrowBuffer validity, int nulls)
        where TOffset : unmanaged, IBinaryInteger<TOffset>
    {
        var offsetBytes = NewOffsets<TOffset>(total, out var offsets);
        var end = 0L;
        var at = 0;
        foreach (var range in ranges)
        {
            end = CopyOffsets(sources, range, offsets, at, end, out _);
            at += range.Length;
        }

        offsets[total] = TOffset.CreateChecked(end);
        var bytes = GC.AllocateUninitializedArray<byte>(checked((int)end));
        var rest = bytes.AsSpan();
        foreach (var range in ranges)
        {
            if (range.Source >= 0 && range.Length > 0)
            {
                var source = sources[range.Source];
                var sourceOffsets = OffsetsOf<TOffset>(source);
                var first = int.CreateChecked(sourceOffsets[range.Start]);
                var last = int.CreateChecked(sourceOffsets[range.Start + range.Length]);
                source.Buffers[2].Span[first..last].CopyTo(rest);
                rest = rest[(last - first)..];
            }
        }

        return new ArrayData(type, total, nulls, 0, [validity, new ArrowBuffer(offsetBytes), new ArrowBuffer(bytes)]);
    }

    private static ArrayData GatherViews(IArrowType type, ArrayData[] sources, ReadOnlySpan<ArrayRange> ranges, int total, ArrowBuffer validity, int nulls)
    {
        var views = new byte[checked(total * BinaryViewArray.ViewSize)];
        var buffers = new List<ArrowBuffer> { validity, new(views) };
        var bases = new int[sources.Length];
        bases.AsSpan().Fill(-1);
        var at = 0;
        foreach (var range in ranges)
        {
            if (range.Source >= 0)
            {
                var source = sources[range.Source];
                if (bases[range.Source] < 0)
                {
                    bases[range.Source] = buffers.Count - 2;
                    buffers.AddRange(source.Buffers.AsSpan(2));
                }

                CopyViews(source, range, views.AsSpan(at * BinaryViewArray.ViewSize), bases[range.Source]);
            }

            at += range.Length;
        }

        return new ArrayData(type, total, nulls, 0, buffers.ToArray());
    }

    private static void CopyViews(ArrayData source, ArrayRange range, Span<byte> target, int bufferBase)
    {
        target = target[..(range.Length * BinaryViewArray.ViewSize)];
        source.Buffers[1].Span.Slice((source.Offset + range.Start) * BinaryViewArray.ViewSize, target.Length).CopyTo(target);
        var words = MemoryMarshal.Cast<byte, int>(target);
        var validity = source.GetNullCount() > 0 ? source.Buffers[0].Span : default;
        for (var i = 0; i < range.Length; i++)
        {
            var view = words.Slice(4 * i, 4);
            if (!validity.IsEmpty && !BitUtility.GetBit(validity, source.Offset + range.Start + i))
            {
                view.Clear();
            }
            else if (view[0] > BinaryViewArray.InlineLimit)
            {
                view[2] += bufferBase;
            }
        }
    }

    private static byte[] NewOffsets<TOffset>(int total, out Span<TOffset> offsets)
        where TOffset : unmanaged
    {
        var bytes = GC.AllocateUninitializedArray<byte>(checked((total + 1) * Unsafe.SizeOf<TOffset>()));
        offsets = MemoryMarshal.Cast<byte, TOffset>(bytes.AsSpan());
        return bytes;
    }

    /// <summary>Writes where the values of a range start; gives where the last one ends. The range's own first offset comes out too.</summary>
    private static long CopyOffsets<TOffset>(ArrayData[] sources, ArrayRange range, Span<TOffset> target, int at, long end, out long first)
        where TOffset : unmanaged, IBinaryInteger<TOffset>
    {
        first = 0;
        if (range.Length == 0)
        {
            return end;
        }

        if (range.Source < 0)
        {
            target.Slice(at, range.Length).Fill(TOffset.CreateChecked(end));
            return end;
        }

        var offsets = OffsetsOf<TOffset>(sources[range.Source]).Slice(range.Start, range.Length + 1);
        first = long.CreateTruncating(offsets[0]);
        var newEnd = checked(end + long.CreateTruncating(offsets[range.Length]) - first);
        _ = TOffset.CreateChecked(newEnd);
        var shift = TOffset.CreateTruncating(end - first);
        var part = target.Slice(at, range.Length);
        for (var i = 0; i < part.Length; i++)
        {
            part[i] = offsets[i] + shift;
        }

        return newEnd;
    }

    private static ReadOnlySpan<TOffset> OffsetsOf<TOffset>(ArrayData data)
        where TOffset : unmanaged =>
        MemoryMarshal.Cast<byte, TOffset>(data.Buffers[1].Span)[data.Offset..];
}
