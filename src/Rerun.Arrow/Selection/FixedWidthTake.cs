using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Rerun.Arrow.Types;

namespace Rerun.Arrow.Selection;

/// <summary>Takes single values of fixed width.</summary>
internal static class FixedWidthTake
{
    public static ArrayData Take(ArrayData data, ReadOnlySpan<int> indices)
    {
        var makesNulls = indices.ContainsAnyInRange(int.MinValue, -1);
        var validity = TakeValidity(data, indices, makesNulls, out var nulls);
        return new ArrayData(data.DataType, indices.Length, nulls, 0, [validity, TakeValues(data, indices, makesNulls)]);
    }

    public static ArrayData Repeat(ArrayData data, int index, int count)
    {
        if (data.DataType is BooleanType)
        {
            var bits = new byte[BitUtility.ByteCount(count)];
            bits.AsSpan().Fill(BitUtility.GetBit(data.Buffers[1].Span, data.Offset + index) ? (byte)0xFF : (byte)0);
            return new ArrayData(data.DataType, count, 0, 0, [ArrowBuffer.Empty, new ArrowBuffer(bits)]);
        }

        var size = ((FixedWidthType)data.DataType).ByteSize();
        var value = data.Buffers[1].Span.Slice((data.Offset + index) * size, size);
        var bytes = GC.AllocateUninitializedArray<byte>(checked(count * size));
        if (bytes.Length > 0)
        {
            value.CopyTo(bytes);
            Repetition.Fill<byte>(bytes, size);
        }

        return new ArrayData(data.DataType, count, 0, 0, [ArrowBuffer.Empty, new ArrowBuffer(bytes)]);
    }

    /// <summary>The validity of taken values; empty if none is null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ArrowBuffer TakeValidity(ArrayData data, ReadOnlySpan<int> indices, bool makesNulls, out int nulls)
    {
        nulls = 0;
        if (!makesNulls && data.GetNullCount() == 0)
        {
            return ArrowBuffer.Empty;
        }

        var source = data.Buffers[0].Span;
        var bits = new byte[BitUtility.ByteCount(indices.Length)];
        nulls = indices.Length;
        for (var i = 0; i < indices.Length; i++)
        {
            if (indices[i] >= 0)
            {
                CheckIndex(data, indices[i]);
                if (source.IsEmpty || BitUtility.GetBit(source, data.Offset + indices[i]))
                {
                    BitUtility.SetBit(bits, i);
                    nulls--;
                }
            }
        }

        return nulls == 0 ? ArrowBuffer.Empty : new ArrowBuffer(bits);
    }

    private static ArrowBuffer TakeValues(ArrayData data, ReadOnlySpan<int> indices, bool makesNulls)
    {
        if (data.DataType is BooleanType)
        {
            return TakeBits(data, indices);
        }

        var size = ((FixedWidthType)data.DataType).ByteSize();
        var bytes = GC.AllocateUninitializedArray<byte>(checked(indices.Length * size));
        switch (size)
        {
            case 1:
                TakeNumbers<byte>(data, indices, bytes, makesNulls);
                break;
            case 2:
                TakeNumbers<short>(data, indices, bytes, makesNulls);
                break;
            case 4:
                TakeNumbers<int>(data, indices, bytes, makesNulls);
                break;
            case 8:
                TakeNumbers<long>(data, indices, bytes, makesNulls);
                break;
            case 16:
                TakeNumbers<Int128>(data, indices, bytes, makesNulls);
                break;
            default:
                TakeBlocks(data, indices, bytes, size);
                break;
        }

        return new ArrowBuffer(bytes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TakeNumbers<T>(ArrayData data, ReadOnlySpan<int> indices, Span<byte> target, bool makesNulls)
        where T : unmanaged
    {
        var values = MemoryMarshal.Cast<byte, T>(data.Buffers[1].Span).Slice(data.Offset, data.Length);
        var taken = MemoryMarshal.Cast<byte, T>(target)[..indices.Length];
        if (makesNulls)
        {
            for (var i = 0; i < taken.Length; i++)
            {
                var index = indices[i];
                taken[i] = index >= 0 ? values[index] : default;
            }
        }
        else
        {
            for (var i = 0; i < taken.Length; i++)
            {
                taken[i] = values[indices[i]];
            }
        }
    }

    private static void TakeBlocks(ArrayData data, ReadOnlySpan<int> indices, Span<byte> target, int size)
    {
        var values = data.Buffers[1].Span.Slice(data.Offset * size, data.Length * size);
        for (var i = 0; i < indices.Length; i++)
        {
            var slot = target.Slice(i * size, size);
            if (indices[i] < 0)
            {
                slot.Clear();
            }
            else
            {
                CheckIndex(data, indices[i]);
                values.Slice(indices[i] * size, size).CopyTo(slot);
            }
        }
    }

    private static ArrowBuffer TakeBits(ArrayData data, ReadOnlySpan<int> indices)
    {
        var source = data.Buffers[1].Span;
        var bits = new byte[BitUtility.ByteCount(indices.Length)];
        for (var i = 0; i < indices.Length; i++)
        {
            if (indices[i] >= 0)
            {
                CheckIndex(data, indices[i]);
                if (BitUtility.GetBit(source, data.Offset + indices[i]))
                {
                    BitUtility.SetBit(bits, i);
                }
            }
        }

        return new ArrowBuffer(bits);
    }

    private static void CheckIndex(ArrayData data, int index)
    {
        if (index >= data.Length)
        {
            throw new IndexOutOfRangeException($"There is no value {index}: the array has {data.Length}.");
        }
    }
}
