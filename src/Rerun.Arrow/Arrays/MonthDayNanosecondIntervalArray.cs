using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>An array of calendar intervals of months, days and nanoseconds.</summary>
public sealed class MonthDayNanosecondIntervalArray : PrimitiveArray<MonthDayNanosecondInterval>
{
    /// <summary>The array over some data.</summary>
    /// <exception cref="ArgumentException">The data is of another type or too short.</exception>
    public MonthDayNanosecondIntervalArray(ArrayData data)
        : base(data, ArrowTypeId.Interval)
    {
        if (((IntervalType)data.DataType).Unit != IntervalUnit.MonthDayNanosecond)
        {
            throw new ArgumentException($"MonthDayNanosecondIntervalArray does not hold {data.DataType}.", nameof(data));
        }
    }

    /// <summary>Grows an array.</summary>
    public sealed class Builder : PrimitiveArrayBuilder<MonthDayNanosecondInterval, MonthDayNanosecondIntervalArray, Builder>
    {
        /// <summary>An empty builder.</summary>
        public Builder()
            : base(IntervalType.MonthDayNanosecond)
        {
        }
    }
}
