using System.Collections;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Query.Execution.Planning;
using Rerun.Query.Functions.Resolution;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;

namespace Rerun.Query.Binding;

/// <summary>Turns values of programs into typed constants.</summary>
internal static class ParameterValues
{
    private const long NanosecondsPerTick = 100;

    /// <summary>The value as a constant of its natural type, or of the type that the parameter asks for.</summary>
    /// <exception cref="RerunException">The value is of a kind that no column has.</exception>
    public static Constant ToConstant(QueryParameter parameter)
    {
        Constant value = Of(parameter.Value, parameter.Name);
        if (parameter.Type is not { } type || SqlTypes.Same(value.Type, type))
        {
            return value;
        }

        return value.Value is null ? new Constant(null, type) : (Constant)ConstantFolding.Fold(new Cast(value, type));
    }

    /// <summary>Where a value lies that is a time which clamps: -1 before all that columns hold, 1 behind it, 0 for all other values.</summary>
    public static int SideBeyond(object? value) => value switch
    {
        DateTime time => Side(Instant(time)),
        DateTimeOffset time => Side(Instant(time.UtcDateTime)),
        TimeSpan span => Side(Nanoseconds(span.Ticks)),
        _ => 0,
    };

    // Whole ticks never are the limits themselves.
    private static int Side(long nanoseconds) => nanoseconds switch
    {
        long.MinValue + 1 => -1,
        long.MaxValue => 1,
        _ => 0,
    };

    private static Constant Of(object? value, string? name) => value switch
    {
        null or DBNull => Constant.Null,
        Enum number => Of(Convert.ChangeType(number, number.GetTypeCode(), null), name),
        bool b => Constant.Of(b),
        sbyte n => new Constant((long)n, Int8Type.Default),
        short n => new Constant((long)n, Int16Type.Default),
        int n => new Constant((long)n, SqlTypes.Int),
        long n => new Constant(n, SqlTypes.BigInt),
        byte n => new Constant((ulong)n, UInt8Type.Default),
        ushort n => new Constant((ulong)n, UInt16Type.Default),
        uint n => new Constant((ulong)n, UInt32Type.Default),
        ulong n => new Constant(n, SqlTypes.UBigInt),
        Half n => new Constant((double)n, SqlTypes.Float),
        float n => new Constant((double)n, SqlTypes.Float),
        double n => new Constant(n, SqlTypes.Double),
        decimal n => Exact(n),
        Int128 n => Whole(n, name),
        UInt128 n => Whole(n, name),
        System.Numerics.BigInteger n => Whole(n, name),
        string text => new Constant(text, SqlTypes.Text),
        char c => new Constant(c.ToString(), SqlTypes.Text),
        Guid id => new Constant(id.ToByteArray(bigEndian: true), new FixedSizeBinaryType(16)),
        byte[] bytes => new Constant(bytes, SqlTypes.Blob),
        ReadOnlyMemory<byte> bytes => new Constant(bytes.ToArray(), SqlTypes.Blob),
        DateTime time => new Constant(Instant(time), SqlTypes.Timestamp),
        DateTimeOffset time => new Constant(Instant(time.UtcDateTime), SqlTypes.Timestamp),
        DateOnly day => new Constant((long)(day.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber), SqlTypes.Date),
        TimeOnly time => new Constant(time.Ticks * NanosecondsPerTick, SqlTypes.Time),
        TimeSpan span => new Constant(Nanoseconds(span.Ticks), SqlTypes.Duration),
        Arrow.Timestamp64 time => new Constant(time.Nanoseconds, SqlTypes.Timestamp),
        Arrow.Duration64 span => new Constant(span.Nanoseconds, SqlTypes.Duration),
        System.Numerics.Vector2 v => List(new[] { v.X, v.Y }, name),
        System.Numerics.Vector3 v => List(new[] { v.X, v.Y, v.Z }, name),
        System.Numerics.Vector4 v => List(new[] { v.X, v.Y, v.Z, v.W }, name),
        System.Numerics.Quaternion v => List(new[] { v.X, v.Y, v.Z, v.W }, name),
        long[] numbers => new Constant(Array.ConvertAll(numbers, number => (object?)number), new ListType(SqlTypes.BigInt)),
        KeyValuePair<object, object?>[] pairs => Map(pairs, name),
        IEnumerable items => List(items, name),
        _ => throw new RerunException($"The parameter {name} is a {value.GetType()}, which is no value of a column.", RerunErrorCode.InvalidArgument),
    };

    private static Constant Exact(decimal number)
    {
        int[] bits = decimal.GetBits(number);
        System.Numerics.BigInteger digits = new UInt128((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]);
        digits = number < 0 ? -digits : digits;
        return new Constant(digits, DecimalTypes.OfUnscaled(digits, number.Scale)!);
    }

    // Numbers that a BIGINT holds are BIGINT, so that they may count nanoseconds and frames as any others.
    private static Constant Whole(System.Numerics.BigInteger number, string? name) =>
        number >= long.MinValue && number <= long.MaxValue ? new Constant((long)number, SqlTypes.BigInt)
        : number.Sign > 0 && number <= ulong.MaxValue ? new Constant((ulong)number, SqlTypes.UBigInt)
        : DecimalTypes.OfUnscaled(number, 0) is { } type ? new Constant(number, type)
        : throw new RerunException($"The parameter {name} has more than {DecimalTypes.Most} digits.", RerunErrorCode.ValueOutOfRange);

    private static Constant Map(KeyValuePair<object, object?>[] pairs, string? name)
    {
        Constant keys = List(pairs.Select(pair => pair.Key), name);
        Constant values = List(pairs.Select(pair => pair.Value), name);
        var type = new MapType(((ListType)keys.Type).ValueDataType, ((ListType)values.Type).ValueDataType);
        return new Constant(((object?[])keys.Value!).Zip((object?[])values.Value!, (key, value) => (object?)new[] { key, value }).ToArray(), type);
    }

    private static Constant List(IEnumerable items, string? name)
    {
        var values = new List<Constant>();
        foreach (object? item in items)
        {
            values.Add(Of(item, name));
        }

        if (values is [{ Value: not null, Type: var type }, ..]
            && SqlTypes.Same(ImplicitCasts.Canonical(type), type)
            && values.TrueForAll(value => ReferenceEquals(value.Type, type)))
        {
            return new Constant(values.ConvertAll(value => value.Value).ToArray(), new ListType(type));
        }

        IArrowType element = PlanBuilder.CommonType([.. values.Select(value => (ScalarExpression)value)], "in one list");
        return new Constant(
            values.Select(value => ((Constant)ConstantFolding.Fold(PlanBuilder.Cast(value, element))).Value).ToArray(), new ListType(element));
    }

    // A time without kind is taken as UTC, as all times in recordings are.
    private static long Instant(DateTime time) =>
        Nanoseconds((time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : time).Ticks - DateTime.UnixEpoch.Ticks);

    // Times that 64 bits of nanoseconds cannot hold clamp: no data lies beyond them, so ranges stay right.
    private static long Nanoseconds(long ticks) => (long)Int128.Clamp((Int128)ticks * NanosecondsPerTick, long.MinValue + 1, long.MaxValue);
}
