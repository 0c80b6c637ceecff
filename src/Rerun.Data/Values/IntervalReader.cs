using Rerun.Arrow;

namespace Rerun.Data.Values;

/// <summary>Reads a column of calendar intervals, which no CLR type holds: they come as Arrow's own structs.</summary>
/// <typeparam name="T">The interval's struct, laid out as in the array.</typeparam>
internal sealed class IntervalReader<T>(Field field) : FixedWidthReader<T>(field)
    where T : unmanaged
{
    /// <summary>The span of an interval that is as long on every calendar.</summary>
    /// <exception cref="InvalidCastException">The interval is null or has months, or is longer than the CLR's spans.</exception>
    public override TimeSpan GetTimeSpan(int row)
    {
        if (typeof(T) != typeof(MonthDayNanosecondInterval) || IsNull(row))
        {
            ThrowRefusal(row, typeof(TimeSpan));
        }

        var interval = _values.Read<MonthDayNanosecondInterval>(row);
        if (interval.Months != 0)
        {
            throw new InvalidCastException(
                $"Column '{Field.Name}' has {interval.Months} months here, whose length depends on the calendar; {nameof(TimeSpan)} cannot hold them.");
        }

        // Truncated toward the past, as all times are.
        return new TimeSpan((interval.Days * TimeSpan.TicksPerDay) + (long)Math.Floor(interval.Nanoseconds / (decimal)TimeSpan.NanosecondsPerTick));
    }
}
