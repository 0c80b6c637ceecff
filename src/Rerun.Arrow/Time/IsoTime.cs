using System.Globalization;

namespace Rerun.Arrow;

/// <summary>Reads and writes times and spans in ISO 8601, exact to the nanosecond.</summary>
internal static class IsoTime
{
    public const int TimestampLength = 30;
    public const int MaxDurationLength = 40;

    public enum Outcome
    {
        Read,
        Malformed,
        OutOfRange,
    }

    public static bool TryFormat(Timestamp64 value, Span<char> destination, out int written)
    {
        var seconds = TimeScale.FloorDivide(value.Nanoseconds, TimeScale.NanosecondsPerSecond);
        var fraction = value.Nanoseconds - (seconds * TimeScale.NanosecondsPerSecond);
        return destination.TryWrite(
            CultureInfo.InvariantCulture, $"{DateTime.UnixEpoch.AddSeconds(seconds):yyyy-MM-ddTHH:mm:ss}.{fraction:D9}Z", out written);
    }

    public static bool TryFormat(Duration64 value, Span<char> destination, out int written)
    {
        var sign = value.Nanoseconds < 0 ? "-" : "";
        var magnitude = value.Nanoseconds < 0 ? 0UL - (ulong)value.Nanoseconds : (ulong)value.Nanoseconds;
        var (seconds, fraction) = Math.DivRem(magnitude, (ulong)TimeScale.NanosecondsPerSecond);
        var (days, rest) = Math.DivRem(seconds, 86_400UL);
        var culture = CultureInfo.InvariantCulture;
        Span<char> day = stackalloc char[12];
        Span<char> hour = stackalloc char[4];
        Span<char> minute = stackalloc char[4];
        int dayLength = 0, hourLength = 0, minuteLength = 0;
        if (days > 0)
        {
            day.TryWrite(culture, $"{days}D", out dayLength);
        }

        if (rest / 3600 > 0)
        {
            hour.TryWrite(culture, $"{rest / 3600}H", out hourLength);
        }

        if (rest / 60 % 60 > 0)
        {
            minute.TryWrite(culture, $"{rest / 60 % 60}M", out minuteLength);
        }

        return destination.TryWrite(
            culture, $"{sign}P{day[..dayLength]}T{hour[..hourLength]}{minute[..minuteLength]}{rest % 60}.{fraction:D9}S", out written);
    }

    public static Outcome ParseTimestamp(ReadOnlySpan<char> text, out Timestamp64 result)
    {
        result = default;
        text = text.Trim();
        if (!Digits(ref text, 4, out var year) || !Skip(ref text, '-') || !Digits(ref text, 2, out var month) || !Skip(ref text, '-') || !Digits(ref text, 2, out var day))
        {
            return Outcome.Malformed;
        }

        int hour = 0, minute = 0, second = 0, fraction = 0, offsetMinutes = 0;
        if (!text.IsEmpty)
        {
            if (text[0] is not ('T' or 't' or ' '))
            {
                return Outcome.Malformed;
            }

            text = text[1..];
            if (!Digits(ref text, 2, out hour) || !Skip(ref text, ':') || !Digits(ref text, 2, out minute))
            {
                return Outcome.Malformed;
            }

            if (Skip(ref text, ':') && (!Digits(ref text, 2, out second) || !Fraction(ref text, out fraction)))
            {
                return Outcome.Malformed;
            }

            if (!Zone(text.TrimStart(), out offsetMinutes))
            {
                return Outcome.Malformed;
            }
        }

        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
        {
            return Outcome.Malformed;
        }

        var seconds = ((new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond) - (offsetMinutes * 60L);
        var nanoseconds = ((Int128)seconds * TimeScale.NanosecondsPerSecond) + fraction;
        if (nanoseconds < long.MinValue || nanoseconds > long.MaxValue)
        {
            return Outcome.OutOfRange;
        }

        result = new Timestamp64((long)nanoseconds);
        return Outcome.Read;
    }

    public static Outcome ParseDuration(ReadOnlySpan<char> text, out Duration64 result)
    {
        result = default;
        text = text.Trim();
        var negative = Skip(ref text, '-');
        Int128 nanoseconds = 0;
        var outcome = text.IsEmpty ? Outcome.Malformed
            : text[0] is 'P' or 'p' ? ParseDesignators(text[1..], out nanoseconds)
            : ParseClock(text, out nanoseconds);
        if (outcome != Outcome.Read)
        {
            return outcome;
        }

        nanoseconds = negative ? -nanoseconds : nanoseconds;
        if (nanoseconds < long.MinValue || nanoseconds > long.MaxValue)
        {
            return Outcome.OutOfRange;
        }

        result = new Duration64((long)nanoseconds);
        return Outcome.Read;
    }

    // nDTnHnMn.fS, each part at most once and in this order.
    private static Outcome ParseDesignators(ReadOnlySpan<char> text, out Int128 nanoseconds)
    {
        nanoseconds = 0;
        if (text.IsEmpty)
        {
            return Outcome.Malformed;
        }

        ReadOnlySpan<char> order = "DHMS";
        var next = 0;
        var inTime = false;
        var parts = 0;
        while (!text.IsEmpty)
        {
            if (!inTime && text[0] is 'T' or 't')
            {
                inTime = true;
                text = text[1..];
                continue;
            }

            if (!Number(ref text, out var whole) || !Fraction(ref text, out var fraction) || text.IsEmpty)
            {
                return Outcome.Malformed;
            }

            var designator = char.ToUpperInvariant(text[0]);
            text = text[1..];
            var position = order.IndexOf(designator);
            if (position < next || (designator == 'D') == inTime || (fraction != 0 && designator != 'S'))
            {
                return Outcome.Malformed;
            }

            next = position + 1;
            parts++;
            nanoseconds += ((Int128)whole * (designator switch { 'D' => 86_400, 'H' => 3_600, 'M' => 60, _ => 1 }) * TimeScale.NanosecondsPerSecond) + fraction;
        }

        return parts > 0 ? Outcome.Read : Outcome.Malformed;
    }

    // [d.]hh:mm:ss[.f]
    private static Outcome ParseClock(ReadOnlySpan<char> text, out Int128 nanoseconds)
    {
        nanoseconds = 0;
        if (!Number(ref text, out var first))
        {
            return Outcome.Malformed;
        }

        long days = 0;
        var hours = first;
        if (Skip(ref text, '.'))
        {
            days = first;
            if (!Number(ref text, out hours))
            {
                return Outcome.Malformed;
            }
        }

        if (!Skip(ref text, ':') || !Digits(ref text, 2, out var minutes) || !Skip(ref text, ':') || !Digits(ref text, 2, out var seconds)
            || !Fraction(ref text, out var fraction) || !text.IsEmpty || minutes > 59 || seconds > 59)
        {
            return Outcome.Malformed;
        }

        nanoseconds = (((((Int128)days * 24) + hours) * 3600) + (minutes * 60) + seconds) * TimeScale.NanosecondsPerSecond + fraction;
        return Outcome.Read;
    }

    private static bool Zone(ReadOnlySpan<char> text, out int offsetMinutes)
    {
        offsetMinutes = 0;
        if (text.IsEmpty || text is "Z" or "z")
        {
            return true;
        }

        var negative = text[0] == '-';
        if (text[0] is not ('+' or '-'))
        {
            return false;
        }

        text = text[1..];
        var minutes = 0;
        if (!Digits(ref text, 2, out var hours) || (!text.IsEmpty && ((text[0] == ':' && !Skip(ref text, ':')) || !Digits(ref text, 2, out minutes))))
        {
            return false;
        }

        offsetMinutes = (negative ? -1 : 1) * ((hours * 60) + minutes);
        return text.IsEmpty && hours <= 23 && minutes <= 59;
    }

    private static bool Fraction(ref ReadOnlySpan<char> text, out int nanoseconds)
    {
        nanoseconds = 0;
        if (text.IsEmpty || text[0] is not ('.' or ','))
        {
            return true;
        }

        var digits = text[1..];
        var count = 0;
        while (count < digits.Length && char.IsAsciiDigit(digits[count]))
        {
            count++;
        }

        if (count is 0 or > 9)
        {
            return false;
        }

        nanoseconds = int.Parse(digits[..count], NumberStyles.None, CultureInfo.InvariantCulture);
        for (var i = count; i < 9; i++)
        {
            nanoseconds *= 10;
        }

        text = digits[count..];
        return true;
    }

    private static bool Number(ref ReadOnlySpan<char> text, out long value)
    {
        var count = 0;
        while (count < text.Length && count < 18 && char.IsAsciiDigit(text[count]))
        {
            count++;
        }

        if (!long.TryParse(text[..count], NumberStyles.None, CultureInfo.InvariantCulture, out value))
        {
            return false;
        }

        text = text[count..];
        return true;
    }

    private static bool Digits(ref ReadOnlySpan<char> text, int count, out int value)
    {
        value = 0;
        if (text.Length < count || !int.TryParse(text[..count], NumberStyles.None, CultureInfo.InvariantCulture, out value))
        {
            return false;
        }

        text = text[count..];
        return true;
    }

    private static bool Skip(ref ReadOnlySpan<char> text, char expected)
    {
        if (text.IsEmpty || text[0] != expected)
        {
            return false;
        }

        text = text[1..];
        return true;
    }
}
