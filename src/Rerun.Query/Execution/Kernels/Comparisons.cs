using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Rerun.Query.Execution.Kernels;

/// <summary>The six comparisons.</summary>
internal static class Comparisons
{
    /// <summary><c>=</c></summary>
    public readonly struct Equal : IComparison
    {
        /// <inheritdoc/>
        public static bool Holds(int order) => order == 0;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static bool Compare<T>(T left, T right)
            where T : unmanaged, INumber<T> => TotalOrder.Equal(left, right);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Compare<T>(Vector256<T> left, Vector256<T> right)
            where T : unmanaged, INumber<T> => TotalOrder.Equal(left, right);

        /// <inheritdoc/>
        public static ulong Compare(ulong left, ulong right) => ~(left ^ right);
    }

    /// <summary><c>&lt;&gt;</c></summary>
    public readonly struct NotEqual : IComparison
    {
        /// <inheritdoc/>
        public static bool Holds(int order) => order != 0;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static bool Compare<T>(T left, T right)
            where T : unmanaged, INumber<T> => !TotalOrder.Equal(left, right);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Compare<T>(Vector256<T> left, Vector256<T> right)
            where T : unmanaged, INumber<T> => ~TotalOrder.Equal(left, right);

        /// <inheritdoc/>
        public static ulong Compare(ulong left, ulong right) => left ^ right;
    }

    /// <summary><c>&lt;</c></summary>
    public readonly struct Less : IComparison
    {
        /// <inheritdoc/>
        public static bool Holds(int order) => order < 0;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static bool Compare<T>(T left, T right)
            where T : unmanaged, INumber<T> => TotalOrder.Less(left, right);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Compare<T>(Vector256<T> left, Vector256<T> right)
            where T : unmanaged, INumber<T> => TotalOrder.Less(left, right);

        /// <inheritdoc/>
        public static ulong Compare(ulong left, ulong right) => ~left & right;
    }

    /// <summary><c>&lt;=</c></summary>
    public readonly struct LessOrEqual : IComparison
    {
        /// <inheritdoc/>
        public static bool Holds(int order) => order <= 0;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static bool Compare<T>(T left, T right)
            where T : unmanaged, INumber<T> => !TotalOrder.Less(right, left);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Compare<T>(Vector256<T> left, Vector256<T> right)
            where T : unmanaged, INumber<T> => ~TotalOrder.Less(right, left);

        /// <inheritdoc/>
        public static ulong Compare(ulong left, ulong right) => ~left | right;
    }

    /// <summary><c>&gt;</c></summary>
    public readonly struct Greater : IComparison
    {
        /// <inheritdoc/>
        public static bool Holds(int order) => order > 0;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static bool Compare<T>(T left, T right)
            where T : unmanaged, INumber<T> => TotalOrder.Less(right, left);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Compare<T>(Vector256<T> left, Vector256<T> right)
            where T : unmanaged, INumber<T> => TotalOrder.Less(right, left);

        /// <inheritdoc/>
        public static ulong Compare(ulong left, ulong right) => left & ~right;
    }

    /// <summary><c>&gt;=</c></summary>
    public readonly struct GreaterOrEqual : IComparison
    {
        /// <inheritdoc/>
        public static bool Holds(int order) => order >= 0;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static bool Compare<T>(T left, T right)
            where T : unmanaged, INumber<T> => !TotalOrder.Less(left, right);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Compare<T>(Vector256<T> left, Vector256<T> right)
            where T : unmanaged, INumber<T> => ~TotalOrder.Less(left, right);

        /// <inheritdoc/>
        public static ulong Compare(ulong left, ulong right) => left | ~right;
    }
}
