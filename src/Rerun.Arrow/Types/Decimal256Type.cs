namespace Rerun.Arrow.Types;

/// <summary>Decimal numbers in 256 bits.</summary>
public sealed class Decimal256Type : DecimalType
{
    /// <summary>A type with a precision and a scale.</summary>
    /// <param name="precision">The number of decimal digits.</param>
    /// <param name="scale">The number of digits behind the point.</param>
    public Decimal256Type(int precision, int scale)
        : base(32, precision, scale)
    {
    }

    /// <inheritdoc/>
    public override ArrowTypeId TypeId => ArrowTypeId.Decimal256;

    /// <inheritdoc/>
    public override string Name => "decimal256";
}
