using System.Runtime.CompilerServices;
using Rerun.Arrow.Types;

namespace Rerun.Data.Values;

/// <summary>Converts counts of a time unit to ticks of 100 ns and to nanoseconds. What is finer than a tick is cut off toward the past.</summary>
internal readonly struct TimeScale
{
    public const long UnixEpochTicks = 621_355_968_000_000_000;

    private readonly long _ticksPerUnit;
    private readonly long _nanosecondsPerUnit;

    public TimeScale(TimeUnit unit) => (_ticksPerUnit, _nanosecondsPerUnit) = unit switch
    {
        TimeUnit.Second => (TimeSpan.TicksPerSecond, 1_000_000_000L),
        TimeUnit.Millisecond => (TimeSpan.TicksPerMillisecond, 1_000_000L),
        TimeUnit.Microsecond => (TimeSpan.TicksPerMicrosecond, 1_000L),
        _ => (0, 1L),
    };

    public bool IsNanoseconds => _ticksPerUnit == 0;

    /// <exception cref="OverflowException">There are more ticks than 64 bits hold.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Ticks(long value)
    {
        if (_ticksPerUnit != 0)
        {
            return checked(value * _ticksPerUnit);
        }

        // Division truncates toward zero; the past is below.
        var ticks = value / 100;
        return ticks - (value < ticks * 100 ? 1 : 0);
    }

    /// <exception cref="OverflowException">There are more nanoseconds than 64 bits hold.</exception>
    public long Nanoseconds(long value) => checked(value * _nanosecondsPerUnit);
}
