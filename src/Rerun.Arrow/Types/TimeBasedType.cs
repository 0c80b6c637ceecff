namespace Rerun.Arrow.Types;

/// <summary>A type that counts a unit of time.</summary>
public abstract class TimeBasedType : FixedWidthType
{
    private protected TimeBasedType(TimeUnit unit)
    {
        if (unit is < TimeUnit.Second or > TimeUnit.Nanosecond)
        {
            throw new ArgumentOutOfRangeException(nameof(unit), unit, "There is no such unit of time.");
        }

        Unit = unit;
    }

    /// <summary>What the numbers count.</summary>
    public TimeUnit Unit { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}[{UnitName}]";

    private protected string UnitName => Unit switch
    {
        TimeUnit.Second => "s",
        TimeUnit.Millisecond => "ms",
        TimeUnit.Microsecond => "us",
        _ => "ns",
    };
}
