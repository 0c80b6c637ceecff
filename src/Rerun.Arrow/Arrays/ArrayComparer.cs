using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>Compares arrays by their values, deeply.</summary>
/// <remarks>
/// Null equals null. Floating point numbers are equal if their bits are. Dictionary and run-end encoded values count as what they stand for;
/// field names, nullability and metadata inside the types do not count, but in structs and unions the children's names do.
/// </remarks>
public static class ArrayComparer
{
    /// <summary>Whether two arrays hold the same values.</summary>
    public static bool Equals(IArrowArray x, IArrowArray y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        return x.Length == y.Length && Equals(x, 0, y, 0, x.Length);
    }

    /// <summary>Whether two batches have columns of the same names and values.</summary>
    public static bool Equals(RecordBatch x, RecordBatch y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        if (x.Length != y.Length || x.ColumnCount != y.ColumnCount)
        {
            return false;
        }

        for (var i = 0; i < x.ColumnCount; i++)
        {
            if (x.Schema.FieldsList[i].Name != y.Schema.FieldsList[i].Name || !Equals(x.Column(i), y.Column(i)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether so many values of two arrays are the same.</summary>
    /// <param name="x">An array.</param>
    /// <param name="xStart">Its first value to compare.</param>
    /// <param name="y">Another array.</param>
    /// <param name="yStart">Its first value to compare.</param>
    /// <param name="length">The number of values.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many values.</exception>
    public static bool Equals(IArrowArray x, int xStart, IArrowArray y, int yStart, int length)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        ArrayData.CheckSlice(xStart, length, x.Length);
        ArrayData.CheckSlice(yStart, length, y.Length);
        return TypeComparer.Layout.Equals(x.Data.DataType, y.Data.DataType) && RangeEquals(x, xStart, y, yStart, length);
    }

    private static bool RangeEquals(IArrowArray x, int xStart, IArrowArray y, int yStart, int length)
    {
        if (x.Data.DataType is FixedWidthType and not BooleanType && x.Data.GetNullCount() == 0 && y.Data.GetNullCount() == 0)
        {
            var size = ((FixedWidthType)x.Data.DataType).ByteSize();
            return x.Data.Buffers[1].Span.Slice((x.Offset + xStart) * size, length * size)
                .SequenceEqual(y.Data.Buffers[1].Span.Slice((y.Offset + yStart) * size, length * size));
        }

        for (var i = 0; i < length; i++)
        {
            if (!ValueEquals(x, xStart + i, y, yStart + i))
            {
                return false;
            }
        }

        return true;
    }

    private static bool ValueEquals(IArrowArray x, int i, IArrowArray y, int j)
    {
        // Logical nulls: in unions and encoded arrays they stand in a child. A union's child still has to be the same.
        if (x is not UnionArray)
        {
            var valid = x.IsValid(i);
            if (valid != y.IsValid(j))
            {
                return false;
            }

            if (!valid)
            {
                return true;
            }
        }

        switch (x)
        {
            case BooleanArray a:
                return a.GetValue(i) == ((BooleanArray)y).GetValue(j);
            case BinaryArray a:
                return a.GetBytes(i).SequenceEqual(((BinaryArray)y).GetBytes(j));
            case LargeBinaryArray a:
                return a.GetBytes(i).SequenceEqual(((LargeBinaryArray)y).GetBytes(j));
            case BinaryViewArray a:
                return a.GetBytes(i).SequenceEqual(((BinaryViewArray)y).GetBytes(j));
            case FixedSizeListArray a:
                var b = (FixedSizeListArray)y;
                return RangeEquals(a.Values, a.GetValueOffset(i), b.Values, b.GetValueOffset(j), a.ListSize);
            case ListArray a:
                return ListEquals(a.Values, a.ValueOffsets[i], a.GetValueLength(i), ((ListArray)y).Values, ((ListArray)y).ValueOffsets[j], ((ListArray)y).GetValueLength(j));
            case LargeListArray or ListViewArray or LargeListViewArray:
                var (left, right) = (Elements(x, i), Elements(y, j));
                return left.Length == right.Length && RangeEquals(left, 0, right, 0, left.Length);
            case StructArray a:
                return FieldsEqual(a.Fields, i, ((StructArray)y).Fields, j);
            case UnionArray a:
                var u = (UnionArray)y;
                var child = a.GetChildIndex(i);
                return child == u.GetChildIndex(j) && ValueEquals(a.Fields[child], a.GetChildPosition(i), u.Fields[child], u.GetChildPosition(j));
            case DictionaryArray a:
                return ValueEquals(a.Dictionary, a.GetDictionaryIndex(i), ((DictionaryArray)y).Dictionary, ((DictionaryArray)y).GetDictionaryIndex(j));
            case RunEndEncodedArray a:
                return ValueEquals(a.Values, a.FindPhysicalIndex(i), ((RunEndEncodedArray)y).Values, ((RunEndEncodedArray)y).FindPhysicalIndex(j));
            default:
                var size = ((FixedWidthType)x.Data.DataType).ByteSize();
                return x.Data.Buffers[1].Span.Slice((x.Offset + i) * size, size).SequenceEqual(y.Data.Buffers[1].Span.Slice((y.Offset + j) * size, size));
        }
    }

    private static bool ListEquals(IArrowArray x, int xStart, int xLength, IArrowArray y, int yStart, int yLength) =>
        xLength == yLength && RangeEquals(x, xStart, y, yStart, xLength);

    private static bool FieldsEqual(IReadOnlyList<IArrowArray> x, int i, IReadOnlyList<IArrowArray> y, int j)
    {
        for (var field = 0; field < x.Count; field++)
        {
            if (!ValueEquals(x[field], i, y[field], j))
            {
                return false;
            }
        }

        return true;
    }

    private static IArrowArray Elements(IArrowArray array, int index) => array switch
    {
        LargeListArray lists => lists.GetSlicedValues(index)!,
        ListViewArray lists => lists.GetSlicedValues(index)!,
        _ => ((LargeListViewArray)array).GetSlicedValues(index)!,
    };
}
