using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Rerun.Arrow.Types;

namespace Rerun.Arrow.Selection;

/// <summary>Takes single lists whose elements lie flat: numbers, or fixed-size lists of numbers, without nulls. That is what most components hold.</summary>
internal static class ListTake
{
    /// <summary>The lists at some positions, or null if their elements do not lie flat.</summary>
    public static ArrayData? TryTake(ArrayData data, ReadOnlySpan<int> indices)
    {
        if (data.DataType is not ListType || data.Length == 0 || !IsFlat(data.Children[0]))
        {
            return null;
        }

        var elements = FlatBytes(data.Children[0], out var size);
        var validity = FixedWidthTake.TakeValidity(data, indices, indices.ContainsAnyInRange(int.MinValue, -1), out var nulls);
        var sourceOffsets = MemoryMarshal.Cast<byte, int>(data.Buffers[1].Span).Slice(data.Offset, data.Length + 1);
        var offsetBytes = GC.AllocateUninitializedArray<byte>(checked((indices.Length + 1) * sizeof(int)));
        var offsets = MemoryMarshal.Cast<byte, int>(offsetBytes.AsSpan());
        var count = SumLengths(sourceOffsets, indices, offsets);
        var bytes = GC.AllocateUninitializedArray<byte>(checked((int)count * size));
        Copy(elements, size, sourceOffsets, indices, offsets, bytes);
        return new ArrayData(
            data.DataType,
            indices.Length,
            nulls,
            0,
            [validity, new ArrowBuffer(offsetBytes)],
            [Rebuild(data.Children[0].DataType, (int)count, new ArrowBuffer(bytes))]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long SumLengths(ReadOnlySpan<int> sourceOffsets, ReadOnlySpan<int> indices, Span<int> offsets)
    {
        var end = 0L;
        for (var i = 0; i < indices.Length; i++)
        {
            offsets[i] = (int)end;
            var index = indices[i];
            if (index >= 0)
            {
                end += sourceOffsets[index + 1] - sourceOffsets[index];
            }
        }

        offsets[^1] = checked((int)end);
        return end;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Copy(
        ReadOnlySpan<byte> elements, int size, ReadOnlySpan<int> sourceOffsets, ReadOnlySpan<int> indices, ReadOnlySpan<int> offsets, Span<byte> target)
    {
        for (var i = 0; i < indices.Length; i++)
        {
            var length = (offsets[i + 1] - offsets[i]) * size;
            if (length == 0)
            {
                continue;
            }

            var from = elements.Slice(sourceOffsets[indices[i]] * size, length);
            var to = target.Slice(offsets[i] * size, length);
            switch (length)
            {
                // One number is the rule, and a plain move is much faster than a call.
                case 8:
                    Unsafe.WriteUnaligned(ref MemoryMarshal.GetReference(to), Unsafe.ReadUnaligned<long>(ref MemoryMarshal.GetReference(from)));
                    break;
                case 4:
                    Unsafe.WriteUnaligned(ref MemoryMarshal.GetReference(to), Unsafe.ReadUnaligned<int>(ref MemoryMarshal.GetReference(from)));
                    break;
                default:
                    from.CopyTo(to);
                    break;
            }
        }
    }

    private static bool IsFlat(ArrayData data) => data.DataType switch
    {
        BooleanType => false,
        FixedWidthType => data.GetNullCount() == 0,
        FixedSizeListType { ListSize: > 0 } => data.GetNullCount() == 0 && IsFlat(data.Children[0]),
        _ => false,
    };

    private static ReadOnlySpan<byte> FlatBytes(ArrayData data, out int size)
    {
        if (data.DataType is FixedSizeListType list)
        {
            var bytes = FlatBytes(data.Children[0].Slice(data.Offset * list.ListSize, data.Length * list.ListSize), out var elementSize);
            size = elementSize * list.ListSize;
            return bytes;
        }

        size = ((FixedWidthType)data.DataType).ByteSize();
        return data.Length == 0 ? default : data.Buffers[1].Span.Slice(data.Offset * size, data.Length * size);
    }

    private static ArrayData Rebuild(IArrowType type, int length, ArrowBuffer bytes) =>
        type is FixedSizeListType list
            ? new ArrayData(type, length, 0, 0, [ArrowBuffer.Empty], [Rebuild(list.ValueDataType, length * list.ListSize, bytes)])
            : new ArrayData(type, length, 0, 0, [ArrowBuffer.Empty, bytes]);
}
