using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions;

namespace Rerun.Query.Execution.Kernels;

/// <summary>
/// Makes kernels of functions on single values. The function is a struct, so that its code stands in the loop. Functions run only on
/// rows without nulls.
/// </summary>
internal static class MapKernels
{
    /// <summary>A function of one value with a fixed-width result.</summary>
    public static ScalarKernel Fixed<TReader, TIn, TOut, TOp>(IArrowType type, TOp operation)
        where TReader : IRowReader<TReader, TIn>, allows ref struct
        where TIn : allows ref struct
        where TOut : unmanaged
        where TOp : struct, IMap<TIn, TOut> => (arguments, length, _) =>
        {
            var first = TReader.Over(arguments[0]);
            var validity = Validity.Intersect(arguments, length);
            var buffer = NewArrays.Buffer<TOut>(length, out var target);
            for (var row = 0; row < target.Length; row++)
            {
                target[row] = validity[row] ? operation.Invoke(first[row]) : default;
            }

            return ColumnVector.Flat(NewArrays.Fixed(type, buffer, validity, length));
        };

    /// <summary>A function of two values with a fixed-width result.</summary>
    public static ScalarKernel Fixed<TReader1, TIn1, TReader2, TIn2, TOut, TOp>(IArrowType type, TOp operation)
        where TReader1 : IRowReader<TReader1, TIn1>, allows ref struct
        where TReader2 : IRowReader<TReader2, TIn2>, allows ref struct
        where TIn1 : allows ref struct
        where TIn2 : allows ref struct
        where TOut : unmanaged
        where TOp : struct, IMap<TIn1, TIn2, TOut> => (arguments, length, _) =>
        {
            var first = TReader1.Over(arguments[0]);
            var second = TReader2.Over(arguments[1]);
            var validity = Validity.Intersect(arguments, length);
            var buffer = NewArrays.Buffer<TOut>(length, out var target);
            for (var row = 0; row < target.Length; row++)
            {
                target[row] = validity[row] ? operation.Invoke(first[row], second[row]) : default;
            }

            return ColumnVector.Flat(NewArrays.Fixed(type, buffer, validity, length));
        };

    /// <summary>A function of three values with a fixed-width result.</summary>
    public static ScalarKernel Fixed<TReader1, TIn1, TReader2, TIn2, TReader3, TIn3, TOut, TOp>(IArrowType type, TOp operation)
        where TReader1 : IRowReader<TReader1, TIn1>, allows ref struct
        where TReader2 : IRowReader<TReader2, TIn2>, allows ref struct
        where TReader3 : IRowReader<TReader3, TIn3>, allows ref struct
        where TIn1 : allows ref struct
        where TIn2 : allows ref struct
        where TIn3 : allows ref struct
        where TOut : unmanaged
        where TOp : struct, IMap<TIn1, TIn2, TIn3, TOut> => (arguments, length, _) =>
        {
            var first = TReader1.Over(arguments[0]);
            var second = TReader2.Over(arguments[1]);
            var third = TReader3.Over(arguments[2]);
            var validity = Validity.Intersect(arguments, length);
            var buffer = NewArrays.Buffer<TOut>(length, out var target);
            for (var row = 0; row < target.Length; row++)
            {
                target[row] = validity[row] ? operation.Invoke(first[row], second[row], third[row]) : default;
            }

            return ColumnVector.Flat(NewArrays.Fixed(type, buffer, validity, length));
        };

    /// <summary>A function of one value that is an error, with the given message, where it has no result.</summary>
    public static ScalarKernel Checked<TReader, TIn, TOut, TOp>(IArrowType type, TOp operation, string error)
        where TReader : IRowReader<TReader, TIn>, allows ref struct
        where TIn : allows ref struct
        where TOut : unmanaged
        where TOp : struct, ITryMap<TIn, TOut> => (arguments, length, _) =>
        {
            var first = TReader.Over(arguments[0]);
            var validity = Validity.Intersect(arguments, length);
            var buffer = NewArrays.Buffer<TOut>(length, out var target);
            for (var row = 0; row < target.Length; row++)
            {
                target[row] = default;
                if (validity[row] && !operation.TryInvoke(first[row], out target[row]))
                {
                    throw new RerunException(error, RerunErrorCode.ValueOutOfRange);
                }
            }

            return ColumnVector.Flat(NewArrays.Fixed(type, buffer, validity, length));
        };

    /// <summary>A function of two values that is an error, with the given message, where it has no result.</summary>
    public static ScalarKernel Checked<TReader1, TIn1, TReader2, TIn2, TOut, TOp>(IArrowType type, TOp operation, string error)
        where TReader1 : IRowReader<TReader1, TIn1>, allows ref struct
        where TReader2 : IRowReader<TReader2, TIn2>, allows ref struct
        where TIn1 : allows ref struct
        where TIn2 : allows ref struct
        where TOut : unmanaged
        where TOp : struct, ITryMap<TIn1, TIn2, TOut> => (arguments, length, _) =>
        {
            var first = TReader1.Over(arguments[0]);
            var second = TReader2.Over(arguments[1]);
            var validity = Validity.Intersect(arguments, length);
            var buffer = NewArrays.Buffer<TOut>(length, out var target);
            for (var row = 0; row < target.Length; row++)
            {
                target[row] = default;
                if (validity[row] && !operation.TryInvoke(first[row], second[row], out target[row]))
                {
                    throw new RerunException(error, RerunErrorCode.ValueOutOfRange);
                }
            }

            return ColumnVector.Flat(NewArrays.Fixed(type, buffer, validity, length));
        };

    /// <summary>A test of one value.</summary>
    public static ScalarKernel Test<TReader, TIn, TOp>(TOp operation)
        where TReader : IRowReader<TReader, TIn>, allows ref struct
        where TIn : allows ref struct
        where TOp : struct, IMap<TIn, bool> => (arguments, length, _) =>
        {
            var first = TReader.Over(arguments[0]);
            var validity = Validity.Intersect(arguments, length);
            var bits = NewArrays.Bitmap(length);
            for (var row = 0; row < length; row++)
            {
                if (validity[row] && operation.Invoke(first[row]))
                {
                    BitUtility.SetBit(bits, row);
                }
            }

            return ColumnVector.Flat(NewArrays.Boolean(bits, validity, length));
        };

    /// <summary>A test of two values.</summary>
    public static ScalarKernel Test<TReader1, TIn1, TReader2, TIn2, TOp>(TOp operation)
        where TReader1 : IRowReader<TReader1, TIn1>, allows ref struct
        where TReader2 : IRowReader<TReader2, TIn2>, allows ref struct
        where TIn1 : allows ref struct
        where TIn2 : allows ref struct
        where TOp : struct, IMap<TIn1, TIn2, bool> => (arguments, length, _) =>
        {
            var first = TReader1.Over(arguments[0]);
            var second = TReader2.Over(arguments[1]);
            var validity = Validity.Intersect(arguments, length);
            var bits = NewArrays.Bitmap(length);
            for (var row = 0; row < length; row++)
            {
                if (validity[row] && operation.Invoke(first[row], second[row]))
                {
                    BitUtility.SetBit(bits, row);
                }
            }

            return ColumnVector.Flat(NewArrays.Boolean(bits, validity, length));
        };
}
