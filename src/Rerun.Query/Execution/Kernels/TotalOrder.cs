using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Rerun.Query.Execution.Kernels;

/// <summary>Equality and order in which NaN equals itself and is greater than every number. For integers this is plain comparison.</summary>
internal static class TotalOrder
{
    /// <summary>Whether two values are equal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Equal<T>(T left, T right)
        where T : unmanaged, INumber<T> => left == right || (IsFloating<T>() && T.IsNaN(left) && T.IsNaN(right));

    /// <summary>Whether the left value is less.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Less<T>(T left, T right)
        where T : unmanaged, INumber<T> => left < right || (IsFloating<T>() && T.IsNaN(right) && !T.IsNaN(left));

    /// <summary>Negative, zero or positive as the left value is less, equal or greater.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Compare<T>(T left, T right)
        where T : unmanaged, INumber<T> => Less(left, right) ? -1 : Less(right, left) ? 1 : 0;

    /// <summary>Whether lanes are equal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Equal<T>(Vector256<T> left, Vector256<T> right)
        where T : unmanaged
    {
        var equal = Vector256.Equals(left, right);
        return IsFloating<T>() ? equal | ~(Vector256.Equals(left, left) | Vector256.Equals(right, right)) : equal;
    }

    /// <summary>Whether lanes of the left are less.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Less<T>(Vector256<T> left, Vector256<T> right)
        where T : unmanaged
    {
        var less = Vector256.LessThan(left, right);
        return IsFloating<T>() ? less | (Vector256.Equals(left, left) & ~Vector256.Equals(right, right)) : less;
    }

    /// <summary>Whether the type has NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsFloating<T>() => typeof(T) == typeof(double) || typeof(T) == typeof(float) || typeof(T) == typeof(Half);
}
