using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Execution.Kernels;

/// <summary>Makes kernels of functions on single values whose result is text.</summary>
internal static class WriteKernels
{
    /// <summary>A function of one value.</summary>
    public static ScalarKernel Text<TReader, TIn, TOp>(TOp operation)
        where TReader : IRowReader<TReader, TIn>, allows ref struct
        where TIn : allows ref struct
        where TOp : struct, IWrite<TIn> => (arguments, length, _) =>
        {
            var first = TReader.Over(arguments[0]);
            var validity = Validity.Intersect(arguments, length);
            var builder = new TextBuilder(length);
            for (var row = 0; row < length; row++)
            {
                if (validity[row])
                {
                    operation.Invoke(first[row], builder);
                    builder.EndRow();
                }
                else
                {
                    builder.AppendNull();
                }
            }

            return ColumnVector.Flat(builder.Build(SqlTypes.Text));
        };

    /// <summary>A function of two values.</summary>
    public static ScalarKernel Text<TReader1, TIn1, TReader2, TIn2, TOp>(TOp operation)
        where TReader1 : IRowReader<TReader1, TIn1>, allows ref struct
        where TReader2 : IRowReader<TReader2, TIn2>, allows ref struct
        where TIn1 : allows ref struct
        where TIn2 : allows ref struct
        where TOp : struct, IWrite<TIn1, TIn2> => (arguments, length, _) =>
        {
            var first = TReader1.Over(arguments[0]);
            var second = TReader2.Over(arguments[1]);
            var validity = Validity.Intersect(arguments, length);
            var builder = new TextBuilder(length);
            for (var row = 0; row < length; row++)
            {
                if (validity[row])
                {
                    operation.Invoke(first[row], second[row], builder);
                    builder.EndRow();
                }
                else
                {
                    builder.AppendNull();
                }
            }

            return ColumnVector.Flat(builder.Build(SqlTypes.Text));
        };

    /// <summary>A function of three values.</summary>
    public static ScalarKernel Text<TReader1, TIn1, TReader2, TIn2, TReader3, TIn3, TOp>(TOp operation)
        where TReader1 : IRowReader<TReader1, TIn1>, allows ref struct
        where TReader2 : IRowReader<TReader2, TIn2>, allows ref struct
        where TReader3 : IRowReader<TReader3, TIn3>, allows ref struct
        where TIn1 : allows ref struct
        where TIn2 : allows ref struct
        where TIn3 : allows ref struct
        where TOp : struct, IWrite<TIn1, TIn2, TIn3> => (arguments, length, _) =>
        {
            var first = TReader1.Over(arguments[0]);
            var second = TReader2.Over(arguments[1]);
            var third = TReader3.Over(arguments[2]);
            var validity = Validity.Intersect(arguments, length);
            var builder = new TextBuilder(length);
            for (var row = 0; row < length; row++)
            {
                if (validity[row])
                {
                    operation.Invoke(first[row], second[row], third[row], builder);
                    builder.EndRow();
                }
                else
                {
                    builder.AppendNull();
                }
            }

            return ColumnVector.Flat(builder.Build(SqlTypes.Text));
        };
}
