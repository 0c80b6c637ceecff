namespace Rerun.Query.Execution.Time;

/// <summary>What a part of a <see cref="TimePattern"/> stands for.</summary>
internal enum TimeField
{
    /// <summary>A text that is written down.</summary>
    Literal,

    /// <summary>The year in four digits.</summary>
    Year,

    /// <summary>The year with a comma behind its thousands.</summary>
    GroupedYear,

    /// <summary>The last three digits of the year.</summary>
    ThreeDigitYear,

    /// <summary>The year in two digits.</summary>
    ShortYear,

    /// <summary>The last digit of the year.</summary>
    OneDigitYear,

    /// <summary>The century.</summary>
    Century,

    /// <summary>AD: years before it cannot be written.</summary>
    Era,

    /// <summary>AD, as A.D.</summary>
    PointedEra,

    /// <summary>The year of the ISO week.</summary>
    IsoYear,

    /// <summary>The last three digits of the year of the ISO week.</summary>
    ThreeDigitIsoYear,

    /// <summary>The last two digits of the year of the ISO week.</summary>
    ShortIsoYear,

    /// <summary>The last digit of the year of the ISO week.</summary>
    OneDigitIsoYear,

    /// <summary>The quarter.</summary>
    Quarter,

    /// <summary>The number of the month.</summary>
    Month,

    /// <summary>The name of the month.</summary>
    MonthName,

    /// <summary>The first three letters of the month.</summary>
    ShortMonth,

    /// <summary>The month in Roman numerals.</summary>
    RomanMonth,

    /// <summary>The ISO week.</summary>
    IsoWeek,

    /// <summary>The week of the year; the first begins with its first day.</summary>
    WeekOfYear,

    /// <summary>The week of the month; the first begins with its first day.</summary>
    WeekOfMonth,

    /// <summary>The week of the year; the first begins with its first Sunday, before it is 0.</summary>
    SundayWeek,

    /// <summary>The week of the year; the first begins with its first Monday, before it is 0.</summary>
    MondayWeek,

    /// <summary>The day of the month.</summary>
    Day,

    /// <summary>The day of the year.</summary>
    DayOfYear,

    /// <summary>The day of the year of the ISO week.</summary>
    IsoDayOfYear,

    /// <summary>The name of the day of the week.</summary>
    DayName,

    /// <summary>The first three letters of the day of the week.</summary>
    ShortDay,

    /// <summary>The day of the week, Monday is 1, Sunday is 7.</summary>
    IsoDay,

    /// <summary>The day of the week, Sunday is 0.</summary>
    WeekDay,

    /// <summary>The day of the week, Sunday is 1.</summary>
    DayOfWeek,

    /// <summary>The Julian day.</summary>
    Julian,

    /// <summary>The hour, from 0 to 23.</summary>
    Hour,

    /// <summary>The hour, from 1 to 12.</summary>
    HalfHour,

    /// <summary>AM or PM.</summary>
    Half,

    /// <summary>AM or PM, as A.M. or P.M.</summary>
    PointedHalf,

    /// <summary>The minute.</summary>
    Minute,

    /// <summary>The second.</summary>
    Second,

    /// <summary>Seconds since midnight.</summary>
    SecondOfDay,

    /// <summary>So many digits of the second's fraction as the part's text says.</summary>
    Fraction,

    /// <summary>Three digits of the second's fraction.</summary>
    Milliseconds,

    /// <summary>Six digits of the second's fraction.</summary>
    Microseconds,

    /// <summary>Nine digits of the second's fraction.</summary>
    Nanoseconds,

    /// <summary>Seconds since 1970.</summary>
    Epoch,

    /// <summary>The distance from UTC in hours.</summary>
    Offset,

    /// <summary>The distance from UTC in hours and minutes.</summary>
    LongOffset,

    /// <summary>The minutes of the distance from UTC.</summary>
    OffsetMinutes,

    /// <summary>The name of the zone: UTC.</summary>
    Zone,
}
