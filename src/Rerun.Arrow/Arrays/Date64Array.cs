using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>An array of dates, as milliseconds since 1970-01-01.</summary>
public sealed class Date64Array : PrimitiveArray<long>
{
    /// <summary>The array over some data.</summary>
    /// <exception cref="ArgumentException">The data is of another type or too short.</exception>
    public Date64Array(ArrayData data)
        : base(data, ArrowTypeId.Date64)
    {
    }

    /// <summary>The array over buffers.</summary>
    /// <param name="type">The type.</param>
    /// <param name="valueBuffer">The values.</param>
    /// <param name="nullBitmapBuffer">The validity bitmap, or empty.</param>
    /// <param name="length">The number of values.</param>
    /// <param name="nullCount">The number of nulls, or -1 if it is not known.</param>
    /// <param name="offset">Where the first value stands.</param>
    public Date64Array(Date64Type type, ArrowBuffer valueBuffer, ArrowBuffer nullBitmapBuffer, int length, int nullCount, int offset)
        : this(new ArrayData(type, length, nullCount, offset, [nullBitmapBuffer, valueBuffer]))
    {
    }

    /// <summary>The date at a position, or null.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The date is out of the range of <see cref="DateOnly"/>.</exception>
    public DateOnly? GetDateOnly(int index) => GetDateTime(index) is { } time ? DateOnly.FromDateTime(time) : null;

    /// <summary>The date at a position as a time of unspecified kind, or null.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The date is out of the range of <see cref="DateTime"/>.</exception>
    public DateTime? GetDateTime(int index) => GetValue(index) is { } value ? Timestamp64.ToDateTimeOffset(value, TimeUnit.Millisecond).DateTime : null;

    /// <summary>Grows an array.</summary>
    public sealed class Builder : PrimitiveArrayBuilder<long, Date64Array, Builder>
    {
        /// <summary>An empty builder.</summary>
        /// <param name="dataType">The type; null is Date64 type Default.</param>
        public Builder(Date64Type? dataType = null)
            : base(dataType ?? Date64Type.Default)
        {
        }

        /// <summary>Adds a date.</summary>
        public Builder Append(DateOnly value) => Append(checked((value.DayNumber - 719_162L) * 86_400_000L));
    }
}
