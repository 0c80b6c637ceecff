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
        var parts = GatherOffsets(sources, ranges, offsets);
        var bytes = GC.AllocateUninitializedArray<byte>(parts.Total);
        GatherValues<byte>(sources, parts.Ranges, bytes, 2, 1, 0);
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

    /// <summary>Writes where the values of the ranges start and where the last one ends; gives the ranges of what the offsets point into.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static RangeList GatherOffsets<TOffset>(ArrayData[] sources, ReadOnlySpan<ArrayRange> ranges, Span<TOffset> target)
        where TOffset : unmanaged, IBinaryInteger<TOffset>
    {
        var parts = new RangeList(ranges.Length);
        var current = -1;
        var offsets = ReadOnlySpan<TOffset>.Empty;
        var end = 0L;
        var at = 0;
        foreach (ref readonly var range in ranges)
        {
            var count = range.Total;
            if (count == 0)
            {
                continue;
            }

            if (range.Source < 0)
            {
                target.Slice(at, count).Fill(TOffset.CreateTruncating(end));
                at += count;
                continue;
            }

            if (range.Source != current)
            {
                current = range.Source;
                offsets = OffsetsOf<TOffset>(sources[current]);
            }

            var first = long.CreateTruncating(offsets[range.Start]);
            var block = long.CreateTruncating(offsets[range.Start + range.Length]) - first;
            parts.Add(current, checked((int)first), checked((int)block), range.Times);
            if (range.Length == 1)
            {
                WriteSteps(target.Slice(at, count), end, block);
                end += block * count;
            }
            else
            {
                for (var i = 0; i < range.Times; i++)
                {
                    WriteShifted(target.Slice(at + (i * range.Length), range.Length), offsets[range.Start..], end - first);
                    end += block;
                }
            }

            _ = TOffset.CreateChecked(end);
            at += count;
        }

        target[at] = TOffset.CreateChecked(end);
        return parts;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WriteSteps<TOffset>(Span<TOffset> target, long start, long step)
        where TOffset : unmanaged, IBinaryInteger<TOffset>
    {
        var value = TOffset.CreateTruncating(start);
        var by = TOffset.CreateTruncating(step);
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = value;
            value += by;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WriteShifted<TOffset>(Span<TOffset> target, ReadOnlySpan<TOffset> offsets, long by)
        where TOffset : unmanaged, IBinaryInteger<TOffset>
    {
        var shift = new Vector<TOffset>(TOffset.CreateTruncating(by));
        var i = 0;
        for (; i + Vector<TOffset>.Count <= target.Length; i += Vector<TOffset>.Count)
        {
            (new Vector<TOffset>(offsets[i..]) + shift).CopyTo(target[i..]);
        }

        for (; i < target.Length; i++)
        {
            target[i] = offsets[i] + TOffset.CreateTruncating(by);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ReadOnlySpan<TOffset> OffsetsOf<TOffset>(ArrayData data)
        where TOffset : unmanaged =>
        MemoryMarshal.Cast<byte, TOffset>(data.Buffers[1].Span)[data.Offset..];
}
