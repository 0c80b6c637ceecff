using Rerun.Arrow;

namespace Rerun.Query.Execution.Time;

/// <summary>Makes intervals and durations of computed numbers, if they fit.</summary>
internal static class IntervalMath
{
    /// <summary>An interval of the parts; false if one does not fit.</summary>
    public static bool TryMake(Int128 months, Int128 days, Int128 nanoseconds, out MonthDayNanosecondInterval result)
    {
        result = new MonthDayNanosecondInterval((int)months, (int)days, (long)nanoseconds);
        return result.Months == months && result.Days == days && result.Nanoseconds == nanoseconds;
    }

    /// <summary>The nearest whole number; false if it does not fit.</summary>
    public static bool TryRound(double value, out long result)
    {
        var rounded = Math.Round(value, MidpointRounding.AwayFromZero);
        result = double.IsNaN(rounded) ? 0 : (long)rounded;
        return rounded is >= -9_223_372_036_854_775_808.0 and < 9_223_372_036_854_775_808.0;
    }
}
