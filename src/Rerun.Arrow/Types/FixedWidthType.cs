namespace Rerun.Arrow.Types;

/// <summary>A type whose values all take the same number of bits.</summary>
public abstract class FixedWidthType : ArrowType
{
    /// <summary>The bits of one value.</summary>
    public abstract int BitWidth { get; }

    /// <inheritdoc/>
    public sealed override bool IsFixedWidth => true;
}
