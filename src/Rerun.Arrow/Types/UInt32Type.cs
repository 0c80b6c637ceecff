namespace Rerun.Arrow.Types;

/// <summary>Unsigned 32-bit integers.</summary>
public sealed class UInt32Type : IntegralType
{
    /// <summary>The type.</summary>
    public static readonly UInt32Type Default = new();

    /// <inheritdoc/>
    public override ArrowTypeId TypeId => ArrowTypeId.UInt32;

    /// <inheritdoc/>
    public override string Name => "uint32";

    /// <inheritdoc/>
    public override int BitWidth => 32;

    /// <inheritdoc/>
    public override bool IsSigned => false;
}
