using System.Numerics;
using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>An array of decimal numbers in 64 bits.</summary>
public sealed class Decimal64Array : FixedSizeBinaryArray
{
    /// <summary>The array over some data.</summary>
    /// <exception cref="ArgumentException">The data is of another type or too short.</exception>
    public Decimal64Array(ArrayData data)
        : base(data, ArrowTypeId.Decimal64)
    {
    }

    /// <summary>The number of decimal digits.</summary>
    public int Precision => ((Decimal64Type)Data.DataType).Precision;

    /// <summary>The number of digits behind the point.</summary>
    public int Scale => ((Decimal64Type)Data.DataType).Scale;

    /// <summary>The integer that, divided by ten to the power of <see cref="Scale"/>, is the value at a position; null for a null.</summary>
    public BigInteger? GetUnscaled(int index) => IsValid(index) ? new BigInteger(GetBytes(index)) : null;

    /// <summary>The value at a position, or null.</summary>
    /// <exception cref="OverflowException">The value is out of the range of <see cref="decimal"/>.</exception>
    public decimal? GetValue(int index) => GetUnscaled(index) is { } unscaled ? DecimalText.ToDecimal(unscaled, Scale) : null;

    /// <summary>The value at a position in exact decimal digits, or null.</summary>
    public string? GetString(int index) => GetUnscaled(index) is { } unscaled ? DecimalText.Format(unscaled, Scale) : null;
}
