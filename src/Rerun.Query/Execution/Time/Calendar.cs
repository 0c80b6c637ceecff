using System.Runtime.CompilerServices;
using Rerun.Arrow.Types;

namespace Rerun.Query.Execution.Time;

/// <summary>The proleptic Gregorian calendar on counts of days and nanoseconds since 1970.</summary>
internal static class Calendar
{
    /// <summary>The Julian day of 1970-01-01.</summary>
    public const long JulianDay = 2_440_588;

    /// <summary>Nanoseconds in a second.</summary>
    public const long Second = 1_000_000_000;

    /// <summary>Nanoseconds in a minute.</summary>
    public const long Minute = 60 * Second;

    /// <summary>Nanoseconds in an hour.</summary>
    public const long Hour = 60 * Minute;

    /// <summary>Nanoseconds in a day.</summary>
    public const long Day = 24 * Hour;

    /// <summary>Nanoseconds in a week.</summary>
    public const long Week = 7 * Day;

    /// <summary>Nanoseconds in a unit of time.</summary>
    public static long NanosecondsPer(TimeUnit unit) => unit switch
    {
        TimeUnit.Second => Second,
        TimeUnit.Millisecond => 1_000_000,
        TimeUnit.Microsecond => 1_000,
        _ => 1,
    };

    /// <summary>The quotient, rounded toward the past.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long FloorDivide(long value, long divisor)
    {
        var quotient = value / divisor;
        return quotient * divisor > value ? quotient - 1 : quotient;
    }

    /// <summary>The remainder that belongs to <see cref="FloorDivide"/>: never negative.</summary>
    public static long FloorModulo(long value, long divisor) => value - (FloorDivide(value, divisor) * divisor);

    /// <summary>The day of an instant.</summary>
    public static long DayOf(long nanoseconds) => FloorDivide(nanoseconds, Day);

    /// <summary>The days from 1970-01-01 to a date; the month may be any number, counted from January of the year.</summary>
    public static long DaysFrom(long year, long month, int day)
    {
        year += FloorDivide(month - 1, 12);
        month = FloorModulo(month - 1, 12) + 1;

        // Years begin in March here, so that the leap day is the last of its year; 400 years are an era.
        var shifted = month <= 2 ? year - 1 : year;
        var era = FloorDivide(shifted, 400);
        var yearOfEra = shifted - (era * 400);
        var dayOfYear = (((153 * (month + (month > 2 ? -3 : 9))) + 2) / 5) + day - 1;
        var dayOfEra = (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear;
        return (era * 146_097) + dayOfEra - 719_468;
    }

    /// <summary>The date of a count of days.</summary>
    public static (long Year, int Month, int Day) DateOf(long days)
    {
        days += 719_468;
        var era = FloorDivide(days, 146_097);
        var dayOfEra = days - (era * 146_097);
        var yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        var dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        var monthIndex = ((5 * dayOfYear) + 2) / 153;
        var day = (int)(dayOfYear - (((153 * monthIndex) + 2) / 5) + 1);
        var month = (int)(monthIndex < 10 ? monthIndex + 3 : monthIndex - 9);
        return (yearOfEra + (era * 400) + (month <= 2 ? 1 : 0), month, day);
    }

    /// <summary>The number of days of a month.</summary>
    public static int DaysIn(long year, int month) => month switch
    {
        2 => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };

    /// <summary>The months since January of the year 1970.</summary>
    public static long MonthsOf(long days)
    {
        var (year, month, _) = DateOf(days);
        return ((year - 1970) * 12) + month - 1;
    }

    /// <summary>The first day of a month, counted from January of 1970.</summary>
    public static long FirstDayOf(long months) => DaysFrom(1970, months + 1, 1);

    /// <summary>Adds months to a count of days; a day that the month does not have becomes its last.</summary>
    public static long AddMonths(long days, long months)
    {
        var (_, _, day) = DateOf(days);
        var target = MonthsOf(days) + months;
        var first = FirstDayOf(target);
        return first + Math.Min(day, FirstDayOf(target + 1) - first) - 1;
    }

    /// <summary>Adds an interval to an instant: months first, then days, then nanoseconds. False if the result is out of range.</summary>
    public static bool TryAdd(long nanoseconds, long months, long days, long more, out long result)
    {
        Int128 sum = nanoseconds;
        if (months != 0)
        {
            var day = DayOf(nanoseconds);
            sum += (Int128)(AddMonths(day, months) - day) * Day;
        }

        sum += ((Int128)days * Day) + more;
        result = (long)sum;
        return result == sum;
    }

    /// <summary>The Monday that begins the ISO week of a day.</summary>
    public static long WeekStart(long days) => days - FloorModulo(days + 3, 7);

    /// <summary>The ISO year and week of a day.</summary>
    public static (long Year, int Week) IsoWeekOf(long days)
    {
        // A week belongs to the year of its Thursday.
        var thursday = WeekStart(days) + 3;
        var (year, _, _) = DateOf(thursday);
        return (year, (int)((thursday - DaysFrom(year, 1, 1)) / 7) + 1);
    }
}
