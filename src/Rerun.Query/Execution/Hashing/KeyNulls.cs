using System.Runtime.CompilerServices;
using Rerun.Arrow;

namespace Rerun.Query.Execution.Hashing;

/// <summary>The nulls among keys.</summary>
internal static class KeyNulls
{
    /// <summary>The validity of some keys.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vectors.Validity Validity(ReadOnlySpan<bool> isNull, int start, int count)
    {
        var part = isNull.Slice(start, count);
        if (!part.Contains(true))
        {
            return default;
        }

        var bits = Vectors.NewArrays.Bitmap(count);
        for (var i = 0; i < count; i++)
        {
            BitUtility.SetBit(bits, i, !part[i]);
        }

        return Vectors.Validity.FromBits(bits, count);
    }
}
