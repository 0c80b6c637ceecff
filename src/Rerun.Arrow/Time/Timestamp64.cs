using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>An instant, exact to the nanosecond: a 64-bit count of nanoseconds since 1970-01-01T00:00:00Z (1677-09-21 to 2262-04-11).</summary>
/// <remarks>Conversions to the coarser times of .NET cut off toward the past, so that order is kept.</remarks>
public readonly struct Timestamp64 : IEquatable<Timestamp64>, IComparable<Timestamp64>, IComparable, ISpanFormattable, ISpanParsable<Timestamp64>
{
    /// <summary>The earliest instant.</summary>
    public static readonly Timestamp64 MinValue = new(long.MinValue);

    /// <summary>The latest instant.</summary>
    public static readonly Timestamp64 MaxValue = new(long.MaxValue);

    /// <summary>1970-01-01T00:00:00Z.</summary>
    public static readonly Timestamp64 UnixEpoch;

    /// <summary>The instant so many nanoseconds after 1970-01-01T00:00:00Z.</summary>
    public Timestamp64(long nanoseconds) => Nanoseconds = nanoseconds;

    /// <summary>The nanoseconds since 1970-01-01T00:00:00Z; negative before.</summary>
    public long Nanoseconds { get; }

    /// <summary>Now, as exact as the system tells.</summary>
    public static Timestamp64 UtcNow => FromDateTimeOffset(DateTimeOffset.UtcNow);

    /// <summary>Whether two instants are the same.</summary>
    public static bool operator ==(Timestamp64 left, Timestamp64 right) => left.Nanoseconds == right.Nanoseconds;

    /// <summary>Whether two instants differ.</summary>
    public static bool operator !=(Timestamp64 left, Timestamp64 right) => left.Nanoseconds != right.Nanoseconds;

    /// <summary>Whether the first is earlier.</summary>
    public static bool operator <(Timestamp64 left, Timestamp64 right) => left.Nanoseconds < right.Nanoseconds;

    /// <summary>Whether the first is not later.</summary>
    public static bool operator <=(Timestamp64 left, Timestamp64 right) => left.Nanoseconds <= right.Nanoseconds;

    /// <summary>Whether the first is later.</summary>
    public static bool operator >(Timestamp64 left, Timestamp64 right) => left.Nanoseconds > right.Nanoseconds;

    /// <summary>Whether the first is not earlier.</summary>
    public static bool operator >=(Timestamp64 left, Timestamp64 right) => left.Nanoseconds >= right.Nanoseconds;

    /// <summary>The instant a span later.</summary>
    /// <exception cref="OverflowException">It is out of range.</exception>
    public static Timestamp64 operator +(Timestamp64 left, Duration64 right) => new(checked(left.Nanoseconds + right.Nanoseconds));

    /// <summary>The instant a span earlier.</summary>
    /// <exception cref="OverflowException">It is out of range.</exception>
    public static Timestamp64 operator -(Timestamp64 left, Duration64 right) => new(checked(left.Nanoseconds - right.Nanoseconds));

    /// <summary>The span from the second instant to the first.</summary>
    /// <exception cref="OverflowException">It is out of range.</exception>
    public static Duration64 operator -(Timestamp64 left, Timestamp64 right) => new(checked(left.Nanoseconds - right.Nanoseconds));

    /// <summary>The instant of a time; one of unspecified kind is taken as UTC.</summary>
    /// <exception cref="OverflowException">The time is before 1677-09-21 or after 2262-04-11.</exception>
    public static explicit operator Timestamp64(DateTime value) => FromDateTime(value);

    /// <summary>The instant of a time.</summary>
    /// <exception cref="OverflowException">The time is before 1677-09-21 or after 2262-04-11.</exception>
    public static explicit operator Timestamp64(DateTimeOffset value) => FromDateTimeOffset(value);

    /// <summary>The time in UTC, cut off to 100 ns toward the past.</summary>
    public static explicit operator DateTime(Timestamp64 value) => value.ToDateTime();

    /// <summary>The time in UTC, cut off to 100 ns toward the past.</summary>
    public static explicit operator DateTimeOffset(Timestamp64 value) => value.ToDateTimeOffset();

    /// <summary>The instant of a time; one of unspecified kind is taken as UTC.</summary>
    /// <exception cref="OverflowException">The time is before 1677-09-21 or after 2262-04-11.</exception>
    public static Timestamp64 FromDateTime(DateTime value) =>
        new(TimeScale.FromTicks((value.Kind == DateTimeKind.Local ? value.ToUniversalTime() : value).Ticks - DateTime.UnixEpoch.Ticks, TimeUnit.Nanosecond));

    /// <summary>The instant of a time.</summary>
    /// <exception cref="OverflowException">The time is before 1677-09-21 or after 2262-04-11.</exception>
    public static Timestamp64 FromDateTimeOffset(DateTimeOffset value) => new(UnitsSinceEpoch(value, TimeUnit.Nanosecond));

    /// <summary>The instant so many units after 1970-01-01T00:00:00Z.</summary>
    /// <exception cref="OverflowException">It is out of range.</exception>
    public static Timestamp64 FromUnit(long value, TimeUnit unit) => new(TimeScale.ToNanoseconds(value, unit));

    /// <summary>Reads an ISO 8601 date, or date and time with up to 9 digits of a second and an optional zone (<c>Z</c> or <c>±hh:mm</c>; none is UTC).</summary>
    /// <exception cref="FormatException">The text is something else.</exception>
    /// <exception cref="OverflowException">The instant is out of range.</exception>
    public static Timestamp64 Parse(string s, IFormatProvider? provider = null) => Parse(s.AsSpan(), provider);

    /// <summary>Reads an ISO 8601 date, or date and time with up to 9 digits of a second and an optional zone (<c>Z</c> or <c>±hh:mm</c>; none is UTC).</summary>
    /// <exception cref="FormatException">The text is something else.</exception>
    /// <exception cref="OverflowException">The instant is out of range.</exception>
    public static Timestamp64 Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) => IsoTime.ParseTimestamp(s, out var result) switch
    {
        IsoTime.Outcome.Read => result,
        IsoTime.Outcome.OutOfRange => throw new OverflowException($"The time '{s}' is out of the range of 64-bit nanoseconds, {MinValue} to {MaxValue}."),
        _ => throw new FormatException($"'{s}' is not a time such as 2024-01-31T12:34:56.123456789Z."),
    };

    /// <summary>Reads a time as <see cref="Parse(string, IFormatProvider?)"/> does.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Timestamp64 result) => TryParse(s.AsSpan(), provider, out result);

    /// <summary>Reads a time as <see cref="Parse(string, IFormatProvider?)"/> does.</summary>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out Timestamp64 result) => IsoTime.ParseTimestamp(s, out result) == IsoTime.Outcome.Read;

    /// <summary>The count of units since 1970-01-01T00:00:00Z, cut off toward the past.</summary>
    public long ToUnit(TimeUnit unit) => TimeScale.FromNanoseconds(Nanoseconds, unit);

    /// <summary>The time of kind UTC, cut off to 100 ns toward the past.</summary>
    public DateTime ToDateTime() => new(DateTime.UnixEpoch.Ticks + TimeScale.ToTicks(Nanoseconds, TimeUnit.Nanosecond), DateTimeKind.Utc);

    /// <summary>The time in UTC, cut off to 100 ns toward the past.</summary>
    public DateTimeOffset ToDateTimeOffset() => new(ToDateTime());

    /// <inheritdoc/>
    public int CompareTo(Timestamp64 other) => Nanoseconds.CompareTo(other.Nanoseconds);

    /// <inheritdoc/>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        Timestamp64 other => CompareTo(other),
        _ => throw new ArgumentException($"A Timestamp64 does not compare with a {obj.GetType().Name}.", nameof(obj)),
    };

    /// <inheritdoc/>
    public bool Equals(Timestamp64 other) => Nanoseconds == other.Nanoseconds;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Timestamp64 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Nanoseconds.GetHashCode();

    /// <summary>ISO 8601 in UTC with 9 digits of a second, such as <c>2024-01-31T12:34:56.123456789Z</c>.</summary>
    public override string ToString()
    {
        Span<char> buffer = stackalloc char[IsoTime.TimestampLength];
        TryFormat(buffer, out var written);
        return new string(buffer[..written]);
    }

    /// <summary>ISO 8601 in UTC with 9 digits of a second; format and provider do not matter.</summary>
    public string ToString(string? format, IFormatProvider? formatProvider) => ToString();

    /// <summary>Writes ISO 8601 in UTC with 9 digits of a second; format and provider do not matter.</summary>
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format = default, IFormatProvider? provider = null) =>
        IsoTime.TryFormat(this, destination, out charsWritten);

    /// <summary>A unit's count as a time in UTC, cut off to 100 ns toward the past.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is before year 1 or after year 9999.</exception>
    internal static DateTimeOffset ToDateTimeOffset(long value, TimeUnit unit)
    {
        try
        {
            return new DateTimeOffset(checked(DateTime.UnixEpoch.Ticks + TimeScale.ToTicks(value, unit)), TimeSpan.Zero);
        }
        catch (Exception e) when (e is OverflowException or ArgumentOutOfRangeException)
        {
            throw new ArgumentOutOfRangeException(
                $"The time {value.ToString(CultureInfo.InvariantCulture)} {unit.ToString().ToLowerInvariant()}s since 1970 is out of the range of DateTimeOffset.", e);
        }
    }

    internal static long UnitsSinceEpoch(DateTimeOffset value, TimeUnit unit) => TimeScale.FromTicks(value.UtcTicks - DateTime.UnixEpoch.Ticks, unit);
}
