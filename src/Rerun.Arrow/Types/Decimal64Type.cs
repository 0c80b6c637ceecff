namespace Rerun.Arrow.Types;

/// <summary>Decimal numbers in 64 bits.</summary>
public sealed class Decimal64Type : DecimalType
{
    /// <summary>A type with a precision and a scale.</summary>
    /// <param name="precision">The number of decimal digits.</param>
    /// <param name="scale">The number of digits behind the point.</param>
    public Decimal64Type(int precision, int scale)
        : base(8, precision, scale)
    {
    }

    /// <inheritdoc/>
    public override ArrowTypeId TypeId => ArrowTypeId.Decimal64;

    /// <inheritdoc/>
    public override string Name => "decimal64";
}
