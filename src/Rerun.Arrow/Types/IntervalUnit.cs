namespace Rerun.Arrow.Types;

/// <summary>The kinds of calendar intervals.</summary>
public enum IntervalUnit
{
    /// <summary>Months, 32 bits.</summary>
    YearMonth,

    /// <summary>Days and milliseconds, 32 bits each.</summary>
    DayTime,

    /// <summary>Months and days, 32 bits each, and nanoseconds, 64 bits.</summary>
    MonthDayNanosecond,
}
