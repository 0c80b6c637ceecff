namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// The unit after an interval's value.
/// </summary>
internal enum IntervalUnit
{
    /// <summary>nanoseconds</summary>
    Nanosecond,

    /// <summary>microseconds</summary>
    Microsecond,

    /// <summary>milliseconds</summary>
    Millisecond,

    /// <summary>seconds</summary>
    Second,

    /// <summary>minutes</summary>
    Minute,

    /// <summary>hours</summary>
    Hour,

    /// <summary>days</summary>
    Day,

    /// <summary>weeks</summary>
    Week,

    /// <summary>months</summary>
    Month,

    /// <summary>quarters</summary>
    Quarter,

    /// <summary>years</summary>
    Year,

    /// <summary>decades</summary>
    Decade,

    /// <summary>centuries</summary>
    Century,

    /// <summary>millennia</summary>
    Millennium,
}
