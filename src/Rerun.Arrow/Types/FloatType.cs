namespace Rerun.Arrow.Types;

/// <summary>32-bit floating point numbers.</summary>
public sealed class FloatType : FloatingPointType
{
    /// <summary>The type.</summary>
    public static readonly FloatType Default = new();

    /// <inheritdoc/>
    public override ArrowTypeId TypeId => ArrowTypeId.Float;

    /// <inheritdoc/>
    public override string Name => "float";

    /// <inheritdoc/>
    public override int BitWidth => 32;
}
