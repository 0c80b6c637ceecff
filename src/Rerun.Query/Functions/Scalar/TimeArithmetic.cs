using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Query.Execution.Kernels;
using Rerun.Query.Execution.Time;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Functions.Scalar;

/// <summary>Arithmetic with timestamps, dates, times, durations and intervals: overloads of the operators.</summary>
internal static class TimeArithmetic
{
    private const string OutOfRange = "The time is out of range: timestamps of nanoseconds reach from 1677 to 2262.";

    /// <summary>The overloads of <c>+</c>.</summary>
    public static IEnumerable<ScalarOverload> Additions() =>
    [
        Counted<Arithmetic.Add>(SqlTypes.Timestamp, SqlTypes.Duration, SqlTypes.Timestamp),
        Counted<Arithmetic.Add>(SqlTypes.Duration, SqlTypes.Timestamp, SqlTypes.Timestamp),
        Counted<Arithmetic.Add>(SqlTypes.Duration, SqlTypes.Duration, SqlTypes.Duration),
        Counted<Arithmetic.Add>(SqlTypes.Timestamp, SqlTypes.BigInt, SqlTypes.Timestamp),
        Counted<Arithmetic.Add>(SqlTypes.BigInt, SqlTypes.Timestamp, SqlTypes.Timestamp),
        Counted<Arithmetic.Add>(SqlTypes.Duration, SqlTypes.BigInt, SqlTypes.Duration),
        Counted<Arithmetic.Add>(SqlTypes.BigInt, SqlTypes.Duration, SqlTypes.Duration),
        ScalarOverload.Of([SqlTypes.Date, SqlTypes.Int], SqlTypes.Date, ArithmeticKernels.For<Arithmetic.Add>(SqlTypes.Date), canFail: true),
        ScalarOverload.Of([SqlTypes.Int, SqlTypes.Date], SqlTypes.Date, ArithmeticKernels.For<Arithmetic.Add>(SqlTypes.Date), canFail: true),
        Checked<int, long, int, AddDays>(SqlTypes.Date, SqlTypes.BigInt, SqlTypes.Date, new AddDays(1), "The date is out of range."),
        Checked<long, int, int, AddDays>(SqlTypes.BigInt, SqlTypes.Date, SqlTypes.Date, new AddDays(1), "The date is out of range."),
        Checked<long, MonthDayNanosecondInterval, long, AddInterval>(SqlTypes.Timestamp, SqlTypes.Interval, SqlTypes.Timestamp, new AddInterval(1), OutOfRange),
        Checked<MonthDayNanosecondInterval, long, long, AddInterval>(SqlTypes.Interval, SqlTypes.Timestamp, SqlTypes.Timestamp, new AddInterval(1), OutOfRange),
        Checked<MonthDayNanosecondInterval, MonthDayNanosecondInterval, MonthDayNanosecondInterval, CombineIntervals>(
            SqlTypes.Interval, SqlTypes.Interval, SqlTypes.Interval, new CombineIntervals(1), "The interval is out of range."),
        Wrapping(SqlTypes.Time, SqlTypes.Duration, 1),
        .. IntervalParts.Additions(),
    ];

    /// <summary>The overloads of <c>-</c>.</summary>
    public static IEnumerable<ScalarOverload> Subtractions() =>
    [
        Counted<Arithmetic.Subtract>(SqlTypes.Timestamp, SqlTypes.Timestamp, SqlTypes.Duration),
        Counted<Arithmetic.Subtract>(SqlTypes.Timestamp, SqlTypes.Duration, SqlTypes.Timestamp),
        Counted<Arithmetic.Subtract>(SqlTypes.Duration, SqlTypes.Duration, SqlTypes.Duration),
        Counted<Arithmetic.Subtract>(SqlTypes.Timestamp, SqlTypes.BigInt, SqlTypes.Timestamp),
        Counted<Arithmetic.Subtract>(SqlTypes.Duration, SqlTypes.BigInt, SqlTypes.Duration),
        Counted<Arithmetic.Subtract>(SqlTypes.Time, SqlTypes.Time, SqlTypes.Duration),
        ScalarOverload.Of(
            [SqlTypes.Date, SqlTypes.Date], SqlTypes.BigInt,
            MapKernels.Fixed<FixedView<int>, int, FixedView<int>, int, long, DaysBetween>(SqlTypes.BigInt, default)),
        ScalarOverload.Of([SqlTypes.Date, SqlTypes.Int], SqlTypes.Date, ArithmeticKernels.For<Arithmetic.Subtract>(SqlTypes.Date), canFail: true),
        Checked<int, long, int, AddDays>(SqlTypes.Date, SqlTypes.BigInt, SqlTypes.Date, new AddDays(-1), "The date is out of range."),
        Checked<long, MonthDayNanosecondInterval, long, AddInterval>(SqlTypes.Timestamp, SqlTypes.Interval, SqlTypes.Timestamp, new AddInterval(-1), OutOfRange),
        Checked<MonthDayNanosecondInterval, MonthDayNanosecondInterval, MonthDayNanosecondInterval, CombineIntervals>(
            SqlTypes.Interval, SqlTypes.Interval, SqlTypes.Interval, new CombineIntervals(-1), "The interval is out of range."),
        Wrapping(SqlTypes.Time, SqlTypes.Duration, -1),
        IntervalParts.TimeAndInterval(-1),
        ScalarOverload.Of(
            [SqlTypes.Duration], SqlTypes.Duration,
            MapKernels.Checked<FixedView<long>, long, long, Negate>(SqlTypes.Duration, default, "The duration is out of range."), canFail: true),
        ScalarOverload.Of(
            [SqlTypes.Interval], SqlTypes.Interval,
            MapKernels.Checked<FixedView<MonthDayNanosecondInterval>, MonthDayNanosecondInterval, MonthDayNanosecondInterval, NegateInterval>(
                SqlTypes.Interval, default, "The interval is out of range."),
            canFail: true),
    ];

    /// <summary>The overloads of <c>*</c>.</summary>
    public static IEnumerable<ScalarOverload> Multiplications() =>
    [
        Counted<Arithmetic.Multiply>(SqlTypes.Duration, SqlTypes.BigInt, SqlTypes.Duration),
        Counted<Arithmetic.Multiply>(SqlTypes.BigInt, SqlTypes.Duration, SqlTypes.Duration),
        Checked<long, double, long, ScaleDuration>(SqlTypes.Duration, SqlTypes.Double, SqlTypes.Duration, default, "The duration is out of range."),
        Checked<double, long, long, ScaleDuration>(SqlTypes.Double, SqlTypes.Duration, SqlTypes.Duration, default, "The duration is out of range."),
        Checked<MonthDayNanosecondInterval, long, MonthDayNanosecondInterval, ScaleInterval>(
            SqlTypes.Interval, SqlTypes.BigInt, SqlTypes.Interval, default, "The interval is out of range."),
        Checked<long, MonthDayNanosecondInterval, MonthDayNanosecondInterval, ScaleInterval>(
            SqlTypes.BigInt, SqlTypes.Interval, SqlTypes.Interval, default, "The interval is out of range."),
        .. IntervalParts.Multiplications(),
    ];

    /// <summary>The overloads of <c>/</c>.</summary>
    public static IEnumerable<ScalarOverload> Divisions() =>
    [
        Counted<Arithmetic.Divide>(SqlTypes.Duration, SqlTypes.BigInt, SqlTypes.Duration),
        IntervalParts.Division(),
        Checked<long, double, long, DivideDuration>(SqlTypes.Duration, SqlTypes.Double, SqlTypes.Duration, default, "The duration is out of range."),
        ScalarOverload.Of(
            [SqlTypes.Duration, SqlTypes.Duration], SqlTypes.Double,
            MapKernels.Fixed<FixedView<long>, long, FixedView<long>, long, double, Ratio>(SqlTypes.Double, default)),
    ];

    private static ScalarOverload Counted<TOp>(IArrowType left, IArrowType right, IArrowType result)
        where TOp : struct, IArithmetic => ScalarOverload.Of([left, right], result, ArithmeticKernels.For<TOp>(result), canFail: true);

    private static ScalarOverload Checked<TLeft, TRight, TOut, TOp>(IArrowType left, IArrowType right, IArrowType result, TOp operation, string error)
        where TLeft : unmanaged
        where TRight : unmanaged
        where TOut : unmanaged
        where TOp : struct, ITryMap<TLeft, TRight, TOut> => ScalarOverload.Of(
            [left, right], result,
            MapKernels.Checked<FixedView<TLeft>, TLeft, FixedView<TRight>, TRight, TOut, TOp>(result, operation, error), canFail: true);

    private static ScalarOverload Wrapping(IArrowType time, IArrowType duration, int sign) => ScalarOverload.Of(
        [time, duration], time, MapKernels.Fixed<FixedView<long>, long, FixedView<long>, long, long, WrapTime>(time, new WrapTime(sign)));

    private readonly struct AddDays(int sign) : ITryMap<int, long, int>, ITryMap<long, int, int>
    {
        public bool TryInvoke(int date, long days, out int result)
        {
            var sum = date + ((Int128)sign * days);
            result = (int)sum;
            return result == sum;
        }

        public bool TryInvoke(long days, int date, out int result) => TryInvoke(date, days, out result);
    }

    private readonly struct AddInterval(int sign) : ITryMap<long, MonthDayNanosecondInterval, long>, ITryMap<MonthDayNanosecondInterval, long, long>
    {
        public bool TryInvoke(long time, MonthDayNanosecondInterval interval, out long result) => Calendar.TryAdd(
            time, (long)sign * interval.Months, (long)sign * interval.Days, sign < 0 && interval.Nanoseconds == long.MinValue ? long.MaxValue : sign * interval.Nanoseconds, out result);

        public bool TryInvoke(MonthDayNanosecondInterval interval, long time, out long result) => TryInvoke(time, interval, out result);
    }

    private readonly struct CombineIntervals(int sign) : ITryMap<MonthDayNanosecondInterval, MonthDayNanosecondInterval, MonthDayNanosecondInterval>
    {
        public bool TryInvoke(MonthDayNanosecondInterval left, MonthDayNanosecondInterval right, out MonthDayNanosecondInterval result) =>
            IntervalMath.TryMake(
                left.Months + ((Int128)sign * right.Months), left.Days + ((Int128)sign * right.Days), left.Nanoseconds + ((Int128)sign * right.Nanoseconds), out result);
    }

    private readonly struct NegateInterval : ITryMap<MonthDayNanosecondInterval, MonthDayNanosecondInterval>
    {
        public bool TryInvoke(MonthDayNanosecondInterval value, out MonthDayNanosecondInterval result) =>
            IntervalMath.TryMake(-(Int128)value.Months, -(Int128)value.Days, -(Int128)value.Nanoseconds, out result);
    }

    private readonly struct ScaleInterval : ITryMap<MonthDayNanosecondInterval, long, MonthDayNanosecondInterval>, ITryMap<long, MonthDayNanosecondInterval, MonthDayNanosecondInterval>
    {
        public bool TryInvoke(MonthDayNanosecondInterval value, long factor, out MonthDayNanosecondInterval result) =>
            IntervalMath.TryMake((Int128)value.Months * factor, (Int128)value.Days * factor, (Int128)value.Nanoseconds * factor, out result);

        public bool TryInvoke(long factor, MonthDayNanosecondInterval value, out MonthDayNanosecondInterval result) => TryInvoke(value, factor, out result);
    }

    private readonly struct Negate : ITryMap<long, long>
    {
        public bool TryInvoke(long value, out long result)
        {
            result = unchecked(-value);
            return value != long.MinValue;
        }
    }

    private readonly struct ScaleDuration : ITryMap<long, double, long>, ITryMap<double, long, long>
    {
        public bool TryInvoke(long value, double factor, out long result) => IntervalMath.TryRound(value * factor, out result);

        public bool TryInvoke(double factor, long value, out long result) => IntervalMath.TryRound(value * factor, out result);
    }

    private readonly struct DivideDuration : ITryMap<long, double, long>
    {
        public bool TryInvoke(long value, double divisor, out long result) => IntervalMath.TryRound(value / divisor, out result);
    }

    private readonly struct Ratio : IMap<long, long, double>
    {
        public double Invoke(long left, long right) => left / (double)right;
    }

    private readonly struct DaysBetween : IMap<int, int, long>
    {
        public long Invoke(int left, int right) => (long)left - right;
    }

    private readonly struct WrapTime(int sign) : IMap<long, long, long>
    {
        public long Invoke(long time, long duration) => Calendar.FloorModulo(time + (sign * (duration % Calendar.Day)), Calendar.Day);
    }
}
