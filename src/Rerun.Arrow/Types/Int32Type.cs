namespace Rerun.Arrow.Types;

/// <summary>Signed 32-bit integers.</summary>
public sealed class Int32Type : IntegralType
{
    /// <summary>The type.</summary>
    public static readonly Int32Type Default = new();

    /// <inheritdoc/>
    public override ArrowTypeId TypeId => ArrowTypeId.Int32;

    /// <inheritdoc/>
    public override string Name => "int32";

    /// <inheritdoc/>
    public override int BitWidth => 32;

    /// <inheritdoc/>
    public override bool IsSigned => true;
}
