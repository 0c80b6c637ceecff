namespace Rerun.Arrow.Types;

/// <summary>Decimal numbers in 128 bits.</summary>
public sealed class Decimal128Type : DecimalType
{
    /// <summary>A type with a precision and a scale.</summary>
    /// <param name="precision">The number of decimal digits.</param>
    /// <param name="scale">The number of digits behind the point.</param>
    public Decimal128Type(int precision, int scale)
        : base(16, precision, scale)
    {
    }

    /// <inheritdoc/>
    public override ArrowTypeId TypeId => ArrowTypeId.Decimal128;

    /// <inheritdoc/>
    public override string Name => "decimal128";
}
