using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>An array of calendar intervals of days and milliseconds.</summary>
public sealed class DayTimeIntervalArray : PrimitiveArray<DayTimeInterval>
{
    /// <summary>The array over some data.</summary>
    /// <exception cref="ArgumentException">The data is of another type or too short.</exception>
    public DayTimeIntervalArray(ArrayData data)
        : base(data, ArrowTypeId.Interval)
    {
        if (((IntervalType)data.DataType).Unit != IntervalUnit.DayTime)
        {
            throw new ArgumentException($"DayTimeIntervalArray does not hold {data.DataType}.", nameof(data));
        }
    }

    /// <summary>Grows an array.</summary>
    public sealed class Builder : PrimitiveArrayBuilder<DayTimeInterval, DayTimeIntervalArray, Builder>
    {
        /// <summary>An empty builder.</summary>
        public Builder()
            : base(IntervalType.DayTime)
        {
        }
    }
}
