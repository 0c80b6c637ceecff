namespace Rerun.Arrow.Types;

/// <summary>Signed 16-bit integers.</summary>
public sealed class Int16Type : IntegralType
{
    /// <summary>The type.</summary>
    public static readonly Int16Type Default = new();

    /// <inheritdoc/>
    public override ArrowTypeId TypeId => ArrowTypeId.Int16;

    /// <inheritdoc/>
    public override string Name => "int16";

    /// <inheritdoc/>
    public override int BitWidth => 16;

    /// <inheritdoc/>
    public override bool IsSigned => true;
}
