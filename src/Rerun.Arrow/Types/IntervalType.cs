namespace Rerun.Arrow.Types;

/// <summary>Calendar intervals.</summary>
public sealed class IntervalType : FixedWidthType
{
    /// <summary>Months.</summary>
    public static readonly IntervalType YearMonth = new(IntervalUnit.YearMonth);

    /// <summary>Days and milliseconds.</summary>
    public static readonly IntervalType DayTime = new(IntervalUnit.DayTime);

    /// <summary>Months, days and nanoseconds.</summary>
    public static readonly IntervalType MonthDayNanosecond = new(IntervalUnit.MonthDayNanosecond);

    /// <summary>A type of intervals.</summary>
    public IntervalType(IntervalUnit unit = IntervalUnit.YearMonth)
    {
        if (unit is < IntervalUnit.YearMonth or > IntervalUnit.MonthDayNanosecond)
        {
            throw new ArgumentOutOfRangeException(nameof(unit), unit, "There is no such unit of intervals.");
        }

        Unit = unit;
    }

    /// <inheritdoc/>
    public override ArrowTypeId TypeId => ArrowTypeId.Interval;

    /// <inheritdoc/>
    public override string Name => "interval";

    /// <inheritdoc/>
    public override int BitWidth => Unit switch
    {
        IntervalUnit.YearMonth => 32,
        IntervalUnit.DayTime => 64,
        _ => 128,
    };

    /// <summary>What the values hold.</summary>
    public IntervalUnit Unit { get; }

    /// <inheritdoc/>
    public override string ToString() => Unit switch
    {
        IntervalUnit.YearMonth => "interval[months]",
        IntervalUnit.DayTime => "interval[days, ms]",
        _ => "interval[months, days, ns]",
    };
}
