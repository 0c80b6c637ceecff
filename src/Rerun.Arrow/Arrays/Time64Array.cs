using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>An array of times of day, in the type's unit since midnight.</summary>
public sealed class Time64Array : PrimitiveArray<long>
{
    /// <summary>The array over some data.</summary>
    /// <exception cref="ArgumentException">The data is of another type or too short.</exception>
    public Time64Array(ArrayData data)
        : base(data, ArrowTypeId.Time64)
    {
    }

    /// <summary>The array over buffers.</summary>
    /// <param name="type">The type.</param>
    /// <param name="valueBuffer">The values.</param>
    /// <param name="nullBitmapBuffer">The validity bitmap, or empty.</param>
    /// <param name="length">The number of values.</param>
    /// <param name="nullCount">The number of nulls, or -1 if it is not known.</param>
    /// <param name="offset">Where the first value stands.</param>
    public Time64Array(Time64Type type, ArrowBuffer valueBuffer, ArrowBuffer nullBitmapBuffer, int length, int nullCount, int offset)
        : this(new ArrayData(type, length, nullCount, offset, [nullBitmapBuffer, valueBuffer]))
    {
    }

    /// <summary>What the numbers count.</summary>
    public TimeUnit Unit => ((Time64Type)Data.DataType).Unit;

    /// <summary>The time of day at a position, or null; what is finer than 100 ns is cut off.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is not within a day.</exception>
    public TimeOnly? GetTime(int index) => GetValue(index) is { } value ? new TimeOnly(Duration64.ToTimeSpan(value, Unit).Ticks) : null;

    /// <summary>Grows an array.</summary>
    public sealed class Builder : PrimitiveArrayBuilder<long, Time64Array, Builder>
    {
        /// <summary>An empty builder.</summary>
        /// <param name="dataType">The type; null is Time64 type Default.</param>
        public Builder(Time64Type? dataType = null)
            : base(dataType ?? Time64Type.Default)
        {
        }

        /// <summary>Adds a time of day; what is finer than the type's unit is cut off.</summary>
        public Builder Append(TimeOnly value) => Append(Duration64.UnitsOf(value.ToTimeSpan(), ((Time64Type)DataType).Unit));
    }
}
