using System.Numerics;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Execution.Kernels;

/// <summary>The powers of ten that decimals need.</summary>
internal static class PowersOfTen
{
    private static readonly Int128[] Narrow = NarrowPowers();
    private static readonly BigInteger[] Wide = WidePowers();

    /// <summary>10 to a power of at most 38.</summary>
    public static Int128 Of(int exponent) => Narrow[exponent];

    /// <summary>10 to a power of at most 152.</summary>
    public static BigInteger WideOf(int exponent) => Wide[exponent];

    private static Int128[] NarrowPowers()
    {
        var powers = new Int128[DecimalTypes.MostNarrow + 1];
        powers[0] = 1;
        for (var i = 1; i < powers.Length; i++)
        {
            powers[i] = powers[i - 1] * 10;
        }

        return powers;
    }

    private static BigInteger[] WidePowers()
    {
        var powers = new BigInteger[(DecimalTypes.Most * 2) + 1];
        powers[0] = 1;
        for (var i = 1; i < powers.Length; i++)
        {
            powers[i] = powers[i - 1] * 10;
        }

        return powers;
    }
}
