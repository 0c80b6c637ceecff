using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Query.Execution.Kernels;
using Rerun.Query.Execution.Time;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;
using static Rerun.Query.Execution.Kernels.RowKernels;

namespace Rerun.Query.Functions.Scalar;

/// <summary>Times written and read by patterns, made of parts, and their ages; intervals brought into shape.</summary>
internal static class TimeTextFunctions
{
    private static readonly IArrowType TextType = SqlTypes.Text;

    /// <summary>The functions.</summary>
    public static IEnumerable<FunctionDefinition> All() =>
    [
        Declare.Scalar(FunctionFamily.Time, "to_char|strftime|date_format", "(time, pattern)", "The time as text: by a pattern with percent signs as in C's strftime, else as in PostgreSQL's to_char. Date and time may also stand in the other order.",
            ["to_char(TIMESTAMP '2024-05-06 07:08:09', 'DD.MM.YYYY HH24:MI') → 06.05.2024 07:08", "strftime(TIMESTAMP '2024-05-06 07:08:09', '%a %-d %b %Y, %H:%M:%S') → Mon 6 May 2024, 07:08:09"],
            ScalarOverload.Of([SqlTypes.Timestamp, TextType], TextType, Texts((a, row) => TimePattern.Of(Text(a[1], row)).Format(Value<long>(a[0], row))), canFail: true),
            ScalarOverload.Of([SqlTypes.Time, TextType], TextType, Texts((a, row) => TimePattern.Of(Text(a[1], row)).Format(Value<long>(a[0], row))), canFail: true),
            ScalarOverload.Of([TextType, SqlTypes.Timestamp], TextType, Texts((a, row) => TimePattern.Of(Text(a[0], row)).Format(Value<long>(a[1], row))), canFail: true)),
        Declare.Scalar(FunctionFamily.Time, "strptime", "(text, pattern)", "The time that a text means, by a pattern as for to_char.", ["strptime('06/05/2024 07:08', '%d/%m/%Y %H:%M') → 2024-05-06 07:08:00"], Reading(false)),
        Declare.Scalar(FunctionFamily.Time, "try_strptime", "(text, pattern)", "As strptime; NULL for a text that does not follow the pattern.", ["try_strptime('x', '%Y') → NULL"], Reading(true)),
        Declare.Scalar(FunctionFamily.Time, "to_date", "(text [, pattern])", "The date that a text means, by a pattern as for to_char.", ["to_date('06.05.2024', 'DD.MM.YYYY') → 2024-05-06"],
            ScalarOverload.Of([TextType, TextType], SqlTypes.Date, Values<int>(SqlTypes.Date, (a, row) => (int)Calendar.DayOf(Read(Text(a[0], row), Text(a[1], row)))), canFail: true)),
        Declare.Scalar(FunctionFamily.Time, "make_timestamp|make_timestamptz", "(year, month, day, hour, minute, seconds)", "A timestamp of its parts, or so many microseconds after 1970.", ["make_timestamp(2024, 5, 6, 7, 8, 9.5) → 2024-05-06 07:08:09.5"],
            ScalarOverload.Of([SqlTypes.BigInt], SqlTypes.Timestamp, Values<long>(SqlTypes.Timestamp, (a, row) => Math.BigMul(Value<long>(a[0], row), 1_000, out var time) == time >> 63 ? time : throw OutOfRange()), canFail: true),
            ScalarOverload.Of([.. Enumerable.Repeat(SqlTypes.BigInt, 5), SqlTypes.Double], SqlTypes.Timestamp, Values<long>(SqlTypes.Timestamp, (a, row) => OfParts(a, row)), canFail: true)),
        Declare.Scalar(FunctionFamily.Time, "make_time", "(hour, minute, seconds)", "A time of day of its parts.", ["make_time(7, 8, 9.5) → 07:08:09.5"],
            ScalarOverload.Of([SqlTypes.BigInt, SqlTypes.BigInt, SqlTypes.Double], SqlTypes.Time, Values<long>(SqlTypes.Time, (a, row) => TimeOfDay(Value<long>(a[0], row), Value<long>(a[1], row), Value<double>(a[2], row))), canFail: true)),
        Declare.Scalar(FunctionFamily.Time, "age", "(time [, earlier])", "How long a time is after another, or today's beginning after a time, in years, months, days and less.", ["age(TIMESTAMP '2024-05-06', TIMESTAMP '2023-03-31 12:00:00') → 1 year 1 month 5 days 12:00:00"], NullBehavior.Propagate, Volatility.Stable,
            ScalarOverload.Of([SqlTypes.Timestamp, SqlTypes.Timestamp], SqlTypes.Interval, Values<MonthDayNanosecondInterval>(SqlTypes.Interval, (a, row) => Age(Value<long>(a[0], row), Value<long>(a[1], row))), canFail: true),
            ScalarOverload.Of([SqlTypes.Timestamp], SqlTypes.Interval, (a, n, context) =>
            {
                var today = Calendar.DayOf(context.StatementTime) * Calendar.Day;
                return Values<MonthDayNanosecondInterval>(SqlTypes.Interval, (values, row) => Age(today, Value<long>(values[0], row)))(a, n, context);
            }, canFail: true)),
        Justify("justify_hours", "Hours beyond a day become days.", "justify_hours(INTERVAL '27 hours') → 1 day 03:00:00", hours: true, days: false),
        Justify("justify_days", "Days beyond 30 become months.", "justify_days(INTERVAL '35 days') → 1 month 5 days", hours: false, days: true),
        Justify("justify_interval", "Hours beyond a day become days, days beyond 30 months, and all have one sign.", "justify_interval(INTERVAL '1 month -1 hour') → 29 days 23:00:00", hours: true, days: true),
        Declare.Scalar(FunctionFamily.Time, "yearweek", "(time)", "The ISO year and week as one number.", ["yearweek(DATE '2024-05-06') → 202419"],
            ScalarOverload.Of([SqlTypes.Timestamp], SqlTypes.BigInt, Values<long>(SqlTypes.BigInt, (a, row) => Calendar.IsoWeekOf(Calendar.DayOf(Value<long>(a[0], row))) is var week ? (week.Year * 100) + week.Week : 0))),
        Declare.Scalar(FunctionFamily.Time, "era", "(time)", "1 of years after Christ, 0 of those before.", ["era(DATE '2024-05-06') → 1"],
            ScalarOverload.Of([SqlTypes.Timestamp], SqlTypes.BigInt, Values<long>(SqlTypes.BigInt, (a, row) => Calendar.DateOf(Calendar.DayOf(Value<long>(a[0], row))).Year > 0 ? 1 : 0))),
        Declare.Scalar(FunctionFamily.Time, "julian", "(time)", "The Julian day, which begins at midnight here, with the part of the day that has passed.", ["julian(TIMESTAMP '2024-05-06 12:00:00') → 2460437.5"],
            ScalarOverload.Of([SqlTypes.Timestamp], SqlTypes.Double, Values<double>(SqlTypes.Double, (a, row) => Calendar.JulianDay + Calendar.DayOf(Value<long>(a[0], row)) + (Calendar.FloorModulo(Value<long>(a[0], row), Calendar.Day) / (double)Calendar.Day)))),
        Declare.Scalar(FunctionFamily.Time, "to_unixtime|unix_timestamp", "(time)", "Whole seconds since 1970.", ["to_unixtime(TIMESTAMP '1970-01-01 00:00:01.5') → 1"],
            ScalarOverload.Of([SqlTypes.Timestamp], SqlTypes.BigInt, Values<long>(SqlTypes.BigInt, (a, row) => Calendar.FloorDivide(Value<long>(a[0], row), Calendar.Second)))),
        Declare.Scalar(FunctionFamily.Time, "to_utc_timestamp", "(local time, 'zone')", "The instant at which clocks of a zone show a time; of two the earlier. The reverse of AT TIME ZONE.", ["to_utc_timestamp(TIMESTAMP '2024-05-06 09:08:09', 'UTC') → 2024-05-06 09:08:09"],
            ScalarOverload.Of([SqlTypes.Timestamp, TextType], SqlTypes.Timestamp, Values<long>(SqlTypes.Timestamp, (a, row) => ToUtc(Value<long>(a[0], row), Text(a[1], row))), canFail: true)),
        Declare.Scalar(FunctionFamily.Time, "current_time|localtime|get_current_time", "()", "The time of day at which the statement began (UTC).", [], NullBehavior.Propagate, Volatility.Stable,
            ScalarOverload.Of([], SqlTypes.Time, (_, length, context) => ColumnVector.Constant(Constants.Of(SqlTypes.Time, Calendar.FloorModulo(context.StatementTime, Calendar.Day)), length))),
        Declare.Scalar(FunctionFamily.Time, "date_add|dateadd", "('unit', count, time)", "The time so many units later; with two arguments a time and an interval, added.", ["date_add('month', 1, DATE '2024-01-31') → 2024-02-29 00:00:00", "date_add(DATE '2024-05-06', INTERVAL '1 day') → 2024-05-07 00:00:00"],
            ScalarOverload.Of([TextType, SqlTypes.BigInt, SqlTypes.Timestamp], SqlTypes.Timestamp, Values<long>(SqlTypes.Timestamp, (a, row) => AddUnits(TimeUnitNames.Of(Bytes(a[0], row)), Value<long>(a[1], row), Value<long>(a[2], row))), canFail: true),
            ScalarOverload.Of([SqlTypes.Timestamp, SqlTypes.Interval], SqlTypes.Timestamp, Values<long>(SqlTypes.Timestamp, (a, row) => Value<MonthDayNanosecondInterval>(a[1], row) is var step ? Add(Value<long>(a[0], row), step.Months, step.Days, step.Nanoseconds) : 0), canFail: true)),
    ];

    /// <summary>Texts read by a pattern.</summary>
    /// <param name="isTry">Whether a text that does not follow the pattern is NULL.</param>
    public static ScalarOverload Reading(bool isTry) => ScalarOverload.Of(
        [TextType, TextType], SqlTypes.Timestamp,
        Values<long>(SqlTypes.Timestamp, (a, row) => isTry
            ? TimePattern.Of(Text(a[1], row)).TryParse(Text(a[0], row), out var time) ? time : null
            : Read(Text(a[0], row), Text(a[1], row))),
        canFail: true);

    private static long Read(string text, string pattern) => TimePattern.Of(pattern).TryParse(text, out var time)
        ? time
        : throw new RerunException($"'{text}' does not follow the pattern '{pattern}'.", RerunErrorCode.ValueOutOfRange);

    private static long OfParts(ReadOnlySpan<ColumnVector> parts, int row)
    {
        var (year, month, day) = (Value<long>(parts[0], row), Value<long>(parts[1], row), Value<long>(parts[2], row));
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > Calendar.DaysIn(year, (int)month))
        {
            throw new RerunException($"There is no date {year}-{month}-{day}.", RerunErrorCode.ValueOutOfRange);
        }

        var total = ((Int128)Calendar.DaysFrom(year, month, (int)day) * Calendar.Day) + TimeOfDay(Value<long>(parts[3], row), Value<long>(parts[4], row), Value<double>(parts[5], row));
        return total == (long)total ? (long)total : throw OutOfRange();
    }

    private static long TimeOfDay(long hour, long minute, double second) => hour is >= 0 and <= 23 && minute is >= 0 and <= 59 && second is >= 0 and < 60
        ? (hour * Calendar.Hour) + (minute * Calendar.Minute) + (long)Math.Round(second * 1e9)
        : throw new RerunException($"There is no time {hour}:{minute}:{second}.", RerunErrorCode.ValueOutOfRange);

    private static MonthDayNanosecondInterval Age(long later, long earlier)
    {
        var sign = later < earlier ? -1 : 1;
        (later, earlier) = later < earlier ? (earlier, later) : (later, earlier);
        var to = Calendar.DateOf(Calendar.DayOf(later));
        var from = Calendar.DateOf(Calendar.DayOf(earlier));
        long days = to.Day - from.Day;
        var rest = Calendar.FloorModulo(later, Calendar.Day) - Calendar.FloorModulo(earlier, Calendar.Day);
        if (rest < 0)
        {
            rest += Calendar.Day;
            days--;
        }

        // As in PostgreSQL: a month that is not over lends the days of the earlier time's month.
        long months = ((to.Year - from.Year) * 12L) + to.Month - from.Month;
        while (days < 0)
        {
            days += DateTime.DaysInMonth((int)from.Year, from.Month);
            months--;
        }

        return IntervalMath.TryMake(sign * months, sign * days, sign * rest, out var age) ? age : throw OutOfRange();
    }

    private static ScalarFunction Justify(string name, string summary, string example, bool hours, bool days) => Declare.Scalar(
        FunctionFamily.Time, name, "(interval)", summary, [example],
        ScalarOverload.Of([SqlTypes.Interval], SqlTypes.Interval, Values<MonthDayNanosecondInterval>(SqlTypes.Interval, (a, row) => Justified(Value<MonthDayNanosecondInterval>(a[0], row), hours, days)), canFail: true));

    private static MonthDayNanosecondInterval Justified(MonthDayNanosecondInterval interval, bool hours, bool days)
    {
        Int128 months = interval.Months;
        Int128 dayCount = interval.Days;
        Int128 rest = interval.Nanoseconds;
        if (hours && days)
        {
            var total = ValueComparer.LengthOf(interval);
            (months, total) = (total / (30 * (Int128)Calendar.Day), total % (30 * (Int128)Calendar.Day));
            (dayCount, rest) = (total / Calendar.Day, total % Calendar.Day);
        }
        else if (hours)
        {
            (dayCount, rest) = (dayCount + (rest / Calendar.Day), rest % Calendar.Day);
        }
        else
        {
            (months, dayCount) = (months + (dayCount / 30), dayCount % 30);
        }

        // The smaller part takes the sign of the larger.
        if (hours && dayCount != 0 && rest != 0 && Int128.Sign(dayCount) != Int128.Sign(rest))
        {
            (dayCount, rest) = (dayCount - Int128.Sign(dayCount), rest + (Int128.Sign(dayCount) * (Int128)Calendar.Day));
        }

        if (days && months != 0 && dayCount != 0 && Int128.Sign(months) != Int128.Sign(dayCount))
        {
            (months, dayCount) = (months - Int128.Sign(months), dayCount + (Int128.Sign(months) * 30));
        }

        return IntervalMath.TryMake(months, dayCount, rest, out var result) ? result : throw new RerunException("The interval is out of range.", RerunErrorCode.ValueOutOfRange);
    }

    private static long AddUnits(DatePart unit, long count, long time)
    {
        var months = (Int128)TimeUnitNames.MonthsIn(unit) * count;
        var width = TimeUnitNames.NanosecondsIn(unit);
        return months == 0 && width == 0 && count != 0
            ? throw new RerunException($"{unit} is no unit that can be added.", RerunErrorCode.InvalidArgument)
            : Int128.Abs(months) > 100_000 || (Int128)width * count is var more && more != (long)more ? throw OutOfRange() : Add(time, (long)months, 0, width * count);
    }

    private static long Add(long time, long months, long days, long nanoseconds) => Calendar.TryAdd(time, months, days, nanoseconds, out var result) ? result : throw OutOfRange();

    private static long ToUtc(long local, string zone)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var rules))
        {
            throw new RerunException($"There is no time zone '{zone}'.", RerunErrorCode.InvalidArgument);
        }

        // Of an hour that comes twice the library gives the offset of the second; of the two instants the earlier is taken.
        var clock = DateTime.SpecifyKind(DateTime.UnixEpoch.AddTicks(Calendar.FloorDivide(local, 100)), DateTimeKind.Unspecified);
        var offset = rules.IsAmbiguousTime(clock) ? rules.GetAmbiguousTimeOffsets(clock).Max() : rules.GetUtcOffset(clock);
        return Add(local, 0, 0, -offset.Ticks * 100);
    }

    private static RerunException OutOfRange() => new("The time is out of range: timestamps of nanoseconds reach from 1677 to 2262.", RerunErrorCode.ValueOutOfRange);
}
