namespace Rerun.Arrow.Types;

/// <summary>Decimal numbers in 32 bits.</summary>
public sealed class Decimal32Type : DecimalType
{
    /// <summary>A type with a precision and a scale.</summary>
    /// <param name="precision">The number of decimal digits.</param>
    /// <param name="scale">The number of digits behind the point.</param>
    public Decimal32Type(int precision, int scale)
        : base(4, precision, scale)
    {
    }

    /// <inheritdoc/>
    public override ArrowTypeId TypeId => ArrowTypeId.Decimal32;

    /// <inheritdoc/>
    public override string Name => "decimal32";
}
