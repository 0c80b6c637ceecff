using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>Makes builders for types.</summary>
public static class ArrowArrayBuilderFactory
{
    /// <summary>An empty builder of arrays of a type.</summary>
    /// <exception cref="NotSupportedException">Arrays of the type are put together from their parts, not value by value.</exception>
    public static IArrowArrayBuilder Build(IArrowType dataType)
    {
        ArgumentNullException.ThrowIfNull(dataType);
        return dataType switch
        {
            NullType => new NullArray.Builder(),
            BooleanType => new BooleanArray.Builder(),
            UInt8Type => new UInt8Array.Builder(),
            Int8Type => new Int8Array.Builder(),
            UInt16Type => new UInt16Array.Builder(),
            Int16Type => new Int16Array.Builder(),
            UInt32Type => new UInt32Array.Builder(),
            Int32Type => new Int32Array.Builder(),
            UInt64Type => new UInt64Array.Builder(),
            Int64Type => new Int64Array.Builder(),
            HalfFloatType => new HalfFloatArray.Builder(),
            FloatType => new FloatArray.Builder(),
            DoubleType => new DoubleArray.Builder(),
            StringType => new StringArray.Builder(),
            BinaryType => new BinaryArray.Builder(),
            LargeStringType => new LargeStringArray.Builder(),
            LargeBinaryType => new LargeBinaryArray.Builder(),
            StringViewType => new StringViewArray.Builder(),
            BinaryViewType => new BinaryViewArray.Builder(),
            FixedSizeBinaryType type => new FixedSizeBinaryArray.Builder(type),
            Date32Type type => new Date32Array.Builder(type),
            Date64Type type => new Date64Array.Builder(type),
            Time32Type type => new Time32Array.Builder(type),
            Time64Type type => new Time64Array.Builder(type),
            TimestampType type => new TimestampArray.Builder(type),
            DurationType type => new DurationArray.Builder(type),
            IntervalType { Unit: IntervalUnit.YearMonth } => new YearMonthIntervalArray.Builder(),
            IntervalType { Unit: IntervalUnit.DayTime } => new DayTimeIntervalArray.Builder(),
            IntervalType => new MonthDayNanosecondIntervalArray.Builder(),
            ListType type => new ListArray.Builder(type),
            LargeListType type => new LargeListArray.Builder(type),
            FixedSizeListType type => new FixedSizeListArray.Builder(type),
            StructType type => new StructArray.Builder(type),
            _ => throw new NotSupportedException($"There is no builder of arrays of type {dataType}."),
        };
    }
}
