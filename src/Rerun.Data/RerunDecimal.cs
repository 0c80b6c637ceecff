using System.Globalization;
using System.Numerics;

namespace Rerun.Data;

/// <summary>A decimal number of any width, exactly: <see cref="Unscaled"/> divided by ten to the power of <see cref="Scale"/>.</summary>
/// <param name="Unscaled">The digits.</param>
/// <param name="Scale">How many of them stand behind the point; negative for trailing zeros that are not stored.</param>
public readonly record struct RerunDecimal(BigInteger Unscaled, int Scale)
{
    /// <summary>The nearest <see cref="decimal"/>: digits beyond its 28 or 29 are rounded away.</summary>
    /// <exception cref="OverflowException">The number is too large.</exception>
    public decimal ToDecimal() => decimal.Parse(ToString(), NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>The nearest <see cref="double"/>.</summary>
    public double ToDouble() => double.Parse(ToString(), NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>All digits, with a point where <see cref="Scale"/> has it.</summary>
    public override string ToString()
    {
        var sign = Unscaled.Sign < 0 ? "-" : "";
        var digits = BigInteger.Abs(Unscaled).ToString(CultureInfo.InvariantCulture);
        if (Scale <= 0)
        {
            return Unscaled.IsZero ? "0" : sign + digits + new string('0', -Scale);
        }

        digits = digits.PadLeft(Scale + 1, '0');
        return $"{sign}{digits[..^Scale]}.{digits[^Scale..]}";
    }
}
