namespace Rerun.Arrow.Types;

/// <summary>Times of day as 32-bit counts of seconds or milliseconds since midnight.</summary>
public sealed class Time32Type : TimeBasedType
{
    /// <summary>The type that counts milliseconds.</summary>
    public static readonly Time32Type Default = new();

    /// <summary>A type that counts seconds or milliseconds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The unit is another.</exception>
    public Time32Type(TimeUnit unit = TimeUnit.Millisecond)
        : base(unit)
    {
        if (!(unit is TimeUnit.Second or TimeUnit.Millisecond))
        {
            throw new ArgumentOutOfRangeException(nameof(unit), unit, "Time32 counts seconds or milliseconds.");
        }
    }

    /// <inheritdoc/>
    public override ArrowTypeId TypeId => ArrowTypeId.Time32;

    /// <inheritdoc/>
    public override string Name => "time32";

    /// <inheritdoc/>
    public override int BitWidth => 32;
}
