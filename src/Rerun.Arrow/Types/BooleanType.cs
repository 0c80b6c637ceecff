namespace Rerun.Arrow.Types;

/// <summary>True or false, one bit per value.</summary>
public sealed class BooleanType : FixedWidthType
{
    /// <summary>The type.</summary>
    public static readonly BooleanType Default = new();

    /// <inheritdoc/>
    public override ArrowTypeId TypeId => ArrowTypeId.Boolean;

    /// <inheritdoc/>
    public override string Name => "bool";

    /// <inheritdoc/>
    public override int BitWidth => 1;
}
