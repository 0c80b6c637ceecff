using System.Numerics;
using System.Runtime.CompilerServices;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Execution.Kernels;

/// <summary>Arithmetic on whole columns of one type, flat or constant.</summary>
internal static class ArithmeticKernels
{
    /// <summary>The kernel of an operation; the result has the given type, which has the same layout as the operands'.</summary>
    public static ScalarKernel For<TOp>(IArrowType type)
        where TOp : struct, IArithmetic => type.TypeId switch
        {
            ArrowTypeId.Int32 or ArrowTypeId.Date32 => (arguments, length, _) => Integers<int, TOp>(arguments, length, type),
            ArrowTypeId.UInt64 => (arguments, length, _) => Integers<ulong, TOp>(arguments, length, type),
            ArrowTypeId.Float => (arguments, length, _) => Floats<float, TOp>(arguments, length, type),
            ArrowTypeId.Double => (arguments, length, _) => Floats<double, TOp>(arguments, length, type),
            _ => (arguments, length, _) => Integers<long, TOp>(arguments, length, type),
        };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ColumnVector Floats<T, TOp>(ReadOnlySpan<ColumnVector> arguments, int length, IArrowType type)
        where T : unmanaged, INumber<T>
        where TOp : struct, IArithmetic
    {
        var left = new FixedView<T>(arguments[0]);
        var right = new FixedView<T>(arguments[1]);
        var buffer = NewArrays.Buffer<T>(length, out var target);
        var row = 0;
        if (TOp.IsWide)
        {
            var leftConstant = left.IsConstant ? new Vector<T>(left[0]) : default;
            var rightConstant = right.IsConstant ? new Vector<T>(right[0]) : default;
            for (; row <= length - Vector<T>.Count; row += Vector<T>.Count)
            {
                var l = left.IsConstant ? leftConstant : new Vector<T>(left.Values[row..]);
                var r = right.IsConstant ? rightConstant : new Vector<T>(right.Values[row..]);
                TOp.Compute(l, r).CopyTo(target[row..]);
            }
        }

        for (; row < length; row++)
        {
            target[row] = TOp.Compute(left[row], right[row]);
        }

        return ColumnVector.Flat(NewArrays.Fixed(type, buffer, Validity.Intersect(arguments, length), length));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ColumnVector Integers<T, TOp>(ReadOnlySpan<ColumnVector> arguments, int length, IArrowType type)
        where T : unmanaged, INumber<T>
        where TOp : struct, IArithmetic
    {
        var left = new FixedView<T>(arguments[0]);
        var right = new FixedView<T>(arguments[1]);
        var buffer = NewArrays.Buffer<T>(length, out var target);
        var validity = Validity.Intersect(arguments, length);

        // Null rows hold arbitrary values, often zero: a division must not touch them.
        var divides = typeof(TOp) != typeof(Arithmetic.Add) && typeof(TOp) != typeof(Arithmetic.Subtract) && typeof(TOp) != typeof(Arithmetic.Multiply);
        if (divides && !validity.AllValid)
        {
            Carefully<T, TOp>(left, right, target, validity, type);
        }
        else
        {
            try
            {
                for (var row = 0; row < target.Length; row++)
                {
                    target[row] = TOp.Compute(left[row], right[row]);
                }
            }
            catch (ArithmeticException)
            {
                Carefully<T, TOp>(left, right, target, validity, type);
            }
        }

        return ColumnVector.Flat(NewArrays.Fixed(type, buffer, validity, length));
    }

    private static void Carefully<T, TOp>(FixedView<T> left, FixedView<T> right, Span<T> target, Validity validity, IArrowType type)
        where T : unmanaged, INumber<T>
        where TOp : struct, IArithmetic
    {
        for (var row = 0; row < target.Length; row++)
        {
            target[row] = default;
            if (!validity[row])
            {
                continue;
            }

            try
            {
                target[row] = TOp.Compute(left[row], right[row]);
            }
            catch (DivideByZeroException)
            {
                throw new RerunException($"Division of {left[row]} by zero.", RerunErrorCode.DivisionByZero);
            }
            catch (OverflowException)
            {
                throw new RerunException(
                    $"{typeof(TOp).Name} of {left[row]} and {right[row]} exceeds {SqlTypes.NameOf(type)}.", RerunErrorCode.ValueOutOfRange);
            }
        }
    }
}
