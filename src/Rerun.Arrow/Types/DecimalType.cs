namespace Rerun.Arrow.Types;

/// <summary>Decimal numbers: a two's complement integer, little-endian, times a power of ten.</summary>
public abstract class DecimalType : FixedSizeBinaryType
{
    private protected DecimalType(int byteWidth, int precision, int scale)
        : base(byteWidth)
    {
        Precision = precision;
        Scale = scale;
    }

    /// <summary>The number of decimal digits.</summary>
    public int Precision { get; }

    /// <summary>The number of digits behind the point; negative for multiples of powers of ten.</summary>
    public int Scale { get; }

    /// <inheritdoc/>
    public sealed override string ToString() => $"{Name}({Precision}, {Scale})";
}
