namespace Rerun.Arrow.Types;

/// <summary>Times of day as 64-bit counts of microseconds or nanoseconds since midnight.</summary>
public sealed class Time64Type : TimeBasedType
{
    /// <summary>The type that counts nanoseconds.</summary>
    public static readonly Time64Type Default = new();

    /// <summary>A type that counts microseconds or nanoseconds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The unit is another.</exception>
    public Time64Type(TimeUnit unit = TimeUnit.Nanosecond)
        : base(unit)
    {
        if (!(unit is TimeUnit.Microsecond or TimeUnit.Nanosecond))
        {
            throw new ArgumentOutOfRangeException(nameof(unit), unit, "Time64 counts microseconds or nanoseconds.");
        }
    }

    /// <inheritdoc/>
    public override ArrowTypeId TypeId => ArrowTypeId.Time64;

    /// <inheritdoc/>
    public override string Name => "time64";

    /// <inheritdoc/>
    public override int BitWidth => 64;
}
