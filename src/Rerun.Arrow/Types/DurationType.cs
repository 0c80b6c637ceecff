namespace Rerun.Arrow.Types;

/// <summary>Spans of time as 64-bit counts.</summary>
public sealed class DurationType : TimeBasedType
{
    /// <summary>Seconds.</summary>
    public static readonly DurationType Second = new(TimeUnit.Second);

    /// <summary>Milliseconds.</summary>
    public static readonly DurationType Millisecond = new(TimeUnit.Millisecond);

    /// <summary>Microseconds.</summary>
    public static readonly DurationType Microsecond = new(TimeUnit.Microsecond);

    /// <summary>Nanoseconds.</summary>
    public static readonly DurationType Nanosecond = new(TimeUnit.Nanosecond);

    /// <summary>A type that counts a unit.</summary>
    public DurationType(TimeUnit unit)
        : base(unit)
    {
    }

    /// <inheritdoc/>
    public override ArrowTypeId TypeId => ArrowTypeId.Duration;

    /// <inheritdoc/>
    public override string Name => "duration";

    /// <inheritdoc/>
    public override int BitWidth => 64;

    /// <summary>The type that counts a unit.</summary>
    public static DurationType FromTimeUnit(TimeUnit unit) => unit switch
    {
        TimeUnit.Second => Second,
        TimeUnit.Millisecond => Millisecond,
        TimeUnit.Microsecond => Microsecond,
        TimeUnit.Nanosecond => Nanosecond,
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "There is no such unit of time."),
    };
}
