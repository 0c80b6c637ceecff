using System.Globalization;
using System.Text;
using Rerun.Arrow;

namespace Rerun.Query.Execution.Time;

/// <summary>Reads intervals: <c>1 year 2 months 3 days 04:05:06.7</c>, <c>1-2</c> (a year and two months), <c>3 04:05</c> (days and a clock), <c>5 s</c>, <c>1.5 hours ago</c>, <c>P1Y2M3DT4H5M6.7S</c>.</summary>
internal static class IntervalText
{
    /// <summary>Reads an interval.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out MonthDayNanosecondInterval interval)
    {
        interval = default;
        text = text.Trim(" \t\r\n"u8);
        Int128 months = 0, days = 0, nanoseconds = 0;
        if (text.IsEmpty || text.Length > 200)
        {
            return false;
        }

        // PostgreSQL writes intervals with this sign before them in one of its styles.
        text = text.TrimStart((byte)'@').TrimStart((byte)' ');
        if (text.IsEmpty)
        {
            return false;
        }

        var iso = (text[0] | 0x20) == 'p';
        var ok = iso ? TryReadIso(text[1..], ref months, ref days, ref nanoseconds) : TryReadWords(text, ref months, ref days, ref nanoseconds);
        if (!ok || months != (int)months || days != (int)days || nanoseconds != (long)nanoseconds)
        {
            return false;
        }

        interval = new MonthDayNanosecondInterval((int)months, (int)days, (long)nanoseconds);
        return true;
    }

    /// <summary>Reads <c>hh:mm[:ss[.fraction]]</c>, with a sign.</summary>
    public static bool TryReadClock(ReadOnlySpan<byte> text, out long nanoseconds)
    {
        nanoseconds = 0;
        var negative = text[0] == '-';
        if (text[0] is (byte)'-' or (byte)'+')
        {
            text = text[1..];
        }

        var first = text.IndexOf((byte)':');
        if (first < 1 || !long.TryParse(text[..first], NumberStyles.None, CultureInfo.InvariantCulture, out var hours) || hours > 2_500_000)
        {
            return false;
        }

        var rest = text[(first + 1)..];
        var second = rest.IndexOf((byte)':');
        var minuteText = second < 0 ? rest : rest[..second];
        if (minuteText.Length != 2 || !long.TryParse(minuteText, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) || minutes > 59)
        {
            return false;
        }

        Int128 seconds = 0;
        if (second >= 0 && (rest[(second + 1)..] is var secondText && (!TryReadDecimal(secondText, out seconds) || seconds < 0 || seconds >= 60 * (Int128)Calendar.Second)))
        {
            return false;
        }

        nanoseconds = (hours * Calendar.Hour) + (minutes * Calendar.Minute) + (long)seconds;
        nanoseconds = negative ? -nanoseconds : nanoseconds;
        return true;
    }

    /// <summary>Adds so many of a unit, the count given in billionths; false if there is no such unit.</summary>
    public static bool TryAddUnit(ReadOnlySpan<byte> unit, Int128 billionths, ref Int128 months, ref Int128 days, ref Int128 nanoseconds)
    {
        if (TimeUnitNames.Find(unit) is not { } part)
        {
            return false;
        }

        var monthCount = TimeUnitNames.MonthsIn(part);
        if (monthCount > 1)
        {
            // Part of a year is whole months, the nearest.
            var scaled = billionths * monthCount;
            months += (scaled + (Int128.Sign(scaled) * (Int128)(Calendar.Second / 2))) / Calendar.Second;
            return true;
        }

        if (monthCount == 1)
        {
            // Part of a month is days of thirty.
            months += billionths / Calendar.Second;
            (part, billionths) = (DatePart.Day, billionths % Calendar.Second * 30);
        }

        if (part is DatePart.Day or DatePart.Week)
        {
            // Part of a day is time: 1.5 days are a day and twelve hours.
            var scaled = billionths * (part == DatePart.Week ? 7 : 1);
            days += scaled / Calendar.Second;
            nanoseconds += scaled % Calendar.Second * (Calendar.Day / Calendar.Second);
            return true;
        }

        var length = TimeUnitNames.NanosecondsIn(part);
        if (length == 0)
        {
            return false;
        }

        nanoseconds += billionths * length / Calendar.Second;
        return true;
    }

    private static bool TryReadWords(ReadOnlySpan<byte> text, ref Int128 months, ref Int128 days, ref Int128 nanoseconds)
    {
        var parts = 0;
        while (!text.IsEmpty)
        {
            if (Ascii.EqualsIgnoreCase(text, "ago"u8) && parts > 0)
            {
                (months, days, nanoseconds) = (-months, -days, -nanoseconds);
                return true;
            }

            var numberLength = text.IndexOfAnyExcept("+-.0123456789:"u8);
            var number = numberLength < 0 ? text : text[..numberLength];
            text = text[number.Length..].TrimStart(" "u8);
            if (number.Contains((byte)':'))
            {
                if (!TryReadClock(number, out var clock))
                {
                    return false;
                }

                nanoseconds += clock;
            }
            else if (number.Length > 1 && number[1..].IndexOf((byte)'-') is >= 0 and var dash && TryReadDecimal(number[..(dash + 1)], out var years) && TryReadDecimal(number[(dash + 2)..], out var extra))
            {
                // 1-2 is a year and two months.
                if (years % Calendar.Second != 0 || extra % Calendar.Second != 0 || extra < 0 || extra >= 12 * (Int128)Calendar.Second)
                {
                    return false;
                }

                months += ((years * 12) + (number[0] == '-' ? -extra : extra)) / Calendar.Second;
            }
            else if (text.IsEmpty && parts == 0 && number is [(byte)'0'])
            {
                return true;
            }
            else if (text.IndexOfAnyExcept("+-.0123456789:"u8) < 0 && text.Contains((byte)':'))
            {
                // A number right before a clock is days.
                if (!TryReadDecimal(number, out var count) || !TryAddUnit("day"u8, count, ref months, ref days, ref nanoseconds))
                {
                    return false;
                }
            }
            else
            {
                var unitLength = text.IndexOfAny(" +-.0123456789"u8);
                var unit = unitLength < 0 ? text : text[..unitLength];
                text = text[unit.Length..];
                if (!TryReadDecimal(number, out var count) || !TryAddUnit(unit, count, ref months, ref days, ref nanoseconds))
                {
                    return false;
                }
            }

            parts++;
            text = text.TrimStart(" ,"u8);
        }

        return parts > 0;
    }

    private static bool TryReadIso(ReadOnlySpan<byte> text, ref Int128 months, ref Int128 days, ref Int128 nanoseconds)
    {
        var time = false;
        var parts = 0;
        while (!text.IsEmpty)
        {
            if (!time && (text[0] | 0x20) == 't')
            {
                time = true;
                text = text[1..];
                continue;
            }

            var length = text.IndexOfAnyExcept("+-.0123456789"u8);
            if (length < 1 || !TryReadDecimal(text[..length], out var count))
            {
                return false;
            }

            var unit = (char)(text[length] & 0xDF) switch
            {
                'Y' when !time => "year"u8,
                'M' when !time => "month"u8,
                'W' when !time => "week"u8,
                'D' when !time => "day"u8,
                'H' when time => "hour"u8,
                'M' when time => "minute"u8,
                'S' when time => "second"u8,
                _ => default,
            };
            if (!TryAddUnit(unit, count, ref months, ref days, ref nanoseconds))
            {
                return false;
            }

            text = text[(length + 1)..];
            parts++;
        }

        return parts > 0;
    }

    // A decimal number in billionths.
    private static bool TryReadDecimal(ReadOnlySpan<byte> text, out Int128 billionths)
    {
        billionths = 0;
        var point = text.IndexOf((byte)'.');
        var whole = point < 0 ? text : text[..point];
        var fraction = point < 0 ? default : text[(point + 1)..];
        var negative = text.StartsWith("-"u8);
        long units = 0;
        if ((whole.Length > 0 && whole is not [(byte)'-' or (byte)'+'] && !long.TryParse(whole, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out units))
            || (fraction.Length == 0 && whole.Trim("+-"u8).IsEmpty) || fraction.Length > 9)
        {
            return false;
        }

        long part = 0;
        if (fraction.Length > 0 && !long.TryParse(fraction, NumberStyles.None, CultureInfo.InvariantCulture, out part))
        {
            return false;
        }

        for (var i = fraction.Length; i < 9; i++)
        {
            part *= 10;
        }

        billionths = ((Int128)units * Calendar.Second) + (negative ? -part : part);
        return true;
    }
}
