using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>An array of points in time, as counts since 1970-01-01 in the type's unit.</summary>
public sealed class TimestampArray : PrimitiveArray<long>
{
    /// <summary>The array over some data.</summary>
    /// <exception cref="ArgumentException">The data is of another type or too short.</exception>
    public TimestampArray(ArrayData data)
        : base(data, ArrowTypeId.Timestamp)
    {
    }

    /// <summary>The array over buffers.</summary>
    /// <param name="type">The type.</param>
    /// <param name="valueBuffer">The values.</param>
    /// <param name="nullBitmapBuffer">The validity bitmap, or empty.</param>
    /// <param name="length">The number of values.</param>
    /// <param name="nullCount">The number of nulls, or -1 if it is not known.</param>
    /// <param name="offset">Where the first value stands.</param>
    public TimestampArray(TimestampType type, ArrowBuffer valueBuffer, ArrowBuffer nullBitmapBuffer, int length, int nullCount, int offset)
        : this(new ArrayData(type, length, nullCount, offset, [nullBitmapBuffer, valueBuffer]))
    {
    }

    /// <summary>What the numbers count.</summary>
    public TimeUnit Unit => ((TimestampType)Data.DataType).Unit;

    /// <summary>The exact time at a position, or null.</summary>
    /// <exception cref="OverflowException">The time is out of the range of 64-bit nanoseconds.</exception>
    public Timestamp64? GetTimestamp64(int index) => GetValue(index) is { } value ? Timestamp64.FromUnit(value, Unit) : null;

    /// <summary>The time at a position in UTC, or null; what is finer than 100 ns is cut off toward the past.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is out of the range of <see cref="DateTimeOffset"/>.</exception>
    public DateTimeOffset? GetTimestamp(int index) => GetValue(index) is { } value ? Timestamp64.ToDateTimeOffset(value, Unit) : null;

    /// <summary>Grows an array.</summary>
    public sealed class Builder : PrimitiveArrayBuilder<long, TimestampArray, Builder>
    {
        /// <summary>An empty builder.</summary>
        /// <param name="dataType">The type; null is Timestamp type Default.</param>
        public Builder(TimestampType? dataType = null)
            : base(dataType ?? TimestampType.Default)
        {
        }

        /// <summary>Adds a time; what is finer than the type's unit is cut off toward the past.</summary>
        public Builder Append(Timestamp64 value) => Append(value.ToUnit(((TimestampType)DataType).Unit));

        /// <summary>Adds a time; what is finer than the type's unit is cut off toward the past.</summary>
        public Builder Append(DateTimeOffset value) => Append(Timestamp64.UnitsSinceEpoch(value, ((TimestampType)DataType).Unit));
    }
}
