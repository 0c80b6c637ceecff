using System.Linq.Expressions;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Query.Functions.Resolution;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;

namespace Rerun.Data.Linq.Translation;

/// <content>Members of times and spans. The engine keeps nanoseconds; ticks are cut off toward the past, as reading does it.</content>
internal sealed partial class ScalarTranslator
{
    private const long NanosecondsPerTick = 100;

    private static readonly Dictionary<string, string> TimeParts = new()
    {
        ["Year"] = "year", ["Month"] = "month", ["Day"] = "day", ["Hour"] = "hour", ["Minute"] = "minute", ["Second"] = "second",
        ["DayOfYear"] = "dayofyear", ["DayOfWeek"] = "dayofweek",
    };

    // Units by the second half of a name: AddHours, FromHours, TotalHours.
    private static readonly Dictionary<string, long> TicksOfUnits = new()
    {
        ["Days"] = TimeSpan.TicksPerDay, ["Hours"] = TimeSpan.TicksPerHour, ["Minutes"] = TimeSpan.TicksPerMinute, ["Seconds"] = TimeSpan.TicksPerSecond,
        ["Milliseconds"] = TimeSpan.TicksPerMillisecond, ["Microseconds"] = TimeSpan.TicksPerMicrosecond, ["Ticks"] = 1,
    };

    private static bool IsTime(Type type) => type == typeof(DateTime) || type == typeof(DateTimeOffset) || type == typeof(Timestamp64);

    private static bool IsSpan(Type type) => type == typeof(TimeSpan) || type == typeof(Duration64);

    private static bool IsTemporal(Type type) => IsTime(type) || IsSpan(type) || type == typeof(DateOnly) || type == typeof(TimeOnly);

    private ScalarExpression TimeMember(MemberExpression node, Type owner, string name)
    {
        ScalarExpression value = Value(node.Expression!);
        if (owner == typeof(Timestamp64) && name == nameof(Timestamp64.Nanoseconds))
        {
            return value.Type is TimestampType ? Nanoseconds(value) : value;
        }

        ScalarExpression? known = IsSpan(owner) ? SpanMember(value, owner, name)
            : owner == typeof(TimeOnly) ? ClockMember(value, name)
            : TimeParts.TryGetValue(name, out string? part) ? Number(builder.Call(part, Instant(value)))
            : owner == typeof(DateOnly) ? name == "DayNumber" ? Number(builder.Call("-", value, ConstantOf(DateOnly.MinValue, node))) : null
            : InstantMember(value, name, node);
        return known ?? throw Error(node, $"the engine knows no {owner.Name}.{name}.");
    }

    private ScalarExpression? InstantMember(ScalarExpression value, string name, Expression node) => name switch
    {
        "Date" => Day(value, node),
        "TimeOfDay" => builder.Call("-", value, Day(value, node)),
        "Millisecond" => Number(builder.Call("/", FloorModulo(Nanoseconds(value), 1_000_000_000), Constant.Of(1_000_000))),
        "Microsecond" => Number(builder.Call("/", FloorModulo(Nanoseconds(value), 1_000_000), Constant.Of(1_000))),
        "Nanosecond" => Number(builder.Call("*", builder.Call("/", FloorModulo(Nanoseconds(value), 1_000), Constant.Of(100)), Constant.Of(100))),
        "Ticks" or "UtcTicks" => builder.Call("+", Ticks(value), Constant.Of(DateTime.UnixEpoch.Ticks)),
        "UtcDateTime" or "DateTime" => value,
        _ => null,
    };

    private ScalarExpression? SpanMember(ScalarExpression value, Type owner, string name)
    {
        if (name == "Nanoseconds" && owner == typeof(Duration64))
        {
            return Nanoseconds(value);
        }

        if (name.StartsWith("Total", StringComparison.Ordinal) && TicksOfUnits.TryGetValue(name[5..], out long unit))
        {
            ScalarExpression count = owner == typeof(Duration64) ? Nanoseconds(value) : Ticks(value);
            return builder.Call("/", PlanBuilder.Cast(count, SqlTypes.Double), new Constant((double)(owner == typeof(Duration64) ? unit * NanosecondsPerTick : unit), SqlTypes.Double));
        }

        if (name == "Ticks")
        {
            return Ticks(value);
        }

        ScalarExpression Part(long ticks, long below) =>
            Number(builder.Call("%", builder.Call("/", Ticks(value), Constant.Of(ticks)), Constant.Of(below)));
        return name switch
        {
            "Days" => Number(builder.Call("/", Ticks(value), Constant.Of(TimeSpan.TicksPerDay))),
            "Hours" => Part(TimeSpan.TicksPerHour, 24),
            "Minutes" => Part(TimeSpan.TicksPerMinute, 60),
            "Seconds" => Part(TimeSpan.TicksPerSecond, 60),
            "Milliseconds" => Part(TimeSpan.TicksPerMillisecond, 1_000),
            "Microseconds" => Part(TimeSpan.TicksPerMicrosecond, 1_000),
            _ => null,
        };
    }

    private ScalarExpression? ClockMember(ScalarExpression value, string name) =>
        name is "Hour" or "Minute" or "Second" or "Millisecond" or "Microsecond" ? SpanMember(SinceMidnight(value), typeof(TimeSpan), name + "s")
        : name == "Ticks" ? Ticks(SinceMidnight(value))
        : null;

    private ScalarExpression TimeCall(MethodCallExpression node, Type owner, string name)
    {
        Expression[] operands = Operands(node);
        ScalarExpression? known = (name, operands) switch
        {
            ("Compare" or "CompareTo", [var one, var other]) => Compared(one, other),
            ("Add", [var time, var span]) => builder.Call("+", Value(time), Value(span)),
            ("Subtract", [var time, var other]) => builder.Call("-", Value(time), Value(other)),
            ("Multiply", [var span, var factor]) => builder.Call("*", Value(span), Value(factor)),
            ("Divide", [var span, var divisor]) => builder.Call("/", Value(span), Value(divisor)),
            ("Negate", [var span]) => builder.Call("-", Value(span)),
            ("Duration", [var span]) => Absolute(Value(span), node),
            ("AddMonths", [var time, var months]) => Added(Value(time), builder.Call("to_months", Value(months))),
            ("AddYears", [var time, var years]) => Added(Value(time), builder.Call("to_years", Value(years))),
            ("AddDays", [var day, var days]) when owner == typeof(DateOnly) => builder.Call("+", Value(day), Value(days)),
            ("FromDateTime", [var time]) when owner == typeof(DateOnly) => PlanBuilder.Cast(Value(time), SqlTypes.Date),
            ("FromDateTime", [var time]) when owner == typeof(TimeOnly) => PlanBuilder.Cast(Value(time), SqlTypes.Time),
            ("FromDateTime" or "FromDateTimeOffset" or "FromTimeSpan" or "ToDateTime" or "ToDateTimeOffset" or "ToTimeSpan" or "ToUniversalTime", [var time]) when owner != typeof(TimeOnly) => Value(time),
            ("SpecifyKind", [var time, ConstantExpression { Value: DateTimeKind.Utc or DateTimeKind.Unspecified }]) => Value(time),
            ("ToTimeSpan", [var clock]) => SinceMidnight(Value(clock)),
            ("FromTimeSpan", [var span]) => builder.Call("+", ConstantOf(TimeOnly.MinValue, node), Value(span)),
            ("ToDateTime", [var day, var clock]) => builder.Call("+", Instant(Value(day)), SinceMidnight(Value(clock))),
            ("ToUnixTimeSeconds", [var time]) => builder.Call("epoch_s", Value(time)),
            ("ToUnixTimeMilliseconds", [var time]) => builder.Call("epoch_ms", Value(time)),
            ("FromUnixTimeSeconds", [var seconds]) => builder.Call("to_timestamp", Value(seconds)),
            ("FromUnixTimeMilliseconds", [var milliseconds]) => builder.Call("make_timestamp_ms", Value(milliseconds)),
            (_, [var time, var count]) when name.StartsWith("Add", StringComparison.Ordinal) && TicksOfUnits.TryGetValue(name[3..], out long unit) =>
                builder.Call("+", Value(time), Span(count, unit, false)),
            (_, [var count]) when name.StartsWith("From", StringComparison.Ordinal) && owner == typeof(TimeSpan) && TicksOfUnits.TryGetValue(name[4..], out long unit) =>
                Span(count, unit, true),
            _ => null,
        };
        return known ?? throw Error(node, $"the engine has no function for {owner.Name}.{name}.");
    }

    // Made of one number; other constructors are code of the program.
    private ScalarExpression? MadeTime(NewExpression node) => (Type.GetTypeCode(node.Type), node.Arguments) switch
    {
        (_, [var count]) when node.Type == typeof(Timestamp64) => builder.Call("make_timestamp_ns", Value(count)),
        (_, [var count]) when node.Type == typeof(Duration64) => builder.Call("to_nanoseconds", Value(count)),
        (_, [var ticks]) when node.Type == typeof(TimeSpan) => Span(ticks, 1, true),
        (_, [var time]) when node.Type == typeof(DateTimeOffset) && time.Type == typeof(DateTime) => Value(time),
        (_, [var year, var month, var day]) when node.Type == typeof(DateOnly) && day.Type == typeof(int) => builder.Call("make_date", Value(year), Value(month), Value(day)),
        (_, [var year, var month, var day]) when node.Type == typeof(DateTime) && day.Type == typeof(int) => Instant(builder.Call("make_date", Value(year), Value(month), Value(day))),
        _ => null,
    };

    // So many of a unit, cut off to ticks as .NET does it: whole units and the rest apart where times are added, in one where spans are made.
    private ScalarExpression Span(Expression count, long unit, bool inOne)
    {
        ScalarExpression number = Value(count);
        if (count is UnaryExpression { NodeType: ExpressionType.Convert } convert && NumberType(convert.Operand.Type) is IntegralType)
        {
            number = Value(convert.Operand);
        }

        if (SqlTypes.IsInteger(number.Type))
        {
            return builder.Call("to_nanoseconds", builder.Call("*", PlanBuilder.Cast(number, SqlTypes.BigInt), Constant.Of(unit * NanosecondsPerTick)));
        }

        ScalarExpression Whole(ScalarExpression value) => PlanBuilder.Cast(value, SqlTypes.BigInt);
        ScalarExpression Times(ScalarExpression value) => Whole(builder.Call("*", value, new Constant((double)unit, SqlTypes.Double)));
        ScalarExpression ticks = inOne
            ? Times(number)
            : builder.Call(
                "+", builder.Call("*", Whole(builder.Call("trunc", number)), Constant.Of(unit)), Times(builder.Call("-", number, builder.Call("trunc", number))));
        return builder.Call("to_nanoseconds", builder.Call("*", ticks, Constant.Of(NanosecondsPerTick)));
    }

    private ScalarExpression Added(ScalarExpression time, ScalarExpression interval) => time.Type is Date32Type or Date64Type
        ? PlanBuilder.Cast(builder.Call("+", Instant(time), interval), SqlTypes.Date)
        : builder.Call("+", time, interval);

    private ScalarExpression Absolute(ScalarExpression span, Expression node) => PlanBuilder.Case(
        [new CaseArm(builder.Compare("<", span, ConstantOf(Duration64.Zero, node)), builder.Call("-", span))], span);

    private static ScalarExpression Instant(ScalarExpression value) => value.Type is TimestampType ? value : PlanBuilder.Cast(value, SqlTypes.Timestamp);

    private ScalarExpression Day(ScalarExpression time, Expression node) => builder.Call("date_trunc", ConstantOf("day", node), time);

    private ScalarExpression SinceMidnight(ScalarExpression clock) => builder.Call("-", clock, new Constant(0L, SqlTypes.Time));

    private ScalarExpression Nanoseconds(ScalarExpression value) => builder.Call("epoch_ns", value);

    private ScalarExpression Ticks(ScalarExpression value)
    {
        ScalarExpression count = Nanoseconds(value);
        return builder.Call("/", builder.Call("-", count, FloorModulo(count, NanosecondsPerTick)), Constant.Of(NanosecondsPerTick));
    }

    private ScalarExpression FloorModulo(ScalarExpression number, long divisor) =>
        builder.Call("%", builder.Call("+", builder.Call("%", number, Constant.Of(divisor)), Constant.Of(divisor)), Constant.Of(divisor));
}
