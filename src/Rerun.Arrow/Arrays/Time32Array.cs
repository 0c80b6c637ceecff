using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>An array of times of day, in the type's unit since midnight.</summary>
public sealed class Time32Array : PrimitiveArray<int>
{
    /// <summary>The array over some data.</summary>
    /// <exception cref="ArgumentException">The data is of another type or too short.</exception>
    public Time32Array(ArrayData data)
        : base(data, ArrowTypeId.Time32)
    {
    }

    /// <summary>The array over buffers.</summary>
    /// <param name="type">The type.</param>
    /// <param name="valueBuffer">The values.</param>
    /// <param name="nullBitmapBuffer">The validity bitmap, or empty.</param>
    /// <param name="length">The number of values.</param>
    /// <param name="nullCount">The number of nulls, or -1 if it is not known.</param>
    /// <param name="offset">Where the first value stands.</param>
    public Time32Array(Time32Type type, ArrowBuffer valueBuffer, ArrowBuffer nullBitmapBuffer, int length, int nullCount, int offset)
        : this(new ArrayData(type, length, nullCount, offset, [nullBitmapBuffer, valueBuffer]))
    {
    }

    /// <summary>What the numbers count.</summary>
    public TimeUnit Unit => ((Time32Type)Data.DataType).Unit;

    /// <summary>The time of day at a position, or null.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is not within a day.</exception>
    public TimeOnly? GetTime(int index) => GetValue(index) is { } value ? new TimeOnly(Duration64.ToTimeSpan(value, Unit).Ticks) : null;

    /// <summary>Grows an array.</summary>
    public sealed class Builder : PrimitiveArrayBuilder<int, Time32Array, Builder>
    {
        /// <summary>An empty builder.</summary>
        /// <param name="dataType">The type; null is Time32 type Default.</param>
        public Builder(Time32Type? dataType = null)
            : base(dataType ?? Time32Type.Default)
        {
        }

        /// <summary>Adds a time of day; what is finer than the type's unit is cut off.</summary>
        public Builder Append(TimeOnly value) => Append((int)Duration64.UnitsOf(value.ToTimeSpan(), ((Time32Type)DataType).Unit));
    }
}
