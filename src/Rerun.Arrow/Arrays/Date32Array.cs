using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>An array of dates, as days since 1970-01-01.</summary>
public sealed class Date32Array : PrimitiveArray<int>
{
    private const int EpochDayNumber = 719_162;

    /// <summary>The array over some data.</summary>
    /// <exception cref="ArgumentException">The data is of another type or too short.</exception>
    public Date32Array(ArrayData data)
        : base(data, ArrowTypeId.Date32)
    {
    }

    /// <summary>The array over buffers.</summary>
    /// <param name="type">The type.</param>
    /// <param name="valueBuffer">The values.</param>
    /// <param name="nullBitmapBuffer">The validity bitmap, or empty.</param>
    /// <param name="length">The number of values.</param>
    /// <param name="nullCount">The number of nulls, or -1 if it is not known.</param>
    /// <param name="offset">Where the first value stands.</param>
    public Date32Array(Date32Type type, ArrowBuffer valueBuffer, ArrowBuffer nullBitmapBuffer, int length, int nullCount, int offset)
        : this(new ArrayData(type, length, nullCount, offset, [nullBitmapBuffer, valueBuffer]))
    {
    }

    /// <summary>The date at a position, or null.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The date is out of the range of <see cref="DateOnly"/>.</exception>
    public DateOnly? GetDateOnly(int index) => GetValue(index) is { } days ? DateOnly.FromDayNumber(checked(days + EpochDayNumber)) : null;

    /// <summary>The date at a position as midnight of unspecified kind, or null.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The date is out of the range of <see cref="DateTime"/>.</exception>
    public DateTime? GetDateTime(int index) => GetDateOnly(index)?.ToDateTime(TimeOnly.MinValue);

    /// <summary>Grows an array.</summary>
    public sealed class Builder : PrimitiveArrayBuilder<int, Date32Array, Builder>
    {
        /// <summary>An empty builder.</summary>
        /// <param name="dataType">The type; null is Date32 type Default.</param>
        public Builder(Date32Type? dataType = null)
            : base(dataType ?? Date32Type.Default)
        {
        }

        /// <summary>Adds a date.</summary>
        public Builder Append(DateOnly value) => Append(value.DayNumber - EpochDayNumber);
    }
}
