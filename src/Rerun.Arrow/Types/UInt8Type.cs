namespace Rerun.Arrow.Types;

/// <summary>Unsigned 8-bit integers.</summary>
public sealed class UInt8Type : IntegralType
{
    /// <summary>The type.</summary>
    public static readonly UInt8Type Default = new();

    /// <inheritdoc/>
    public override ArrowTypeId TypeId => ArrowTypeId.UInt8;

    /// <inheritdoc/>
    public override string Name => "uint8";

    /// <inheritdoc/>
    public override int BitWidth => 8;

    /// <inheritdoc/>
    public override bool IsSigned => false;
}
