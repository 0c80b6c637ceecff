namespace Rerun.Arrow.Types;

/// <summary>Unsigned 16-bit integers.</summary>
public sealed class UInt16Type : IntegralType
{
    /// <summary>The type.</summary>
    public static readonly UInt16Type Default = new();

    /// <inheritdoc/>
    public override ArrowTypeId TypeId => ArrowTypeId.UInt16;

    /// <inheritdoc/>
    public override string Name => "uint16";

    /// <inheritdoc/>
    public override int BitWidth => 16;

    /// <inheritdoc/>
    public override bool IsSigned => false;
}
