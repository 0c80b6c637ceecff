using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>An array of calendar intervals of months.</summary>
public sealed class YearMonthIntervalArray : PrimitiveArray<YearMonthInterval>
{
    /// <summary>The array over some data.</summary>
    /// <exception cref="ArgumentException">The data is of another type or too short.</exception>
    public YearMonthIntervalArray(ArrayData data)
        : base(data, ArrowTypeId.Interval)
    {
        if (((IntervalType)data.DataType).Unit != IntervalUnit.YearMonth)
        {
            throw new ArgumentException($"YearMonthIntervalArray does not hold {data.DataType}.", nameof(data));
        }
    }

    /// <summary>Grows an array.</summary>
    public sealed class Builder : PrimitiveArrayBuilder<YearMonthInterval, YearMonthIntervalArray, Builder>
    {
        /// <summary>An empty builder.</summary>
        public Builder()
            : base(IntervalType.YearMonth)
        {
        }
    }
}
