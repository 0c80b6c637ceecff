using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>An array of spans of time, as counts of the type's unit.</summary>
public sealed class DurationArray : PrimitiveArray<long>
{
    /// <summary>The array over some data.</summary>
    /// <exception cref="ArgumentException">The data is of another type or too short.</exception>
    public DurationArray(ArrayData data)
        : base(data, ArrowTypeId.Duration)
    {
    }

    /// <summary>The array over buffers.</summary>
    /// <param name="type">The type.</param>
    /// <param name="valueBuffer">The values.</param>
    /// <param name="nullBitmapBuffer">The validity bitmap, or empty.</param>
    /// <param name="length">The number of values.</param>
    /// <param name="nullCount">The number of nulls, or -1 if it is not known.</param>
    /// <param name="offset">Where the first value stands.</param>
    public DurationArray(DurationType type, ArrowBuffer valueBuffer, ArrowBuffer nullBitmapBuffer, int length, int nullCount, int offset)
        : this(new ArrayData(type, length, nullCount, offset, [nullBitmapBuffer, valueBuffer]))
    {
    }

    /// <summary>What the numbers count.</summary>
    public TimeUnit Unit => ((DurationType)Data.DataType).Unit;

    /// <summary>The exact span at a position, or null.</summary>
    /// <exception cref="OverflowException">The span is out of the range of 64-bit nanoseconds.</exception>
    public Duration64? GetDuration64(int index) => GetValue(index) is { } value ? Duration64.FromUnit(value, Unit) : null;

    /// <summary>The span at a position, or null; what is finer than 100 ns is cut off toward the past.</summary>
    /// <exception cref="OverflowException">The span is out of the range of <see cref="TimeSpan"/>.</exception>
    public TimeSpan? GetTimeSpan(int index) => GetValue(index) is { } value ? Duration64.ToTimeSpan(value, Unit) : null;

    /// <summary>Grows an array.</summary>
    public sealed class Builder : PrimitiveArrayBuilder<long, DurationArray, Builder>
    {
        /// <summary>An empty builder.</summary>
        /// <param name="dataType">The type; null is Duration type Nanosecond.</param>
        public Builder(DurationType? dataType = null)
            : base(dataType ?? DurationType.Nanosecond)
        {
        }

        /// <summary>Adds a span; what is finer than the type's unit is cut off toward the past.</summary>
        public Builder Append(Duration64 value) => Append(value.ToUnit(((DurationType)DataType).Unit));

        /// <summary>Adds a span; what is finer than the type's unit is cut off toward the past.</summary>
        public Builder Append(TimeSpan value) => Append(Duration64.UnitsOf(value, ((DurationType)DataType).Unit));
    }
}
