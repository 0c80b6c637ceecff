using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Query.Execution;
using Rerun.Query.Execution.Time;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;
using static Rerun.Query.Execution.Kernels.RowKernels;

namespace Rerun.Query.Functions.Scalar;

/// <summary>Parts of intervals, intervals multiplied and divided by fractions, and times of day with intervals and dates.</summary>
internal static class IntervalParts
{
    // What PostgreSQL takes for a year and a month where they are seconds.
    private const double SecondsOfYear = 365.25 * 86_400;
    private const double SecondsOfMonth = 30.0 * 86_400;

    /// <summary>A part of an interval: its epoch DOUBLE seconds, all others BIGINT; null for arguments of another kind.</summary>
    public static ScalarMatch? Match(IReadOnlyList<FunctionArgument> arguments)
    {
        if (arguments.Count != 2 || arguments[1].Type.TypeId != Arrow.Types.ArrowTypeId.Interval || !SqlTypes.IsText(arguments[0].Type))
        {
            return null;
        }

        var isEpoch = arguments[0].Constant is { IsConstantNull: false } name && TimeUnitNames.Find(Bytes(name, 0)) == DatePart.Epoch;
        return isEpoch
            ? new ScalarMatch(0, [SqlTypes.Text, SqlTypes.Interval], SqlTypes.Double, Values<double>(SqlTypes.Double, (a, row) => Seconds(Value<MonthDayNanosecondInterval>(a[1], row))))
            : new ScalarMatch(
                0, [SqlTypes.Text, SqlTypes.Interval], SqlTypes.BigInt,
                Values<long>(SqlTypes.BigInt, (a, row) => PartOf(TimeUnitNames.Of(Bytes(a[0], row)), Value<MonthDayNanosecondInterval>(a[1], row))), CanFail: true);
    }

    /// <summary>The function of one part, of intervals.</summary>
    public static ScalarOverload PartOverload(DatePart part) => ScalarOverload.Of(
        [SqlTypes.Interval], SqlTypes.BigInt, Values<long>(SqlTypes.BigInt, (a, row) => PartOf(part, Value<MonthDayNanosecondInterval>(a[0], row))), canFail: true);

    /// <summary>The seconds of an interval.</summary>
    public static ScalarOverload SecondsOverload() =>
        ScalarOverload.Of([SqlTypes.Interval], SqlTypes.Double, Values<double>(SqlTypes.Double, (a, row) => Seconds(Value<MonthDayNanosecondInterval>(a[0], row))));

    /// <summary>An interval cut off to a unit.</summary>
    public static ColumnVector Truncate(ReadOnlySpan<ColumnVector> arguments, int length, EvaluationContext context) =>
        Values<MonthDayNanosecondInterval>(SqlTypes.Interval, (a, row) => Cut(TimeUnitNames.Of(Bytes(a[0], row)), Value<MonthDayNanosecondInterval>(a[1], row)))(arguments, length, context);

    /// <summary>Sums with times of day.</summary>
    public static IEnumerable<ScalarOverload> Additions() =>
    [
        TimeAndInterval(1),
        ScalarOverload.Of([SqlTypes.Interval, SqlTypes.Time], SqlTypes.Time, Values<long>(SqlTypes.Time, (a, row) => Moved(Value<long>(a[1], row), Value<MonthDayNanosecondInterval>(a[0], row), 1))),
        ScalarOverload.Of([SqlTypes.Date, SqlTypes.Time], SqlTypes.Timestamp, Values<long>(SqlTypes.Timestamp, (a, row) => At(Value<int>(a[0], row), Value<long>(a[1], row))), canFail: true),
        ScalarOverload.Of([SqlTypes.Time, SqlTypes.Date], SqlTypes.Timestamp, Values<long>(SqlTypes.Timestamp, (a, row) => At(Value<int>(a[1], row), Value<long>(a[0], row))), canFail: true),
    ];

    /// <summary>A time of day moved by an interval: round the clock, whatever the days and months.</summary>
    public static ScalarOverload TimeAndInterval(int sign) => ScalarOverload.Of(
        [SqlTypes.Time, SqlTypes.Interval], SqlTypes.Time, Values<long>(SqlTypes.Time, (a, row) => Moved(Value<long>(a[0], row), Value<MonthDayNanosecondInterval>(a[1], row), sign)));

    /// <summary>Products with fractions.</summary>
    public static IEnumerable<ScalarOverload> Multiplications() =>
    [
        ScalarOverload.Of([SqlTypes.Interval, SqlTypes.Double], SqlTypes.Interval, Values<MonthDayNanosecondInterval>(SqlTypes.Interval, (a, row) => Scaled(Value<MonthDayNanosecondInterval>(a[0], row), Value<double>(a[1], row))), canFail: true),
        ScalarOverload.Of([SqlTypes.Double, SqlTypes.Interval], SqlTypes.Interval, Values<MonthDayNanosecondInterval>(SqlTypes.Interval, (a, row) => Scaled(Value<MonthDayNanosecondInterval>(a[1], row), Value<double>(a[0], row))), canFail: true),
    ];

    /// <summary>The quotient by a number.</summary>
    public static ScalarOverload Division() => ScalarOverload.Of(
        [SqlTypes.Interval, SqlTypes.Double], SqlTypes.Interval, Values<MonthDayNanosecondInterval>(SqlTypes.Interval, (a, row) => Value<double>(a[1], row) is var divisor and not 0
            ? Scaled(Value<MonthDayNanosecondInterval>(a[0], row), divisor, divides: true)
            : throw new RerunException("Division of an INTERVAL by zero.", RerunErrorCode.DivisionByZero)), canFail: true);

    private static double Seconds(MonthDayNanosecondInterval interval) =>
        (interval.Months / 12 * SecondsOfYear) + (interval.Months % 12 * SecondsOfMonth) + (interval.Days * 86_400.0) + (interval.Nanoseconds / 1e9);

    private static long PartOf(DatePart part, MonthDayNanosecondInterval interval) => part switch
    {
        DatePart.Millennium => interval.Months / 12_000,
        DatePart.Century => interval.Months / 1_200,
        DatePart.Decade => interval.Months / 120,
        DatePart.Year => interval.Months / 12,
        DatePart.Quarter => (interval.Months % 12 / 3) + 1,
        DatePart.Month => interval.Months % 12,
        DatePart.Day => interval.Days,
        DatePart.Hour => interval.Nanoseconds / Calendar.Hour,
        DatePart.Minute => interval.Nanoseconds % Calendar.Hour / Calendar.Minute,
        DatePart.Second => interval.Nanoseconds % Calendar.Minute / Calendar.Second,
        DatePart.Millisecond => interval.Nanoseconds % Calendar.Minute / 1_000_000,
        DatePart.Microsecond => interval.Nanoseconds % Calendar.Minute / 1_000,
        DatePart.Nanosecond => interval.Nanoseconds % Calendar.Minute,
        DatePart.Epoch => (long)Math.Floor(Seconds(interval)),
        _ => throw new RerunException($"An interval has no {part}.", RerunErrorCode.InvalidArgument),
    };

    private static MonthDayNanosecondInterval Cut(DatePart unit, MonthDayNanosecondInterval interval)
    {
        var months = TimeUnitNames.MonthsIn(unit);
        var width = TimeUnitNames.NanosecondsIn(unit);
        return months > 0 ? new MonthDayNanosecondInterval(interval.Months / months * months, 0, 0)
            : unit == DatePart.Day ? new MonthDayNanosecondInterval(interval.Months, interval.Days, 0)
            : width > 0 && unit != DatePart.Week ? new MonthDayNanosecondInterval(interval.Months, interval.Days, interval.Nanoseconds / width * width)
            : throw new RerunException($"An interval cannot be cut off to {unit}.", RerunErrorCode.InvalidArgument);
    }

    private static long Moved(long time, MonthDayNanosecondInterval interval, int sign) =>
        Calendar.FloorModulo(time + (sign * (interval.Nanoseconds % Calendar.Day)), Calendar.Day);

    private static long At(int day, long time) => ((Int128)day * Calendar.Day) + time is var total && total == (long)total
        ? (long)total
        : throw new RerunException("The time is out of range: timestamps of nanoseconds reach from 1677 to 2262.", RerunErrorCode.ValueOutOfRange);

    // Fractions of months become days, fractions of days what is less.
    // Parts of a month are days of thirty, parts of a day time; what binary fractions leave of whole ones is rounded away, as in PostgreSQL.
    private static MonthDayNanosecondInterval Scaled(MonthDayNanosecondInterval interval, double factor, bool divides = false)
    {
        var months = Of(interval.Months);
        var wholeMonths = Math.Truncate(months);
        var monthDays = Math.Round((months - wholeMonths) * 30, 6);
        var days = Of(interval.Days);
        var seconds = Math.Round((days - Math.Truncate(days) + monthDays - Math.Truncate(monthDays)) * 86_400, 9);
        var moreDays = Math.Truncate(seconds / 86_400);
        var wholeDays = Math.Truncate(days) + Math.Truncate(monthDays) + moreDays;
        return Math.Abs(wholeMonths) < int.MaxValue && Math.Abs(wholeDays) < int.MaxValue
            && IntervalMath.TryRound(Of(interval.Nanoseconds) + ((seconds - (moreDays * 86_400)) * Calendar.Second), out var rest)
            ? new MonthDayNanosecondInterval((int)wholeMonths, (int)wholeDays, rest)
            : throw new RerunException("The interval is out of range.", RerunErrorCode.ValueOutOfRange);

        double Of(double value) => divides ? value / factor : value * factor;
    }
}
