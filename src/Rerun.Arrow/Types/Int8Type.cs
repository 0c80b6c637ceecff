namespace Rerun.Arrow.Types;

/// <summary>Signed 8-bit integers.</summary>
public sealed class Int8Type : IntegralType
{
    /// <summary>The type.</summary>
    public static readonly Int8Type Default = new();

    /// <inheritdoc/>
    public override ArrowTypeId TypeId => ArrowTypeId.Int8;

    /// <inheritdoc/>
    public override string Name => "int8";

    /// <inheritdoc/>
    public override int BitWidth => 8;

    /// <inheritdoc/>
    public override bool IsSigned => true;
}
