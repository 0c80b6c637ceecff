using System.Runtime.CompilerServices;
using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;
using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>Checks arrays that come from elsewhere, deeply: after it, no accessor can reach outside an array's own memory or fail.</summary>
internal static class ArrayValidator
{
    /// <summary>Checks an array and its children, dictionary included.</summary>
    /// <exception cref="ArrowFormatException">Something does not fit.</exception>
    public static void Validate(ArrayData data)
    {
        var type = data.DataType;
        if (!ArrayData.HasNoBitmap(type) && !data.Buffers[0].IsEmpty && 8L * data.Buffers[0].Length < (long)data.Offset + data.Length)
        {
            throw Bad(data, $"its validity bitmap has {data.Buffers[0].Length} bytes");
        }

        switch (type)
        {
            case NullType:
                return;
            case BooleanType:
                Need(data, 1, ((long)data.Offset + data.Length + 7) / 8);
                return;
            case FixedWidthType fixedWidth:
                Need(data, 1, ((long)data.Offset + data.Length) * fixedWidth.ByteSize());
                return;
            case StringType or BinaryType:
                ValidateOffsets<int>(data, data.Buffers[2].Length);
                ValidateText(data, MemoryMarshal.Cast<byte, int>(data.Buffers[1].Span));
                return;
            case LargeStringType or LargeBinaryType:
                ValidateOffsets<long>(data, data.Buffers[2].Length);
                ValidateText(data, MemoryMarshal.Cast<byte, long>(data.Buffers[1].Span));
                return;
            case StringViewType or BinaryViewType:
                ValidateViews(data, type is StringViewType);
                return;
            case DictionaryType dictionary:
                Need(data, 1, ((long)data.Offset + data.Length) * ((FixedWidthType)dictionary.IndexType).ByteSize());
                ValidateIndices(data, dictionary);
                return;
            case ListType or MapType:
                ValidateOffsets<int>(data, data.Children[0].Length);
                break;
            case LargeListType:
                ValidateOffsets<long>(data, data.Children[0].Length);
                break;
            case ListViewType:
                ValidateListViews<int>(data);
                break;
            case LargeListViewType:
                ValidateListViews<long>(data);
                break;
            case FixedSizeListType list:
                NeedChild(data, 0, ((long)data.Offset + data.Length) * list.ListSize);
                break;
            case StructType:
                for (var i = 0; i < data.Children.Length; i++)
                {
                    NeedChild(data, i, (long)data.Offset + data.Length);
                }

                break;
            case UnionType union:
                ValidateUnion(data, union);
                break;
            case RunEndEncodedType:
                ValidateRuns(data);
                break;
            default:
                throw new ArrowFormatException($"Arrays of type {type} are not supported.");
        }

        foreach (var child in data.Children)
        {
            Validate(child);
        }
    }

    private static void Need(ArrayData data, int buffer, long bytes)
    {
        if (data.Length > 0 && data.Buffers[buffer].Length < bytes)
        {
            throw Bad(data, $"buffer {buffer} has {data.Buffers[buffer].Length} bytes, expected {bytes}");
        }
    }

    private static void NeedChild(ArrayData data, int child, long length)
    {
        if (data.Children[child].Length < length)
        {
            throw Bad(data, $"child {child} has {data.Children[child].Length} values, expected {length}");
        }
    }

    private static void ValidateOffsets<T>(ArrayData data, long available)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (data.Length == 0)
        {
            return;
        }

        Need(data, 1, ((long)data.Offset + data.Length + 1) * Marshal.SizeOf<T>());
        var offsets = MemoryMarshal.Cast<byte, T>(data.Buffers[1].Span).Slice(data.Offset, data.Length + 1);
        if (T.IsNegative(offsets[0]) || !IsAscending(offsets))
        {
            throw Bad(data, "its offsets are negative or descend");
        }

        if (long.CreateTruncating(offsets[^1]) > available)
        {
            throw Bad(data, $"its last offset is {offsets[^1]}, beyond {available}");
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool IsAscending<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryInteger<T>
    {
        var i = 0;
        for (; i + Vector<T>.Count < values.Length; i += Vector<T>.Count)
        {
            if (!Vector.LessThanOrEqualAll(new Vector<T>(values[i..]), new Vector<T>(values[(i + 1)..])))
            {
                return false;
            }
        }

        for (; i + 1 < values.Length; i++)
        {
            if (values[i] > values[i + 1])
            {
                return false;
            }
        }

        return true;
    }

    private static void ValidateText<T>(ArrayData data, ReadOnlySpan<T> allOffsets)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (data.Length == 0 || data.DataType.TypeId is not (ArrowTypeId.String or ArrowTypeId.LargeString))
        {
            return;
        }

        var offsets = allOffsets.Slice(data.Offset, data.Length + 1);
        var bytes = data.Buffers[2].Span[int.CreateTruncating(offsets[0])..int.CreateTruncating(offsets[^1])];
        if (Ascii.IsValid(bytes))
        {
            return;
        }

        if (!Utf8.IsValid(bytes))
        {
            throw Bad(data, "its bytes are not UTF-8");
        }

        // Together the values are UTF-8; each is, if none starts within a character.
        foreach (var offset in offsets[..^1])
        {
            var at = int.CreateTruncating(offset - offsets[0]);
            if (at < bytes.Length && (bytes[at] & 0xC0) == 0x80)
            {
                throw Bad(data, "a value starts within a UTF-8 character");
            }
        }
    }

    private static void ValidateViews(ArrayData data, bool text)
    {
        Need(data, 1, ((long)data.Offset + data.Length) * BinaryViewArray.ViewSize);
        if (data.Length == 0)
        {
            return;
        }

        var views = data.Buffers[1].Span.Slice(data.Offset * BinaryViewArray.ViewSize, data.Length * BinaryViewArray.ViewSize);
        var validity = data.Buffers[0].Span;
        for (var i = 0; i < data.Length; i++)
        {
            if (!validity.IsEmpty && !BitUtility.GetBit(validity, data.Offset + i))
            {
                continue;
            }

            var view = views.Slice(i * BinaryViewArray.ViewSize, BinaryViewArray.ViewSize);
            var length = MemoryMarshal.Read<int>(view);
            if (length > BinaryViewArray.InlineLimit)
            {
                var buffer = MemoryMarshal.Read<int>(view[8..]);
                var start = MemoryMarshal.Read<int>(view[12..]);
                if ((uint)buffer >= (uint)(data.Buffers.Length - 2) || start < 0 || start > data.Buffers[buffer + 2].Length - length)
                {
                    throw Bad(data, $"view {i}, {length} bytes at {start} of data buffer {buffer}, lies outside the data buffers");
                }
            }
            else if (length < 0)
            {
                throw Bad(data, $"view {i} has the length {length}");
            }

            if (text && !Utf8.IsValid(BinaryViewArray.BytesOf(data, view)))
            {
                throw Bad(data, $"view {i} is not UTF-8");
            }
        }
    }

    private static void ValidateListViews<T>(ArrayData data)
        where T : unmanaged, IBinaryInteger<T>
    {
        Need(data, 1, ((long)data.Offset + data.Length) * Marshal.SizeOf<T>());
        Need(data, 2, ((long)data.Offset + data.Length) * Marshal.SizeOf<T>());
        if (data.Length == 0)
        {
            return;
        }

        var offsets = MemoryMarshal.Cast<byte, T>(data.Buffers[1].Span).Slice(data.Offset, data.Length);
        var sizes = MemoryMarshal.Cast<byte, T>(data.Buffers[2].Span).Slice(data.Offset, data.Length);
        var validity = data.Buffers[0].Span;
        for (var i = 0; i < data.Length; i++)
        {
            var (start, size) = (long.CreateTruncating(offsets[i]), long.CreateTruncating(sizes[i]));
            var valid = validity.IsEmpty || BitUtility.GetBit(validity, data.Offset + i);
            if (valid && (start < 0 || size < 0 || start > data.Children[0].Length - size))
            {
                throw Bad(data, $"list {i}, {size} elements from {start} on, lies outside its {data.Children[0].Length} elements");
            }
        }
    }

    private static void ValidateUnion(ArrayData data, UnionType union)
    {
        Need(data, 0, (long)data.Offset + data.Length);
        var dense = union.Mode == UnionMode.Dense;
        if (dense)
        {
            Need(data, 1, ((long)data.Offset + data.Length) * sizeof(int));
        }
        else
        {
            for (var i = 0; i < data.Children.Length; i++)
            {
                NeedChild(data, i, (long)data.Offset + data.Length);
            }
        }

        if (data.Length == 0)
        {
            return;
        }

        var ids = MemoryMarshal.Cast<byte, sbyte>(data.Buffers[0].Span).Slice(data.Offset, data.Length);
        var offsets = dense ? MemoryMarshal.Cast<byte, int>(data.Buffers[1].Span).Slice(data.Offset, data.Length) : default;
        for (var i = 0; i < ids.Length; i++)
        {
            var child = ids[i] < 0 ? -1 : union.ChildOfTypeId[ids[i]];
            if (child < 0)
            {
                throw Bad(data, $"value {i} has the type id {ids[i]}, which stands for no child");
            }

            if (dense && (uint)offsets[i] >= (uint)data.Children[child].Length)
            {
                throw Bad(data, $"value {i} stands at {offsets[i]} of child {child}, which has {data.Children[child].Length} values");
            }
        }
    }

    private static void ValidateIndices(ArrayData data, DictionaryType type)
    {
        if (data.Dictionary is null)
        {
            throw Bad(data, "it has no dictionary");
        }

        switch (type.IndexType.TypeId)
        {
            case ArrowTypeId.Int8:
                CheckIndices<sbyte>(data);
                break;
            case ArrowTypeId.UInt8:
                CheckIndices<byte>(data);
                break;
            case ArrowTypeId.Int16:
                CheckIndices<short>(data);
                break;
            case ArrowTypeId.UInt16:
                CheckIndices<ushort>(data);
                break;
            case ArrowTypeId.Int32:
                CheckIndices<int>(data);
                break;
            case ArrowTypeId.UInt32:
                CheckIndices<uint>(data);
                break;
            case ArrowTypeId.Int64:
                CheckIndices<long>(data);
                break;
            default:
                CheckIndices<ulong>(data);
                break;
        }
    }

    private static void CheckIndices<T>(ArrayData data)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (data.Length == 0)
        {
            return;
        }

        var indices = MemoryMarshal.Cast<byte, T>(data.Buffers[1].Span).Slice(data.Offset, data.Length);
        var validity = data.Buffers[0].Span;
        var count = (ulong)data.Dictionary!.Length;
        for (var i = 0; i < indices.Length; i++)
        {
            if ((validity.IsEmpty || BitUtility.GetBit(validity, data.Offset + i)) && (T.IsNegative(indices[i]) || ulong.CreateTruncating(indices[i]) >= count))
            {
                throw Bad(data, $"value {i} has the index {indices[i]}, but the dictionary has {count} values");
            }
        }
    }

    private static void ValidateRuns(ArrayData data)
    {
        var ends = data.Children[0];
        Validate(ends);
        NeedChild(data, 1, ends.Length);
        if (ends.GetNullCount() > 0)
        {
            throw Bad(data, "its run ends have nulls");
        }

        var runs = new RunEndEncodedArray(data);
        var last = 0L;
        for (var i = 0; i < ends.Length; i++)
        {
            var end = runs.RunEnd(i);
            if (end <= last)
            {
                throw Bad(data, $"run {i} ends at {end}, the one before at {last}");
            }

            last = end;
        }

        if (last < (long)data.Offset + data.Length)
        {
            throw Bad(data, $"its last run ends at {last}");
        }
    }

    private static ArrowFormatException Bad(ArrayData data, string what) =>
        new($"An array of {data.Length} values of type {data.DataType} from {data.Offset} on is malformed: {what}.");
}
