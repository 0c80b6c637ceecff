using System.Numerics;
using System.Runtime.CompilerServices;

namespace Rerun.Query.Execution.Kernels;

/// <summary>The operations of arithmetic.</summary>
internal static class Arithmetic
{
    /// <summary>Addition.</summary>
    public readonly struct Add : IArithmetic
    {
        /// <inheritdoc/>
        public static bool IsWide => true;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Compute<T>(T left, T right)
            where T : unmanaged, INumber<T> => checked(left + right);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Compute<T>(Vector<T> left, Vector<T> right)
            where T : unmanaged, INumber<T> => left + right;
    }

    /// <summary>Subtraction.</summary>
    public readonly struct Subtract : IArithmetic
    {
        /// <inheritdoc/>
        public static bool IsWide => true;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Compute<T>(T left, T right)
            where T : unmanaged, INumber<T> => checked(left - right);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Compute<T>(Vector<T> left, Vector<T> right)
            where T : unmanaged, INumber<T> => left - right;
    }

    /// <summary>Multiplication.</summary>
    public readonly struct Multiply : IArithmetic
    {
        /// <inheritdoc/>
        public static bool IsWide => true;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Compute<T>(T left, T right)
            where T : unmanaged, INumber<T> => checked(left * right);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Compute<T>(Vector<T> left, Vector<T> right)
            where T : unmanaged, INumber<T> => left * right;
    }

    /// <summary>Division: truncating for integers, IEEE for floating-point numbers.</summary>
    public readonly struct Divide : IArithmetic
    {
        /// <inheritdoc/>
        public static bool IsWide => true;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Compute<T>(T left, T right)
            where T : unmanaged, INumber<T> => checked(left / right);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Compute<T>(Vector<T> left, Vector<T> right)
            where T : unmanaged, INumber<T> => left / right;
    }

    /// <summary>Division that cuts the fraction off, for all numbers.</summary>
    public readonly struct IntegerDivide : IArithmetic
    {
        /// <inheritdoc/>
        public static bool IsWide => false;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Compute<T>(T left, T right)
            where T : unmanaged, INumber<T>
        {
            var quotient = checked(left / right);
            return TotalOrder.IsFloating<T>() ? T.CreateTruncating(Math.Truncate(double.CreateTruncating(quotient))) : quotient;
        }

        /// <inheritdoc/>
        public static Vector<T> Compute<T>(Vector<T> left, Vector<T> right)
            where T : unmanaged, INumber<T> => throw new NotSupportedException();
    }

    /// <summary>The remainder, with the sign of the dividend.</summary>
    public readonly struct Modulo : IArithmetic
    {
        /// <inheritdoc/>
        public static bool IsWide => false;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Compute<T>(T left, T right)
            where T : unmanaged, INumber<T>
        {
            // The processor faults on the least integer % -1, which is 0.
            return !TotalOrder.IsFloating<T>() && T.IsNegative(right) && T.IsZero(right + T.One) ? T.Zero : left % right;
        }

        /// <inheritdoc/>
        public static Vector<T> Compute<T>(Vector<T> left, Vector<T> right)
            where T : unmanaged, INumber<T> => throw new NotSupportedException();
    }
}
