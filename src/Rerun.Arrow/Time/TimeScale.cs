using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>Converts between units of time: up exactly or not at all, down toward the past.</summary>
internal static class TimeScale
{
    public const long NanosecondsPerSecond = 1_000_000_000;
    public const long NanosecondsPerTick = 100;

    public static long NanosecondsPer(TimeUnit unit) => unit switch
    {
        TimeUnit.Second => NanosecondsPerSecond,
        TimeUnit.Millisecond => 1_000_000,
        TimeUnit.Microsecond => 1_000,
        TimeUnit.Nanosecond => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "There is no such unit of time."),
    };

    public static long FloorDivide(long value, long divisor)
    {
        var quotient = Math.DivRem(value, divisor, out var remainder);
        return remainder < 0 ? quotient - 1 : quotient;
    }

    public static long ToNanoseconds(long value, TimeUnit unit) => checked(value * NanosecondsPer(unit));

    public static long FromNanoseconds(long nanoseconds, TimeUnit unit) => FloorDivide(nanoseconds, NanosecondsPer(unit));

    /// <summary>Ticks of 100 ns, cut off toward the past.</summary>
    /// <exception cref="OverflowException">They do not fit.</exception>
    public static long ToTicks(long value, TimeUnit unit) =>
        unit == TimeUnit.Nanosecond ? FloorDivide(value, NanosecondsPerTick) : checked(value * (NanosecondsPer(unit) / NanosecondsPerTick));

    /// <summary>A unit's count from ticks, cut off toward the past.</summary>
    /// <exception cref="OverflowException">It does not fit.</exception>
    public static long FromTicks(long ticks, TimeUnit unit) =>
        unit == TimeUnit.Nanosecond ? checked(ticks * NanosecondsPerTick) : FloorDivide(ticks, NanosecondsPer(unit) / NanosecondsPerTick);
}
