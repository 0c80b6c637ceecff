using System.Numerics;
using System.Runtime.InteropServices;
using Rerun.Arrow.Types;

namespace Rerun.Arrow.C;

/// <summary>Finds how long the buffers of a lent array are: the interface tells only where they start.</summary>
internal static unsafe class ImportedBuffers
{
    public static ArrowBuffer[] Read(CArrowArray* array, IArrowType type, ImportedArray owner)
    {
        var end = array->offset + array->length;
        Need(array, type, type switch
        {
            NullType or RunEndEncodedType => 0,
            StructType or FixedSizeListType or UnionType { Mode: UnionMode.Sparse } => 1,
            StringType or BinaryType or LargeStringType or LargeBinaryType or ListViewType or LargeListViewType => 3,
            _ => 2,
        });
        switch (type)
        {
            case NullType or RunEndEncodedType:
                return [];
            case UnionType { Mode: UnionMode.Sparse }:
                return [Buffer(array, 0, end, type, owner)];
            case UnionType:
                return [Buffer(array, 0, end, type, owner), Buffer(array, 1, end * sizeof(int), type, owner)];
        }

        var validity = array->buffers[0] == null ? ArrowBuffer.Empty : Buffer(array, 0, (end + 7) / 8, type, owner);
        switch (type)
        {
            case StructType or FixedSizeListType:
                return [validity];
            case BooleanType:
                return [validity, Buffer(array, 1, (end + 7) / 8, type, owner)];
            case FixedWidthType fixedWidth:
                return [validity, Buffer(array, 1, end * fixedWidth.ByteSize(), type, owner)];
            case DictionaryType dictionary:
                return [validity, Buffer(array, 1, end * ((FixedWidthType)dictionary.IndexType).ByteSize(), type, owner)];
            case ListType or MapType:
                return [validity, Offsets(array, end, sizeof(int), type, owner)];
            case LargeListType:
                return [validity, Offsets(array, end, sizeof(long), type, owner)];
            case ListViewType:
                return [validity, Buffer(array, 1, end * sizeof(int), type, owner), Buffer(array, 2, end * sizeof(int), type, owner)];
            case LargeListViewType:
                return [validity, Buffer(array, 1, end * sizeof(long), type, owner), Buffer(array, 2, end * sizeof(long), type, owner)];
            case StringType or BinaryType:
                var offsets = Offsets(array, end, sizeof(int), type, owner);
                return [validity, offsets, Buffer(array, 2, Last<int>(offsets), type, owner)];
            case LargeStringType or LargeBinaryType:
                offsets = Offsets(array, end, sizeof(long), type, owner);
                return [validity, offsets, Buffer(array, 2, Last<long>(offsets), type, owner)];
            case StringViewType or BinaryViewType:
                return Views(array, end, validity, type, owner);
            default:
                throw new ArrowFormatException($"Arrays of type {type} are not supported.");
        }
    }

    private static void Need(CArrowArray* array, IArrowType type, int count)
    {
        var fits = type is StringViewType or BinaryViewType ? array->n_buffers is >= 3 and < 1 << 20 : array->n_buffers == count;
        if (!fits || (count > 0 && array->buffers == null))
        {
            throw new ArrowFormatException(
                $"An array of type {type} has {array->n_buffers} buffers{(array->buffers == null ? " at no address" : "")}, expected {count}.");
        }
    }

    private static ArrowBuffer[] Views(CArrowArray* array, long end, ArrowBuffer validity, IArrowType type, ImportedArray owner)
    {
        var variadic = (int)array->n_buffers - 3;
        var buffers = new ArrowBuffer[variadic + 2];
        buffers[0] = validity;
        buffers[1] = Buffer(array, 1, end * BinaryViewArray.ViewSize, type, owner);
        var lengths = MemoryMarshal.Cast<byte, long>(Buffer(array, variadic + 2, variadic * sizeof(long), type, owner).Span);
        for (var i = 0; i < variadic; i++)
        {
            buffers[i + 2] = Buffer(array, i + 2, lengths[i], type, owner);
        }

        return buffers;
    }

    private static ArrowBuffer Offsets(CArrowArray* array, long end, int size, IArrowType type, ImportedArray owner) =>
        array->length == 0 ? ArrowBuffer.Empty : Buffer(array, 1, (end + 1) * size, type, owner);

    private static long Last<T>(ArrowBuffer offsets)
        where T : unmanaged, INumber<T> =>
        offsets.IsEmpty ? 0 : long.CreateTruncating(MemoryMarshal.Cast<byte, T>(offsets.Span)[^1]);

    private static ArrowBuffer Buffer(CArrowArray* array, int index, long length, IArrowType type, ImportedArray owner)
    {
        if (length is < 0 or > int.MaxValue)
        {
            throw new ArrowFormatException($"Buffer {index} of an array of type {type} has {length} bytes, which is not supported.");
        }

        if (length == 0)
        {
            return ArrowBuffer.Empty;
        }

        return array->buffers[index] != null
            ? new ArrowBuffer(new ForeignMemory((nint)array->buffers[index], (int)length, owner).Memory)
            : throw new ArrowFormatException($"Buffer {index} of an array of type {type} is missing, but {length} bytes are needed.");
    }
}
