using System.Diagnostics.CodeAnalysis;
using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>A span of time, exact to the nanosecond: a 64-bit count of nanoseconds (about ±292 years).</summary>
/// <remarks>Conversions to the coarser <see cref="TimeSpan"/> cut off toward the past, so that order is kept.</remarks>
public readonly struct Duration64 : IEquatable<Duration64>, IComparable<Duration64>, IComparable, ISpanFormattable, ISpanParsable<Duration64>
{
    /// <summary>The most negative span.</summary>
    public static readonly Duration64 MinValue = new(long.MinValue);

    /// <summary>The longest span.</summary>
    public static readonly Duration64 MaxValue = new(long.MaxValue);

    /// <summary>No time.</summary>
    public static readonly Duration64 Zero;

    /// <summary>A span of so many nanoseconds.</summary>
    public Duration64(long nanoseconds) => Nanoseconds = nanoseconds;

    /// <summary>The nanoseconds.</summary>
    public long Nanoseconds { get; }

    /// <summary>The seconds, as near as a double comes.</summary>
    public double TotalSeconds => Nanoseconds / (double)TimeScale.NanosecondsPerSecond;

    /// <summary>Whether two spans are the same.</summary>
    public static bool operator ==(Duration64 left, Duration64 right) => left.Nanoseconds == right.Nanoseconds;

    /// <summary>Whether two spans differ.</summary>
    public static bool operator !=(Duration64 left, Duration64 right) => left.Nanoseconds != right.Nanoseconds;

    /// <summary>Whether the first is shorter.</summary>
    public static bool operator <(Duration64 left, Duration64 right) => left.Nanoseconds < right.Nanoseconds;

    /// <summary>Whether the first is not longer.</summary>
    public static bool operator <=(Duration64 left, Duration64 right) => left.Nanoseconds <= right.Nanoseconds;

    /// <summary>Whether the first is longer.</summary>
    public static bool operator >(Duration64 left, Duration64 right) => left.Nanoseconds > right.Nanoseconds;

    /// <summary>Whether the first is not shorter.</summary>
    public static bool operator >=(Duration64 left, Duration64 right) => left.Nanoseconds >= right.Nanoseconds;

    /// <summary>The sum.</summary>
    /// <exception cref="OverflowException">It is out of range.</exception>
    public static Duration64 operator +(Duration64 left, Duration64 right) => new(checked(left.Nanoseconds + right.Nanoseconds));

    /// <summary>The difference.</summary>
    /// <exception cref="OverflowException">It is out of range.</exception>
    public static Duration64 operator -(Duration64 left, Duration64 right) => new(checked(left.Nanoseconds - right.Nanoseconds));

    /// <summary>The opposite.</summary>
    /// <exception cref="OverflowException">It is out of range.</exception>
    public static Duration64 operator -(Duration64 value) => new(checked(-value.Nanoseconds));

    /// <summary>The span so many times.</summary>
    /// <exception cref="OverflowException">It is out of range.</exception>
    public static Duration64 operator *(Duration64 left, long right) => new(checked(left.Nanoseconds * right));

    /// <summary>The exact span of a <see cref="TimeSpan"/>.</summary>
    /// <exception cref="OverflowException">It is out of range.</exception>
    public static explicit operator Duration64(TimeSpan value) => FromTimeSpan(value);

    /// <summary>The span, cut off to 100 ns toward the past.</summary>
    public static explicit operator TimeSpan(Duration64 value) => value.ToTimeSpan();

    /// <summary>The exact span of a <see cref="TimeSpan"/>.</summary>
    /// <exception cref="OverflowException">It is out of range.</exception>
    public static Duration64 FromTimeSpan(TimeSpan value) => new(UnitsOf(value, TimeUnit.Nanosecond));

    /// <summary>A span of so many units.</summary>
    /// <exception cref="OverflowException">It is out of range.</exception>
    public static Duration64 FromUnit(long value, TimeUnit unit) => new(TimeScale.ToNanoseconds(value, unit));

    /// <summary>Reads an ISO 8601 span of days to seconds (<c>P1DT2H3M4.5S</c>), or <c>[-][d.]hh:mm:ss[.fffffffff]</c>.</summary>
    /// <exception cref="FormatException">The text is something else.</exception>
    /// <exception cref="OverflowException">The span is out of range.</exception>
    public static Duration64 Parse(string s, IFormatProvider? provider = null) => Parse(s.AsSpan(), provider);

    /// <summary>Reads an ISO 8601 span of days to seconds (<c>P1DT2H3M4.5S</c>), or <c>[-][d.]hh:mm:ss[.fffffffff]</c>.</summary>
    /// <exception cref="FormatException">The text is something else.</exception>
    /// <exception cref="OverflowException">The span is out of range.</exception>
    public static Duration64 Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) => IsoTime.ParseDuration(s, out var result) switch
    {
        IsoTime.Outcome.Read => result,
        IsoTime.Outcome.OutOfRange => throw new OverflowException($"The span '{s}' is out of the range of 64-bit nanoseconds."),
        _ => throw new FormatException($"'{s}' is not a span such as PT1.500000000S or 00:00:01.5."),
    };

    /// <summary>Reads a span as <see cref="Parse(string, IFormatProvider?)"/> does.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Duration64 result) => TryParse(s.AsSpan(), provider, out result);

    /// <summary>Reads a span as <see cref="Parse(string, IFormatProvider?)"/> does.</summary>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out Duration64 result) => IsoTime.ParseDuration(s, out result) == IsoTime.Outcome.Read;

    /// <summary>The count of units, cut off toward the past.</summary>
    public long ToUnit(TimeUnit unit) => TimeScale.FromNanoseconds(Nanoseconds, unit);

    /// <summary>The span, cut off to 100 ns toward the past.</summary>
    public TimeSpan ToTimeSpan() => ToTimeSpan(Nanoseconds, TimeUnit.Nanosecond);

    /// <inheritdoc/>
    public int CompareTo(Duration64 other) => Nanoseconds.CompareTo(other.Nanoseconds);

    /// <inheritdoc/>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        Duration64 other => CompareTo(other),
        _ => throw new ArgumentException($"A Duration64 does not compare with a {obj.GetType().Name}.", nameof(obj)),
    };

    /// <inheritdoc/>
    public bool Equals(Duration64 other) => Nanoseconds == other.Nanoseconds;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Duration64 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Nanoseconds.GetHashCode();

    /// <summary>ISO 8601 with 9 digits of a second, such as <c>PT1.500000000S</c> or <c>-P1DT2H3M4.000000000S</c>.</summary>
    public override string ToString()
    {
        Span<char> buffer = stackalloc char[IsoTime.MaxDurationLength];
        TryFormat(buffer, out var written);
        return new string(buffer[..written]);
    }

    /// <summary>ISO 8601 with 9 digits of a second; format and provider do not matter.</summary>
    public string ToString(string? format, IFormatProvider? formatProvider) => ToString();

    /// <summary>Writes ISO 8601 with 9 digits of a second; format and provider do not matter.</summary>
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format = default, IFormatProvider? provider = null) =>
        IsoTime.TryFormat(this, destination, out charsWritten);

    internal static TimeSpan ToTimeSpan(long value, TimeUnit unit) => new(TimeScale.ToTicks(value, unit));

    internal static long UnitsOf(TimeSpan value, TimeUnit unit) => TimeScale.FromTicks(value.Ticks, unit);
}
