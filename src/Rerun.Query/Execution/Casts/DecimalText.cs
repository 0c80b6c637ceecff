using System.Globalization;
using System.Numerics;

namespace Rerun.Query.Execution.Casts;

/// <summary>Reads numbers as their digits and the place of the point, so that none is lost.</summary>
internal static class DecimalText
{
    private const int MostCharacters = 400;

    /// <summary>The number that a text says: the digits, and how many of them stand behind the point, which may be negative.</summary>
    public static bool TryRead(string text, out BigInteger unscaled, out int scale)
    {
        unscaled = default;
        scale = 0;
        var parts = text.Trim().Split(['e', 'E']);
        var exponent = 0;
        if (parts.Length > 2
            || (parts.Length == 2 && (!int.TryParse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent) || Math.Abs(exponent) > MostCharacters)))
        {
            return false;
        }

        var point = parts[0].IndexOf('.', StringComparison.Ordinal);
        var digits = point < 0 ? parts[0] : parts[0].Remove(point, 1);
        scale = (point < 0 ? 0 : parts[0].Length - point - 1) - exponent;
        return digits.Length <= MostCharacters && BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out unscaled);
    }

    /// <summary>A number as text: its digits with the point in its place.</summary>
    public static string Format(BigInteger unscaled, int scale)
    {
        var digits = BigInteger.Abs(unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        return (unscaled.Sign < 0 ? "-" : "") + (scale == 0 ? digits : $"{digits[..^scale]}.{digits[^scale..]}");
    }

    /// <summary>The digits of a number at another scale; half of the last kept digit rounds away from zero, as round() does.</summary>
    public static BigInteger Rescale(BigInteger unscaled, int from, int to)
    {
        if (to >= from)
        {
            return unscaled * BigInteger.Pow(10, to - from);
        }

        var divisor = BigInteger.Pow(10, from - to);
        var half = divisor / 2;
        return (unscaled + (unscaled.Sign < 0 ? -half : half)) / divisor;
    }
}
