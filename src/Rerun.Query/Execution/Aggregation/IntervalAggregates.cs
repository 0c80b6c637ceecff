using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Query.Execution.Time;

namespace Rerun.Query.Execution.Aggregation;

/// <summary>Sums and averages of intervals: months, days and time each for itself.</summary>
internal static class IntervalAggregates
{
    private const int DaysOfMonth = 30;

    /// <summary>What has been added up.</summary>
    public struct State
    {
        /// <summary>The number of intervals.</summary>
        public long Count;

        /// <summary>Their months.</summary>
        public Int128 Months;

        /// <summary>Their days.</summary>
        public Int128 Days;

        /// <summary>Their nanoseconds.</summary>
        public Int128 Nanoseconds;
    }

    /// <summary><c>sum</c></summary>
    public readonly struct Sum : IFixedAggregate<MonthDayNanosecondInterval, State, MonthDayNanosecondInterval>
    {
        /// <inheritdoc/>
        public static void Add(ref State state, MonthDayNanosecondInterval value)
        {
            state.Count++;
            state.Months += value.Months;
            state.Days += value.Days;
            state.Nanoseconds += value.Nanoseconds;
        }

        /// <inheritdoc/>
        public static void AddRun(ref State state, ReadOnlySpan<MonthDayNanosecondInterval> values)
        {
            foreach (var value in values)
            {
                Add(ref state, value);
            }
        }

        /// <inheritdoc/>
        public static void Merge(ref State state, in State other)
        {
            state.Count += other.Count;
            state.Months += other.Months;
            state.Days += other.Days;
            state.Nanoseconds += other.Nanoseconds;
        }

        /// <inheritdoc/>
        public static bool TryFinish(in State state, out MonthDayNanosecondInterval result)
        {
            result = Made(state.Months, state.Days, state.Nanoseconds);
            return state.Count > 0;
        }
    }

    /// <summary><c>avg</c>: what remains of months are days of thirty, what remains of days is time.</summary>
    public readonly struct Average : IFixedAggregate<MonthDayNanosecondInterval, State, MonthDayNanosecondInterval>
    {
        /// <inheritdoc/>
        public static void Add(ref State state, MonthDayNanosecondInterval value) => Sum.Add(ref state, value);

        /// <inheritdoc/>
        public static void AddRun(ref State state, ReadOnlySpan<MonthDayNanosecondInterval> values) => Sum.AddRun(ref state, values);

        /// <inheritdoc/>
        public static void Merge(ref State state, in State other) => Sum.Merge(ref state, in other);

        /// <inheritdoc/>
        public static bool TryFinish(in State state, out MonthDayNanosecondInterval result)
        {
            result = default;
            if (state.Count == 0)
            {
                return false;
            }

            // Parts of days are counted in nanoseconds over the number of intervals, so that nothing is rounded before the end.
            var (months, monthsLeft) = Int128.DivRem(state.Months, state.Count);
            var (daysOfMonths, daysOfMonthsLeft) = Int128.DivRem(monthsLeft * DaysOfMonth, state.Count);
            var (days, daysLeft) = Int128.DivRem(state.Days, state.Count);
            result = Made(months, daysOfMonths + days, (((daysOfMonthsLeft + daysLeft) * Calendar.Day) + state.Nanoseconds) / state.Count);
            return true;
        }
    }

    private static MonthDayNanosecondInterval Made(Int128 months, Int128 days, Int128 nanoseconds) => IntervalMath.TryMake(months, days, nanoseconds, out var interval)
        ? interval
        : throw new RerunException("The interval is out of range.", RerunErrorCode.ValueOutOfRange);
}
