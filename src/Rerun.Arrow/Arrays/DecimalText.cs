using System.Globalization;
using System.Numerics;

namespace Rerun.Arrow;

/// <summary>Turns an integer and a scale into a number.</summary>
internal static class DecimalText
{
    public static string Format(BigInteger unscaled, int scale)
    {
        var digits = BigInteger.Abs(unscaled).ToString(CultureInfo.InvariantCulture);
        var sign = unscaled.Sign < 0 ? "-" : "";
        if (scale <= 0)
        {
            return unscaled.IsZero ? "0" : sign + digits + new string('0', -scale);
        }

        digits = digits.PadLeft(scale + 1, '0');
        return $"{sign}{digits[..^scale]}.{digits[^scale..]}";
    }

    public static decimal ToDecimal(BigInteger unscaled, int scale)
    {
        if (scale < 0)
        {
            return (decimal)(unscaled * BigInteger.Pow(10, -scale));
        }

        if (scale <= 28)
        {
            // Up to 96 bits and scale 28 this is exact and keeps the trailing zeros.
            var whole = BigInteger.Abs(unscaled);
            if (whole >> 96 == 0)
            {
                return new decimal((int)(uint)(whole & uint.MaxValue), (int)(uint)((whole >> 32) & uint.MaxValue), (int)(uint)(whole >> 64), unscaled.Sign < 0, (byte)scale);
            }
        }

        return decimal.Parse(Format(unscaled, scale), CultureInfo.InvariantCulture);
    }
}
