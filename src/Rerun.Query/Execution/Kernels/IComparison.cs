using System.Numerics;
using System.Runtime.Intrinsics;

namespace Rerun.Query.Execution.Kernels;

/// <summary>
/// A comparison of two values of one type. NaN equals itself and is greater than every number; -0.0 equals 0.0.
/// </summary>
internal interface IComparison
{
    /// <summary>Whether it holds for an outcome of <see cref="IComparable{T}.CompareTo"/>.</summary>
    static abstract bool Holds(int order);

    /// <summary>Compares two values.</summary>
    static abstract bool Compare<T>(T left, T right)
        where T : unmanaged, INumber<T>;

    /// <summary>Compares lane by lane; a lane that holds is all ones.</summary>
    static abstract Vector256<T> Compare<T>(Vector256<T> left, Vector256<T> right)
        where T : unmanaged, INumber<T>;

    /// <summary>Compares 64 booleans.</summary>
    static abstract ulong Compare(ulong left, ulong right);
}
