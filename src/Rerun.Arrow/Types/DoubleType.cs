namespace Rerun.Arrow.Types;

/// <summary>64-bit floating point numbers.</summary>
public sealed class DoubleType : FloatingPointType
{
    /// <summary>The type.</summary>
    public static readonly DoubleType Default = new();

    /// <inheritdoc/>
    public override ArrowTypeId TypeId => ArrowTypeId.Double;

    /// <inheritdoc/>
    public override string Name => "double";

    /// <inheritdoc/>
    public override int BitWidth => 64;
}
