using Rerun.Arrow.Types;

namespace Rerun.Arrow.Selection;

/// <summary>Makes arrays that hold only nulls.</summary>
public static class NullArrays
{
    /// <summary>So many nulls of a type. Short arrays share their memory.</summary>
    /// <exception cref="ArgumentException">The type is a union without children, and the length not 0.</exception>
    public static IArrowArray Create(IArrowType type, int length)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        return ArrowArrayFactory.BuildArray(CreateData(type, length));
    }

    internal static ArrayData CreateData(IArrowType type, int length)
    {
        var validity = length == 0 ? ArrowBuffer.Empty : ZeroBytes.Of(BitUtility.ByteCount(length));
        switch (type)
        {
            case BooleanType:
                return new ArrayData(type, length, length, 0, [validity, validity]);
            case FixedWidthType fixedWidth:
                return new ArrayData(type, length, length, 0, [validity, ZeroBytes.Of((long)length * fixedWidth.ByteSize())]);
            case StringType or BinaryType:
                return new ArrayData(type, length, length, 0, [validity, ZeroBytes.Of((length + 1L) * sizeof(int)), ArrowBuffer.Empty]);
            case LargeStringType or LargeBinaryType:
                return new ArrayData(type, length, length, 0, [validity, ZeroBytes.Of((length + 1L) * sizeof(long)), ArrowBuffer.Empty]);
            case StringViewType or BinaryViewType:
                return new ArrayData(type, length, length, 0, [validity, ZeroBytes.Of((long)length * BinaryViewArray.ViewSize)]);
            case ListType or MapType:
                return new ArrayData(type, length, length, 0, [validity, ZeroBytes.Of((length + 1L) * sizeof(int))], [Child(type, 0)]);
            case LargeListType:
                return new ArrayData(type, length, length, 0, [validity, ZeroBytes.Of((length + 1L) * sizeof(long))], [Child(type, 0)]);
            case DictionaryType dictionary:
                var indices = ZeroBytes.Of((long)length * ((FixedWidthType)dictionary.IndexType).ByteSize());
                return new ArrayData(type, length, length, 0, [validity, indices], [], CreateData(dictionary.ValueType, 0));
            case FixedSizeListType list:
                return new ArrayData(type, length, length, 0, [validity], [CreateData(list.ValueDataType, checked(length * list.ListSize))]);
            case StructType structs:
                return new ArrayData(type, length, length, 0, [validity], [.. structs.Fields.Select(field => CreateData(field.DataType, length))]);
            default:
                return Gatherer.Gather(type, [], length == 0 ? [] : [ArrayRange.Nulls(length)], length);
        }
    }

    private static ArrayData Child(IArrowType type, int length) => CreateData(((NestedType)type).Fields[0].DataType, length);
}
