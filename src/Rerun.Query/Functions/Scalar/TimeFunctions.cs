using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Query.Execution.Kernels;
using Rerun.Query.Execution.Time;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Functions.Scalar;

/// <summary>Timestamps, dates and durations: truncation, bins, parts, differences, epochs. All in nanoseconds.</summary>
internal static class TimeFunctions
{
    private const string OutOfRange = "The time is out of range: timestamps of nanoseconds reach from 1677 to 2262.";

    /// <summary>The functions of the family.</summary>
    public static IEnumerable<FunctionDefinition> All() =>
    [
        Declare.Scalar(FunctionFamily.Time, "date_trunc|datetrunc", "('unit', time)", "The time cut off to a unit: nanosecond to millennium.", ["date_trunc('hour', TIMESTAMP '2024-05-06 07:08:09') → 2024-05-06 07:00:00"],
            ScalarOverload.Of([SqlTypes.Text, SqlTypes.Timestamp], SqlTypes.Timestamp, TimeKernels.Truncate, canFail: true),
            ScalarOverload.Of([SqlTypes.Text, SqlTypes.Duration], SqlTypes.Duration, TimeKernels.TruncateDuration, canFail: true),
            ScalarOverload.Of([SqlTypes.Text, SqlTypes.Interval], SqlTypes.Interval, IntervalParts.Truncate, canFail: true)),
        Declare.Scalar(FunctionFamily.Time, "time_bucket", "(width, time [, origin])", "The beginning of the bin that the time falls into. Bins begin at 2000-01-03, of months at 2000-01-01, or at the origin.", ["time_bucket(INTERVAL '15 minutes', TIMESTAMP '2024-05-06 07:08:09') → 2024-05-06 07:00:00"],
            Bins(TimeKernels.BucketOrigin)),
        Declare.Scalar(FunctionFamily.Time, "date_bin", "(width, time [, origin])", "The beginning of the bin that the time falls into. Bins begin at 1970-01-01 or at the origin.", ["date_bin(INTERVAL '1 day', TIMESTAMP '2024-05-06 07:08:09') → 2024-05-06 00:00:00"],
            Bins((_, _) => 0)),
        Declare.Scalar(FunctionFamily.Time, "date_part|datepart|extract", "('part', time)", "A part of a time: year, month, day, hour, minute, second, dow, doy, week, epoch and more. Epoch is DOUBLE seconds, all others BIGINT.", ["date_part('year', TIMESTAMP '2024-05-06 07:08:09') → 2024"],
            ScalarOverload.Generic("(VARCHAR, TIMESTAMP)", arguments => IntervalParts.Match(arguments) ?? TimeKernels.PartMatch(arguments))),
        Part("year", DatePart.Year), Part("quarter", DatePart.Quarter), Part("month", DatePart.Month), Part("day|dayofmonth", DatePart.Day),
        Part("hour", DatePart.Hour), Part("minute", DatePart.Minute), Part("second", DatePart.Second), Part("week|weekofyear", DatePart.Week),
        Part("millisecond", DatePart.Millisecond), Part("microsecond", DatePart.Microsecond), Part("nanosecond", DatePart.Nanosecond), Part("isoyear", DatePart.IsoYear), Part("decade", DatePart.Decade), Part("century", DatePart.Century), Part("millennium", DatePart.Millennium),
        Part("dayofweek|weekday", DatePart.DayOfWeek), Part("isodow", DatePart.IsoDayOfWeek), Part("dayofyear", DatePart.DayOfYear),
        Declare.Scalar(FunctionFamily.Time, "epoch", "(time)", "Seconds since 1970, or of a duration, as DOUBLE.", ["epoch(TIMESTAMP '1970-01-01 00:00:01.5') → 1.5"],
            ScalarOverload.Of([SqlTypes.Timestamp], SqlTypes.Double, Map<long, double, Seconds>(SqlTypes.Double)),
            ScalarOverload.Of([SqlTypes.Duration], SqlTypes.Double, Map<long, double, Seconds>(SqlTypes.Double)),
            IntervalParts.SecondsOverload()),
        Epoch("epoch_ns", "Nanoseconds", 1), Epoch("epoch_us", "Microseconds", 1_000), Epoch("epoch_ms", "Milliseconds", 1_000_000), Epoch("epoch_s", "Whole seconds", Calendar.Second),
        FromEpoch("make_timestamp_ns|to_timestamp_nanos", "nanoseconds", 1), FromEpoch("make_timestamp_us|to_timestamp_micros", "microseconds", 1_000),
        FromEpoch("make_timestamp_ms|to_timestamp_millis", "milliseconds", 1_000_000),
        Declare.Scalar(FunctionFamily.Time, "to_timestamp|to_timestamp_seconds|from_unixtime", "(seconds, or text [, pattern])", "The instant so many seconds after 1970; of a text what it means, by a pattern as for to_char.", ["to_timestamp(1.5) → 1970-01-01 00:00:01.5", "to_timestamp('06 May 2024', 'DD Mon YYYY') → 2024-05-06 00:00:00"],
            ScalarOverload.Generic("(VARCHAR)", arguments => arguments.Count == 1 && SqlTypes.IsText(arguments[0].Type) ? new ScalarMatch(0, [SqlTypes.Timestamp], SqlTypes.Timestamp, (vectors, _, _) => vectors[0], CanFail: true) : null),
            TimeTextFunctions.Reading(isTry: false),
            ScalarOverload.Of([SqlTypes.BigInt], SqlTypes.Timestamp, MapKernels.Checked<FixedView<long>, long, long, Scale>(SqlTypes.Timestamp, new Scale(Calendar.Second), OutOfRange), canFail: true),
            ScalarOverload.Of([SqlTypes.Double], SqlTypes.Timestamp, MapKernels.Checked<FixedView<double>, double, long, FromSeconds>(SqlTypes.Timestamp, default, OutOfRange), canFail: true)),
        Declare.Scalar(FunctionFamily.Time, "date_diff|datediff", "('unit', start, end)", "The number of boundaries of the unit between two times.", ["date_diff('day', TIMESTAMP '2024-01-01 23:00:00', TIMESTAMP '2024-01-02 01:00:00') → 1"],
            ScalarOverload.Of([SqlTypes.Text, SqlTypes.Timestamp, SqlTypes.Timestamp], SqlTypes.BigInt, (a, n, _) => TimeKernels.Difference(a, n, isComplete: false), canFail: true)),
        Declare.Scalar(FunctionFamily.Time, "date_sub|datesub", "('unit', start, end)", "The number of complete units between two times.", ["date_sub('day', TIMESTAMP '2024-01-01 23:00:00', TIMESTAMP '2024-01-02 01:00:00') → 0"],
            ScalarOverload.Of([SqlTypes.Text, SqlTypes.Timestamp, SqlTypes.Timestamp], SqlTypes.BigInt, (a, n, _) => TimeKernels.Difference(a, n, isComplete: true), canFail: true)),
        Declare.Scalar(FunctionFamily.Time, "timezone", "('zone', time)", "What clocks of a zone show at an instant. Also written time AT TIME ZONE 'zone'.", ["timezone('UTC', TIMESTAMP '2024-05-06 07:08:09') → 2024-05-06 07:08:09"],
            ScalarOverload.Of([SqlTypes.Text, SqlTypes.Timestamp], SqlTypes.Timestamp, MapKernels.Fixed<TextView, ReadOnlySpan<byte>, FixedView<long>, long, long, LocalTime>(SqlTypes.Timestamp, default), canFail: true)),
        Declare.Scalar(FunctionFamily.Time, "last_day", "(date)", "The last day of the date's month.", ["last_day(DATE '2024-02-05') → 2024-02-29"],
            ScalarOverload.Of([SqlTypes.Date], SqlTypes.Date, Map<int, int, LastDay>(SqlTypes.Date)),
            ScalarOverload.Of([SqlTypes.Timestamp], SqlTypes.Date, Map<long, int, LastDay>(SqlTypes.Date))),
        Declare.Scalar(FunctionFamily.Time, "make_date", "(year, month, day)", "A date of its parts, or so many days after 1970-01-01.", ["make_date(2024, 2, 29) → 2024-02-29", "make_date(1) → 1970-01-02"],
            ScalarOverload.Of([SqlTypes.BigInt], SqlTypes.Date, MapKernels.Checked<FixedView<long>, long, int, DateOfDays>(SqlTypes.Date, default, "The date is out of range."), canFail: true),
            ScalarOverload.Of([SqlTypes.BigInt, SqlTypes.BigInt, SqlTypes.BigInt], SqlTypes.Date, TimeKernels.MakeDate, canFail: true)),
        Declare.Scalar(FunctionFamily.Time, "dayname", "(date)", "The English name of the day of the week.", ["dayname(DATE '2024-02-29') → Thursday"],
            ScalarOverload.Of([SqlTypes.Timestamp], SqlTypes.Text, WriteKernels.Text<FixedView<long>, long, DayName>(default))),
        Declare.Scalar(FunctionFamily.Time, "monthname", "(date)", "The English name of the month.", ["monthname(DATE '2024-02-29') → February"],
            ScalarOverload.Of([SqlTypes.Timestamp], SqlTypes.Text, WriteKernels.Text<FixedView<long>, long, MonthName>(default))),
        Declare.Scalar(FunctionFamily.Time, "now|current_timestamp|get_current_timestamp|transaction_timestamp|statement_timestamp|clock_timestamp|localtimestamp|current_localtimestamp", "()", "The instant at which the statement began.", [], NullBehavior.Propagate, Volatility.Stable,
            ScalarOverload.Of([], SqlTypes.Timestamp, (_, length, context) => ColumnVector.Constant(Constants.Of(SqlTypes.Timestamp, context.StatementTime), length))),
        Declare.Scalar(FunctionFamily.Time, "current_date|today", "()", "The date at which the statement began (UTC).", [], NullBehavior.Propagate, Volatility.Stable,
            ScalarOverload.Of([], SqlTypes.Date, (_, length, context) => ColumnVector.Constant(Constants.Of(SqlTypes.Date, (int)Calendar.DayOf(context.StatementTime)), length))),
        Unit("to_nanoseconds", 1), Unit("to_microseconds", 1_000), Unit("to_milliseconds", 1_000_000), Unit("to_seconds", Calendar.Second), Unit("to_minutes", Calendar.Minute), Unit("to_hours", Calendar.Hour),
        Interval("to_days", "days", 0, 1), Interval("to_weeks", "weeks", 0, 7), Interval("to_months", "months", 1, 0), Interval("to_quarters", "quarters", 3, 0), Interval("to_years", "years", 12, 0),
        Interval("to_decades", "decades", 120, 0), Interval("to_centurys|to_centuries", "centuries", 1_200, 0), Interval("to_millenniums|to_millennia", "millennia", 12_000, 0),
    ];

    private static ScalarKernel Map<TIn, TOut, TOp>(IArrowType type, TOp operation = default)
        where TIn : unmanaged
        where TOut : unmanaged
        where TOp : struct, IMap<TIn, TOut> => MapKernels.Fixed<FixedView<TIn>, TIn, TOut, TOp>(type, operation);

    private static ScalarOverload[] Bins(Func<long, long, long> origin) =>
    [
        ScalarOverload.Of([SqlTypes.Interval, SqlTypes.Timestamp], SqlTypes.Timestamp, (a, n, _) => TimeKernels.Bin(a, n, origin), canFail: true),
        ScalarOverload.Of([SqlTypes.Interval, SqlTypes.Timestamp, SqlTypes.Timestamp], SqlTypes.Timestamp, (a, n, _) => TimeKernels.Bin(a, n, origin), canFail: true),
        ScalarOverload.Of([SqlTypes.Interval, SqlTypes.Duration], SqlTypes.Duration, (a, n, _) => TimeKernels.Bin(a, n, (_, _) => 0), canFail: true),
        ScalarOverload.Of([SqlTypes.Interval, SqlTypes.Duration, SqlTypes.Duration], SqlTypes.Duration, (a, n, _) => TimeKernels.Bin(a, n, (_, _) => 0), canFail: true),
    ];

    private static ScalarFunction Part(string names, DatePart part) => Declare.Scalar(
        FunctionFamily.Time, names, "(time)", $"The {names.Split('|')[0]} of the time.", [],
        ScalarOverload.Of([SqlTypes.Timestamp], SqlTypes.BigInt, Map<long, long, TimeKernels.PartOf>(SqlTypes.BigInt, new TimeKernels.PartOf(part))),
        IntervalParts.PartOverload(part));

    private static ScalarFunction Epoch(string name, string unit, long divisor) => Declare.Scalar(
        FunctionFamily.Time, name, "(time)", $"{unit} since 1970, or of a duration, as BIGINT; of a BIGINT the instant so long after 1970.", [],
        ScalarOverload.Of([SqlTypes.Timestamp], SqlTypes.BigInt, Map<long, long, Divide>(SqlTypes.BigInt, new Divide(divisor))),
        ScalarOverload.Of([SqlTypes.BigInt], SqlTypes.Timestamp, MapKernels.Checked<FixedView<long>, long, long, Scale>(SqlTypes.Timestamp, new Scale(divisor), OutOfRange), canFail: true),
        ScalarOverload.Of([SqlTypes.Duration], SqlTypes.BigInt, Map<long, long, Divide>(SqlTypes.BigInt, new Divide(divisor))));

    private static ScalarFunction FromEpoch(string names, string unit, long factor) => Declare.Scalar(
        FunctionFamily.Time, names, $"({unit})", $"The instant so many {unit} after 1970.", [],
        ScalarOverload.Of([SqlTypes.BigInt], SqlTypes.Timestamp, MapKernels.Checked<FixedView<long>, long, long, Scale>(SqlTypes.Timestamp, new Scale(factor), OutOfRange), canFail: true));

    private static ScalarFunction Unit(string name, long factor) => Declare.Scalar(
        FunctionFamily.Time, name, "(count)", $"A duration of so many {name[3..]}.", [],
        ScalarOverload.Of([SqlTypes.BigInt], SqlTypes.Duration, MapKernels.Checked<FixedView<long>, long, long, Scale>(SqlTypes.Duration, new Scale(factor), "The duration is out of range."), canFail: true),
        ScalarOverload.Of([SqlTypes.Double], SqlTypes.Duration, MapKernels.Checked<FixedView<double>, double, long, ScaleDouble>(SqlTypes.Duration, new ScaleDouble(factor), "The duration is out of range."), canFail: true));

    private static ScalarFunction Interval(string name, string unit, int months, int days) => Declare.Scalar(
        FunctionFamily.Time, name, "(count)", $"An interval of so many {unit}.", [],
        ScalarOverload.Of(
            [SqlTypes.BigInt], SqlTypes.Interval,
            MapKernels.Checked<FixedView<long>, long, MonthDayNanosecondInterval, MakeInterval>(SqlTypes.Interval, new MakeInterval(months, days), "The interval is out of range."), canFail: true));

    private readonly struct DateOfDays : ITryMap<long, int>
    {
        public bool TryInvoke(long days, out int result)
        {
            result = (int)days;
            return result == days;
        }
    }

    private readonly struct Seconds : IMap<long, double>
    {
        public double Invoke(long value) => Calendar.FloorDivide(value, Calendar.Second) + (Calendar.FloorModulo(value, Calendar.Second) / 1e9);
    }

    private readonly struct Divide(long divisor) : IMap<long, long>
    {
        public long Invoke(long value) => Calendar.FloorDivide(value, divisor);
    }

    private readonly struct Scale(long factor) : ITryMap<long, long>
    {
        public bool TryInvoke(long value, out long result) => Math.BigMul(value, factor, out result) == result >> 63;
    }

    private readonly struct ScaleDouble(long factor) : ITryMap<double, long>
    {
        public bool TryInvoke(double value, out long result) => IntervalMath.TryRound(value * factor, out result);
    }

    private readonly struct FromSeconds : ITryMap<double, long>
    {
        public bool TryInvoke(double value, out long result)
        {
            // Whole seconds apart, so that their nanoseconds are not rounded off.
            var whole = Math.Floor(value);
            var fraction = 0L;
            var ok = Math.Abs(whole) < 9.3e9 && IntervalMath.TryRound((value - whole) * 1e9, out fraction);
            var total = ok ? ((Int128)(long)whole * Calendar.Second) + fraction : 0;
            result = (long)total;
            return ok && result == total;
        }
    }

    private readonly struct MakeInterval(int months, int days) : ITryMap<long, MonthDayNanosecondInterval>
    {
        public bool TryInvoke(long count, out MonthDayNanosecondInterval result) => IntervalMath.TryMake((Int128)count * months, (Int128)count * days, 0, out result);
    }

    private readonly struct LocalTime : IMap<ReadOnlySpan<byte>, long, long>
    {
        public long Invoke(ReadOnlySpan<byte> zone, long time)
        {
            var name = System.Text.Encoding.UTF8.GetString(zone);
            if (!TimeZoneInfo.TryFindSystemTimeZoneById(name, out var rules))
            {
                throw new Catalog.RerunException($"There is no time zone '{name}'.", Catalog.RerunErrorCode.InvalidArgument);
            }

            var offset = rules.GetUtcOffset(DateTime.UnixEpoch.AddTicks(Calendar.FloorDivide(time, 100)));
            return Calendar.TryAdd(time, 0, 0, offset.Ticks * 100, out var local) ? local : throw new Catalog.RerunException(OutOfRange, Catalog.RerunErrorCode.ValueOutOfRange);
        }
    }

    private readonly struct LastDay : IMap<int, int>, IMap<long, int>
    {
        public int Invoke(long time) => Invoke((int)Calendar.DayOf(time));

        public int Invoke(int day) => (int)Calendar.FirstDayOf(Calendar.MonthsOf(day) + 1) - 1;
    }

    private readonly struct DayName : IWrite<long>
    {
        public void Invoke(long value, TextBuilder to) => to.Write(((DayOfWeek)Calendar.FloorModulo(Calendar.DayOf(value) + 4, 7)).ToString());
    }

    private readonly struct MonthName : IWrite<long>
    {
        public void Invoke(long value, TextBuilder to) =>
            to.Write(System.Globalization.DateTimeFormatInfo.InvariantInfo.GetMonthName(Calendar.DateOf(Calendar.DayOf(value)).Month));
    }
}
