using Rerun.Arrow;

namespace Rerun.Data.Values;

/// <summary>Reads a column of calendar intervals as Arrow's own structs.</summary>
/// <typeparam name="T">The interval's struct, laid out as in the array.</typeparam>
internal sealed class IntervalReader<T>(Field field) : FixedWidthReader<T>(field)
    where T : unmanaged;

/// <summary>Reads a column of intervals that usually are as long on every calendar: they read as <see cref="TimeSpan"/> too.</summary>
/// <remarks>
/// The values of SQL are <see cref="TimeSpan"/> untyped. Of recordings they are Arrow's struct, the lossless form: what a component holds was not chosen by who
/// asks for it, and one interval with months must not keep the rest of a row from being read.
/// </remarks>
/// <typeparam name="T">The interval's struct, laid out as in the array.</typeparam>
internal abstract class SpanIntervalReader<T>(Field field, bool isRecorded) : FixedWidthReader<T>(field)
    where T : unmanaged
{
    public sealed override Type FieldType => isRecorded ? typeof(T) : typeof(TimeSpan);

    public sealed override Type ProviderType => typeof(T);

    public sealed override object GetValue(int row) => isRecorded ? Read(row) : Span(Read(row));

    public sealed override object GetProviderValue(int row) => Read(row);

    /// <summary>The span of an interval that is as long on every calendar.</summary>
    /// <exception cref="InvalidCastException">The interval is null or has months.</exception>
    public sealed override TimeSpan GetTimeSpan(int row)
    {
        if (IsNull(row))
        {
            ThrowRefusal(row, typeof(TimeSpan));
        }

        return Span(Read(row));
    }

    public sealed override Type ArrayType(bool nullable) =>
        isRecorded ? base.ArrayType(nullable) : nullable ? typeof(TimeSpan?[]) : typeof(TimeSpan[]);

    public sealed override Array ReadArray(int start, int count, bool nullable)
    {
        if (isRecorded)
        {
            return base.ReadArray(start, count, nullable);
        }

        if (!nullable && !HasNull(start, count))
        {
            var spans = new TimeSpan[count];
            for (var i = 0; i < count; i++)
            {
                spans[i] = Span(Read(start + i));
            }

            return spans;
        }

        var values = new TimeSpan?[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = IsNull(start + i) ? null : Span(Read(start + i));
        }

        return values;
    }

    protected abstract TimeSpan Span(T interval);
}

/// <summary>Intervals of months, days and nanoseconds: what SQL's INTERVAL is.</summary>
internal sealed class CalendarIntervalReader(Field field, bool isRecorded) : SpanIntervalReader<MonthDayNanosecondInterval>(field, isRecorded)
{
    protected override TimeSpan Span(MonthDayNanosecondInterval interval)
    {
        if (interval.Months != 0)
        {
            throw new InvalidCastException(
                $"Column '{Field.Name}' has an interval of {interval.Months} months here, whose length depends on the calendar: {nameof(TimeSpan)} cannot hold it. " +
                $"Read it as {nameof(MonthDayNanosecondInterval)}, which GetProviderSpecificValue gives too.");
        }

        // Cut off toward the past, as all times are.
        return new TimeSpan((interval.Days * TimeSpan.TicksPerDay) + (long)Math.Floor(interval.Nanoseconds / (decimal)TimeSpan.NanosecondsPerTick));
    }
}

/// <summary>Intervals of days and milliseconds, which tables may have.</summary>
internal sealed class DayTimeIntervalReader(Field field, bool isRecorded) : SpanIntervalReader<DayTimeInterval>(field, isRecorded)
{
    protected override TimeSpan Span(DayTimeInterval interval) =>
        new((interval.Days * TimeSpan.TicksPerDay) + (interval.Milliseconds * TimeSpan.TicksPerMillisecond));
}
