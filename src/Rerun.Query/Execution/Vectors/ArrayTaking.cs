using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog;

namespace Rerun.Query.Execution.Vectors;

/// <summary>Copies chosen rows of arrays into new arrays.</summary>
internal static class ArrayTaking
{
    /// <summary>The rows at the given places, in that order.</summary>
    public static IArrowArray Take(IArrowArray array, ReadOnlySpan<int> places)
    {
        if (places.Length > 0 && places[^1] - places[0] == places.Length - 1 && IsRun(places))
        {
            return ArrowArrayFactory.Slice(array, places[0], places.Length);
        }

        return ArrowArrayFactory.BuildArray(TakeData(array.Data, places));
    }

    /// <summary>So many copies of the one row of an array.</summary>
    public static IArrowArray Repeat(IArrowArray value, int length)
    {
        if (length == 1)
        {
            return value;
        }

        return value.IsNull(0) ? Nulls(value.Data.DataType, length) : ArrowArrayFactory.BuildArray(TakeData(value.Data, new int[length]));
    }

    /// <summary>So many nulls of a type.</summary>
    public static IArrowArray Nulls(IArrowType type, int length) => ArrowArrayFactory.BuildArray(NullData(type, length));

    /// <summary>The rows of several arrays of one type, one after the other.</summary>
    public static IArrowArray Concat(IReadOnlyList<IArrowArray> arrays) => arrays.Count == 1
        ? arrays[0]
        : ArrowArrayFactory.BuildArray(ArrayJoining.Concat([.. arrays.Select(a => a.Data)]));

    /// <summary>The width of a value in bytes, for types whose values lie side by side in one buffer; else 0.</summary>
    public static int WidthOf(IArrowType type) => type is FixedWidthType fixedWidth && type.TypeId != ArrowTypeId.Boolean ? fixedWidth.BitWidth / 8 : 0;

    private static bool IsRun(ReadOnlySpan<int> places)
    {
        for (var i = 1; i < places.Length; i++)
        {
            if (places[i] != places[i - 1] + 1)
            {
                return false;
            }
        }

        return true;
    }

    private static ArrayData TakeData(ArrayData data, ReadOnlySpan<int> places)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var type = data.DataType;
        if (type.TypeId == ArrowTypeId.Null)
        {
            return new ArrayData(type, places.Length, places.Length, 0, Array.Empty<ArrowBuffer>());
        }

        var validity = TakeValidity(data, places, out var nulls);
        switch (type.TypeId)
        {
            case ArrowTypeId.Boolean:
                return new ArrayData(type, places.Length, nulls, 0, [validity, new ArrowBuffer(TakeBits(data.Buffers[1].Span, data.Offset, places))]);
            case ArrowTypeId.String or ArrowTypeId.Binary:
                return TakeBytes(data, places, validity, nulls);
            case ArrowTypeId.List or ArrowTypeId.Map:
                return TakeLists(data, places, validity, nulls);
            case ArrowTypeId.FixedSizeList:
                var size = ((FixedSizeListType)type).ListSize;
                var elements = new int[checked(places.Length * size)];
                for (var i = 0; i < elements.Length; i++)
                {
                    elements[i] = ((data.Offset + places[i / size]) * size) + (i % size);
                }

                return new ArrayData(type, places.Length, nulls, 0, [validity], [TakeData(data.Children[0], elements)]);
            case ArrowTypeId.Struct:
                var children = new ArrayData[data.Children.Length];
                for (var i = 0; i < children.Length; i++)
                {
                    children[i] = TakeData(data.Children[i].Slice(data.Offset, data.Length), places);
                }

                return new ArrayData(type, places.Length, nulls, 0, [validity], children);
            default:
                var width = WidthOf(type);
                return width > 0
                    ? new ArrayData(type, places.Length, nulls, 0, [validity, new ArrowBuffer(TakeFixed(data, width, places))])
                    : throw new RerunException($"Values of type {type} cannot be selected from.", RerunErrorCode.NotSupported);
        }
    }

    private static ArrowBuffer TakeValidity(ArrayData data, ReadOnlySpan<int> places, out int nulls)
    {
        nulls = 0;
        if (data.GetNullCount() == 0)
        {
            return ArrowBuffer.Empty;
        }

        var bits = TakeBits(data.Buffers[0].Span, data.Offset, places);
        nulls = places.Length - BitUtility.CountBits(bits, 0, places.Length);
        return nulls == 0 ? ArrowBuffer.Empty : new ArrowBuffer(bits);
    }

    private static byte[] TakeBits(ReadOnlySpan<byte> bits, int offset, ReadOnlySpan<int> places)
    {
        var result = NewArrays.Bitmap(places.Length);
        var words = NewArrays.Words(result);
        for (var i = 0; i < places.Length; i++)
        {
            var at = offset + places[i];
            words[i >> 6] |= (ulong)((bits[at >> 3] >> (at & 7)) & 1) << (i & 63);
        }

        return result;
    }

    private static byte[] TakeFixed(ArrayData data, int width, ReadOnlySpan<int> places) => width switch
    {
        1 => Gather<byte>(data, places),
        2 => Gather<short>(data, places),
        4 => Gather<int>(data, places),
        8 => Gather<long>(data, places),
        16 => Gather<Int128>(data, places),
        _ => GatherWide(data, width, places),
    };

    private static byte[] Gather<T>(ArrayData data, ReadOnlySpan<int> places)
        where T : unmanaged
    {
        var source = MemoryMarshal.Cast<byte, T>(data.Buffers[1].Span).Slice(data.Offset, data.Length);
        var buffer = NewArrays.Buffer<T>(places.Length, out var target);
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = source[places[i]];
        }

        return buffer;
    }

    private static byte[] GatherWide(ArrayData data, int width, ReadOnlySpan<int> places)
    {
        var source = data.Buffers[1].Span;
        var target = new byte[checked(places.Length * width)];
        for (var i = 0; i < places.Length; i++)
        {
            source.Slice((data.Offset + places[i]) * width, width).CopyTo(target.AsSpan(i * width));
        }

        return target;
    }

    private static ArrayData TakeBytes(ArrayData data, ReadOnlySpan<int> places, ArrowBuffer validity, int nulls)
    {
        var from = MemoryMarshal.Cast<byte, int>(data.Buffers[1].Span).Slice(data.Offset);
        var source = data.Buffers[2].Span;
        var offsetBuffer = TakeOffsets(from, places, out var offsets);
        var bytes = GC.AllocateUninitializedArray<byte>(offsets[^1]);
        for (var i = 0; i < places.Length; i++)
        {
            var start = from[places[i]];
            source.Slice(start, from[places[i] + 1] - start).CopyTo(bytes.AsSpan(offsets[i]));
        }

        return new ArrayData(data.DataType, places.Length, nulls, 0, [validity, new ArrowBuffer(offsetBuffer), new ArrowBuffer(bytes)]);
    }

    private static ArrayData TakeLists(ArrayData data, ReadOnlySpan<int> places, ArrowBuffer validity, int nulls)
    {
        var from = MemoryMarshal.Cast<byte, int>(data.Buffers[1].Span).Slice(data.Offset);
        var offsetBuffer = TakeOffsets(from, places, out var offsets);
        var elements = new int[offsets[^1]];
        for (var i = 0; i < places.Length; i++)
        {
            var start = from[places[i]] - offsets[i];
            for (var j = offsets[i]; j < offsets[i + 1]; j++)
            {
                elements[j] = start + j;
            }
        }

        return new ArrayData(data.DataType, places.Length, nulls, 0, [validity, new ArrowBuffer(offsetBuffer)], [TakeData(data.Children[0], elements)]);
    }

    private static byte[] TakeOffsets(ReadOnlySpan<int> from, ReadOnlySpan<int> places, out Span<int> offsets)
    {
        var buffer = NewArrays.Buffer<int>(places.Length + 1, out offsets);
        offsets[0] = 0;
        var total = 0L;
        for (var i = 0; i < places.Length; i++)
        {
            total += from[places[i] + 1] - from[places[i]];
            if (total > int.MaxValue)
            {
                throw new RerunException("The selected values of one batch exceed 2 GiB.", RerunErrorCode.OutOfMemory);
            }

            offsets[i + 1] = (int)total;
        }

        return buffer;
    }

    private static ArrayData NullData(IArrowType type, int length)
    {
        var bitmap = new ArrowBuffer(NewArrays.Bitmap(length));
        switch (type.TypeId)
        {
            case ArrowTypeId.Null:
                return new ArrayData(type, length, length, 0, Array.Empty<ArrowBuffer>());
            case ArrowTypeId.Boolean:
                return new ArrayData(type, length, length, 0, [bitmap, bitmap]);
            case ArrowTypeId.String or ArrowTypeId.Binary:
                return new ArrayData(type, length, length, 0, [bitmap, new ArrowBuffer(new byte[(length + 1) * sizeof(int)]), ArrowBuffer.Empty]);
            case ArrowTypeId.LargeString or ArrowTypeId.LargeBinary:
                return new ArrayData(type, length, length, 0, [bitmap, new ArrowBuffer(new byte[(length + 1) * sizeof(long)]), ArrowBuffer.Empty]);
            case ArrowTypeId.List or ArrowTypeId.Map or ArrowTypeId.LargeList:
                var width = type.TypeId == ArrowTypeId.LargeList ? sizeof(long) : sizeof(int);
                return new ArrayData(type, length, length, 0, [bitmap, new ArrowBuffer(new byte[(length + 1) * width])], [NullData(((NestedType)type).Fields[0].DataType, 0)]);
            case ArrowTypeId.FixedSizeList:
                return new ArrayData(type, length, length, 0, [bitmap], [NullData(((NestedType)type).Fields[0].DataType, checked(length * ((FixedSizeListType)type).ListSize))]);
            case ArrowTypeId.Struct:
                return new ArrayData(type, length, length, 0, [bitmap], [.. ((StructType)type).Fields.Select(f => NullData(f.DataType, length))]);
            default:
                return WidthOf(type) is var bytes and > 0
                    ? new ArrayData(type, length, length, 0, [bitmap, new ArrowBuffer(new byte[checked(length * bytes)])])
                    : throw new RerunException($"There is no NULL of type {type}.", RerunErrorCode.NotSupported);
        }
    }
}
