using System.Reflection;

namespace Rerun.Data.Linq.Materialization;

/// <summary>What the program computes of decimals that the engine has summed up, as the engine divides decimals to 64-bit numbers.</summary>
internal static class Decimals
{
    public static readonly MethodInfo AverageMethod = typeof(Decimals).GetMethod(nameof(Average))!;

    /// <summary>The average of so many decimals; null of none.</summary>
    public static decimal? Average(decimal? sum, long count) => sum / count;
}
