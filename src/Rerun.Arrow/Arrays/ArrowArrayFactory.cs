using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>Makes arrays of the right class over data.</summary>
public static class ArrowArrayFactory
{
    /// <summary>The array of a type's class over some data.</summary>
    /// <exception cref="ArgumentException">The data does not fit its type.</exception>
    public static IArrowArray BuildArray(ArrayData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.DataType.TypeId switch
        {
            ArrowTypeId.Null => new NullArray(data),
            ArrowTypeId.Boolean => new BooleanArray(data),
            ArrowTypeId.UInt8 => new UInt8Array(data),
            ArrowTypeId.Int8 => new Int8Array(data),
            ArrowTypeId.UInt16 => new UInt16Array(data),
            ArrowTypeId.Int16 => new Int16Array(data),
            ArrowTypeId.UInt32 => new UInt32Array(data),
            ArrowTypeId.Int32 => new Int32Array(data),
            ArrowTypeId.UInt64 => new UInt64Array(data),
            ArrowTypeId.Int64 => new Int64Array(data),
            ArrowTypeId.HalfFloat => new HalfFloatArray(data),
            ArrowTypeId.Float => new FloatArray(data),
            ArrowTypeId.Double => new DoubleArray(data),
            ArrowTypeId.String => new StringArray(data),
            ArrowTypeId.Binary => new BinaryArray(data),
            ArrowTypeId.LargeString => new LargeStringArray(data),
            ArrowTypeId.LargeBinary => new LargeBinaryArray(data),
            ArrowTypeId.StringView => new StringViewArray(data),
            ArrowTypeId.BinaryView => new BinaryViewArray(data),
            ArrowTypeId.FixedSizedBinary => new FixedSizeBinaryArray(data),
            ArrowTypeId.Decimal32 => new Decimal32Array(data),
            ArrowTypeId.Decimal64 => new Decimal64Array(data),
            ArrowTypeId.Decimal128 => new Decimal128Array(data),
            ArrowTypeId.Decimal256 => new Decimal256Array(data),
            ArrowTypeId.Date32 => new Date32Array(data),
            ArrowTypeId.Date64 => new Date64Array(data),
            ArrowTypeId.Time32 => new Time32Array(data),
            ArrowTypeId.Time64 => new Time64Array(data),
            ArrowTypeId.Timestamp => new TimestampArray(data),
            ArrowTypeId.Duration => new DurationArray(data),
            ArrowTypeId.Interval => ((IntervalType)data.DataType).Unit switch
            {
                IntervalUnit.YearMonth => new YearMonthIntervalArray(data),
                IntervalUnit.DayTime => new DayTimeIntervalArray(data),
                _ => new MonthDayNanosecondIntervalArray(data),
            },
            ArrowTypeId.List => new ListArray(data),
            ArrowTypeId.LargeList => new LargeListArray(data),
            ArrowTypeId.ListView => new ListViewArray(data),
            ArrowTypeId.LargeListView => new LargeListViewArray(data),
            ArrowTypeId.FixedSizeList => new FixedSizeListArray(data),
            ArrowTypeId.Struct => new StructArray(data),
            ArrowTypeId.Union when ((UnionType)data.DataType).Mode == UnionMode.Dense => new DenseUnionArray(data),
            ArrowTypeId.Union => new SparseUnionArray(data),
            ArrowTypeId.Map => new MapArray(data),
            ArrowTypeId.Dictionary => new DictionaryArray(data),
            ArrowTypeId.RunEndEncoded => new RunEndEncodedArray(data),
            _ => throw new ArgumentException($"There are no arrays of type {data.DataType}.", nameof(data)),
        };
    }

    /// <summary>The values from <paramref name="offset"/> on, without copying.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many values.</exception>
    public static IArrowArray Slice(IArrowArray array, int offset, int length)
    {
        ArgumentNullException.ThrowIfNull(array);
        return offset == 0 && length == array.Length ? array : BuildArray(array.Data.Slice(offset, length));
    }
}
