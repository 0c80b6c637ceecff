using System.Numerics;

namespace Rerun.Query.Execution.Kernels;

/// <summary>An operation on two numbers of one type. Integers throw the framework's exceptions on overflow and division by zero.</summary>
internal interface IArithmetic
{
    /// <summary>Computes one value.</summary>
    static abstract T Compute<T>(T left, T right)
        where T : unmanaged, INumber<T>;

    /// <summary>Computes several floating-point values at once.</summary>
    static abstract Vector<T> Compute<T>(Vector<T> left, Vector<T> right)
        where T : unmanaged, INumber<T>;

    /// <summary>Whether several floating-point values can be computed at once.</summary>
    static abstract bool IsWide { get; }
}
