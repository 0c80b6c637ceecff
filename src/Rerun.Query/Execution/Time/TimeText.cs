using System.Globalization;
using System.Text;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Time;

/// <summary>Reads and writes times as text.</summary>
internal static class TimeText
{
    private const int Longest = 128;
    private static readonly string[] DateFormats = ["yyyy-M-d", "yyyy/M/d", "yyyyMMdd"];

    /// <summary>Reads an instant, in nanoseconds since 1970.</summary>
    public static bool TryReadTimestamp(ReadOnlySpan<byte> text, out long nanoseconds)
    {
        Span<char> chars = stackalloc char[Longest];
        nanoseconds = 0;
        if (text.Length > Longest)
        {
            return false;
        }

        var length = Encoding.UTF8.GetChars(text, chars);
        var ok = Timestamp64.TryParse(chars[..length], CultureInfo.InvariantCulture, out var value);
        nanoseconds = value.Nanoseconds;
        return ok;
    }

    /// <summary>Reads a date, in days since 1970.</summary>
    public static bool TryReadDate(ReadOnlySpan<byte> text, out int days)
    {
        days = 0;
        Span<char> chars = stackalloc char[Longest];
        if (text.Length > Longest)
        {
            return false;
        }

        // Dates reach further than timestamps of nanoseconds do.
        var length = Encoding.UTF8.GetChars(text, chars);
        ReadOnlySpan<char> trimmed = chars[..length].Trim();
        if (DateOnly.TryParseExact(trimmed, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            days = date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
            return true;
        }

        var ok = TryReadTimestamp(text, out var nanoseconds);
        days = (int)Calendar.DayOf(nanoseconds);
        return ok;
    }

    /// <summary>Reads a time of day, in nanoseconds since midnight.</summary>
    public static bool TryReadTime(ReadOnlySpan<byte> text, out long nanoseconds)
    {
        text = text.Trim(" "u8);
        nanoseconds = 0;
        return text.Length is > 3 and < 24 && text[0] != '-' && IntervalText.TryReadClock(text, out nanoseconds) && nanoseconds <= Calendar.Day;
    }

    /// <summary>Reads a duration, in nanoseconds: ISO 8601, a clock, or an interval without months.</summary>
    public static bool TryReadDuration(ReadOnlySpan<byte> text, out long nanoseconds)
    {
        nanoseconds = 0;
        if (IntervalText.TryRead(text, out var interval) && interval.Months == 0)
        {
            var total = ((Int128)interval.Days * Calendar.Day) + interval.Nanoseconds;
            nanoseconds = (long)total;
            return nanoseconds == total;
        }

        Span<char> chars = stackalloc char[Longest];
        if (text.Length > Longest)
        {
            return false;
        }

        var length = Encoding.UTF8.GetChars(text, chars);
        var ok = Duration64.TryParse(chars[..length], CultureInfo.InvariantCulture, out var value);
        nanoseconds = value.Nanoseconds;
        return ok;
    }

    /// <summary>Reads an interval.</summary>
    public static bool TryReadInterval(ReadOnlySpan<byte> text, out MonthDayNanosecondInterval interval) => IntervalText.TryRead(text, out interval);

    /// <summary>Writes the value of a row, which is not null.</summary>
    public static void Write(TextBuilder to, IArrowArray array, int row)
    {
        switch (array)
        {
            case TimestampArray timestamps:
                var unit = ((TimestampType)array.Data.DataType).Unit;
                var perSecond = Calendar.Second / Calendar.NanosecondsPer(unit);
                var seconds = Calendar.FloorDivide(timestamps.Values[row], perSecond);
                WriteDate(to, Calendar.FloorDivide(seconds, 86_400));
                to.Write((byte)' ');
                WriteClock(to, Calendar.FloorModulo(seconds, 86_400), (timestamps.Values[row] - (seconds * perSecond)) * Calendar.NanosecondsPer(unit));
                break;
            case Date32Array dates:
                WriteDate(to, dates.Values[row]);
                break;
            case Date64Array dates:
                WriteDate(to, Calendar.FloorDivide(dates.Values[row], 86_400_000));
                break;
            case Time32Array times:
                WriteTime(to, times.Values[row] * Calendar.NanosecondsPer(((Time32Type)array.Data.DataType).Unit));
                break;
            case Time64Array times:
                WriteTime(to, times.Values[row] * Calendar.NanosecondsPer(((Time64Type)array.Data.DataType).Unit));
                break;
            case DurationArray durations:
                WriteSpan(to, (Int128)durations.Values[row] * Calendar.NanosecondsPer(((DurationType)array.Data.DataType).Unit));
                break;
            case YearMonthIntervalArray intervals:
                WriteInterval(to, new MonthDayNanosecondInterval(intervals.Values[row].Months, 0, 0));
                break;
            case DayTimeIntervalArray intervals:
                WriteInterval(to, new MonthDayNanosecondInterval(0, intervals.Values[row].Days, intervals.Values[row].Milliseconds * 1_000_000L));
                break;
            case MonthDayNanosecondIntervalArray intervals:
                WriteInterval(to, intervals.Values[row]);
                break;
        }
    }

    private static void WriteDate(TextBuilder to, long days)
    {
        var (year, month, day) = Calendar.DateOf(days);
        to.Write(year, "D4");
        to.Write((byte)'-');
        to.Write(month, "D2");
        to.Write((byte)'-');
        to.Write(day, "D2");
    }

    private static void WriteTime(TextBuilder to, long nanoseconds) => WriteClock(to, nanoseconds / Calendar.Second, nanoseconds % Calendar.Second);

    private static void WriteClock(TextBuilder to, long seconds, long fraction)
    {
        to.Write(seconds / 3600, "D2");
        to.Write((byte)':');
        to.Write(seconds / 60 % 60, "D2");
        to.Write((byte)':');
        to.Write(seconds % 60, "D2");
        if (fraction == 0)
        {
            return;
        }

        var digits = 9;
        while (fraction % 10 == 0)
        {
            fraction /= 10;
            digits--;
        }

        to.Write((byte)'.');
        to.Write(fraction, $"D{digits}");
    }

    private static void WriteSpan(TextBuilder to, Int128 nanoseconds)
    {
        if (nanoseconds < 0)
        {
            to.Write((byte)'-');
            nanoseconds = -nanoseconds;
        }

        var days = (long)(nanoseconds / Calendar.Day);
        if (days > 0)
        {
            to.Write(days);
            to.Write(days == 1 ? " day"u8 : " days"u8);
            if (nanoseconds % Calendar.Day == 0)
            {
                return;
            }

            to.Write((byte)' ');
        }

        WriteTime(to, (long)(nanoseconds % Calendar.Day));
    }

    private static void WriteInterval(TextBuilder to, MonthDayNanosecondInterval interval)
    {
        var start = to.ByteCount;
        WriteUnit(to, start, interval.Months / 12, "year");
        WriteUnit(to, start, interval.Months % 12, "month");
        WriteUnit(to, start, interval.Days, "day");
        if (interval.Nanoseconds != 0 || to.ByteCount == start)
        {
            to.Write(to.ByteCount > start ? " "u8 : ""u8);
            to.Write(interval.Nanoseconds < 0 ? "-"u8 : ""u8);
            var magnitude = UInt128.CreateTruncating(Int128.Abs(interval.Nanoseconds));
            WriteClock(to, (long)(magnitude / (ulong)Calendar.Second), (long)(magnitude % (ulong)Calendar.Second));
        }
    }

    private static void WriteUnit(TextBuilder to, int start, int count, string name)
    {
        if (count == 0)
        {
            return;
        }

        to.Write(to.ByteCount > start ? " "u8 : ""u8);
        to.Write(count);
        to.Write((byte)' ');
        to.Write(name);
        to.Write(count == 1 ? ""u8 : "s"u8);
    }
}
