namespace Rerun.Query.Execution.Time;

/// <summary>The parts and units of dates and times.</summary>
internal enum DatePart
{
    /// <summary>Nanoseconds.</summary>
    Nanosecond,

    /// <summary>Microseconds.</summary>
    Microsecond,

    /// <summary>Milliseconds.</summary>
    Millisecond,

    /// <summary>Seconds.</summary>
    Second,

    /// <summary>Minutes.</summary>
    Minute,

    /// <summary>Hours.</summary>
    Hour,

    /// <summary>Days; of the month, as a part.</summary>
    Day,

    /// <summary>ISO weeks, from Monday.</summary>
    Week,

    /// <summary>Months.</summary>
    Month,

    /// <summary>Quarters.</summary>
    Quarter,

    /// <summary>Years.</summary>
    Year,

    /// <summary>Decades.</summary>
    Decade,

    /// <summary>Centuries; the first begins with the year 1.</summary>
    Century,

    /// <summary>Millennia; the first begins with the year 1.</summary>
    Millennium,

    /// <summary>Seconds since 1970.</summary>
    Epoch,

    /// <summary>The day of the week, Sunday is 0.</summary>
    DayOfWeek,

    /// <summary>The day of the week, Monday is 1, Sunday is 7.</summary>
    IsoDayOfWeek,

    /// <summary>The day of the year, from 1.</summary>
    DayOfYear,

    /// <summary>The year that the ISO week belongs to.</summary>
    IsoYear,

    /// <summary>1 of years after Christ, 0 of those before.</summary>
    Era,

    /// <summary>The Julian day.</summary>
    Julian,

    /// <summary>The ISO year and week as one number.</summary>
    YearWeek,

    /// <summary>The seconds, hours or minutes by which the zone is east of UTC, which all times are in.</summary>
    Zone,
}
