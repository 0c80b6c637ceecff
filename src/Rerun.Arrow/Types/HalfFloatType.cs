namespace Rerun.Arrow.Types;

/// <summary>16-bit floating point numbers.</summary>
public sealed class HalfFloatType : FloatingPointType
{
    /// <summary>The type.</summary>
    public static readonly HalfFloatType Default = new();

    /// <inheritdoc/>
    public override ArrowTypeId TypeId => ArrowTypeId.HalfFloat;

    /// <inheritdoc/>
    public override string Name => "halffloat";

    /// <inheritdoc/>
    public override int BitWidth => 16;
}
