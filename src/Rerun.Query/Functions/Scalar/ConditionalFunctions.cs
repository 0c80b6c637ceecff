using Rerun.Arrow.Types;
using Rerun.Query.Execution;
using Rerun.Query.Execution.Casts;
using Rerun.Query.Execution.Evaluation;
using Rerun.Query.Execution.Kernels;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Functions.Scalar;

/// <summary>Choice among values, and inspection of types.</summary>
internal static class ConditionalFunctions
{
    /// <summary>The functions of the family.</summary>
    public static IEnumerable<FunctionDefinition> All() =>
    [
        Declare.Scalar(FunctionFamily.Conditional, "greatest", "(value, …)", "The greatest value; NULLs are skipped.", ["greatest(1, NULL, 3) → 3"], NullBehavior.Handle, Volatility.Immutable, Extreme(greatest: true)),
        Declare.Scalar(FunctionFamily.Conditional, "least", "(value, …)", "The least value; NULLs are skipped.", ["least(1, NULL, 3) → 1"], NullBehavior.Handle, Volatility.Immutable, Extreme(greatest: false)),
        Declare.Scalar(FunctionFamily.Conditional, "nullif", "(value, other)", "NULL if both are equal, else the value.", ["nullif(1, 1) → NULL"], NullBehavior.Handle, Volatility.Immutable,
            ScalarOverload.Generic("(ANY, the same type)", arguments => arguments.Count == 2 && ComparisonFunctions.ComparedAs(arguments[0], arguments[1]) is { } type
                ? new ScalarMatch(0, [type, type], type, NullIf)
                : null)),
        Declare.Scalar(FunctionFamily.Conditional, "coalesce|ifnull|nvl", "(value, …)", "The first value that is not NULL.", ["coalesce(NULL, 2) → 2"], NullBehavior.Handle, Volatility.Immutable,
            ScalarOverload.Generic("(ANY, …)", arguments => Common(arguments) is { } type
                ? new ScalarMatch(0, [.. arguments.Select(_ => type)], type, (vectors, length, context) => Coalesce(vectors, type, length, context))
                : null)),
        Declare.Scalar(FunctionFamily.Conversion, "typeof|arrow_typeof|pg_typeof", "(value)", "The name of the value's type.", ["typeof(1) → INTEGER"], NullBehavior.Handle, Volatility.Immutable,
            ScalarOverload.Generic("(ANY)", arguments => arguments.Count != 1 ? null : new ScalarMatch(
                0, [arguments[0].Type], SqlTypes.Text, (_, length, _) => ColumnVector.Constant(Constants.Of(SqlTypes.NameOf(arguments[0].Type)), length)))),
    ];

    private static IArrowType? Common(IReadOnlyList<FunctionArgument> arguments)
    {
        if (arguments.Count == 0)
        {
            return null;
        }

        var common = arguments[0];
        foreach (var argument in arguments.Skip(1))
        {
            if (ImplicitCasts.CommonType(common, argument) is not { } type)
            {
                return null;
            }

            common = new FunctionArgument(type, null, common.IsTextLiteral && argument.IsTextLiteral);
        }

        return common.Type.TypeId == ArrowTypeId.Null ? SqlTypes.Int : common.Type;
    }

    private static ScalarOverload Extreme(bool greatest) => ScalarOverload.Generic("(ANY, the same type, …)", arguments => Common(arguments) is { } type
        ? new ScalarMatch(0, [.. arguments.Select(_ => type)], type, (vectors, length, _) => Extreme(vectors, type, length, greatest))
        : null);

    private static ColumnVector Extreme(ReadOnlySpan<ColumnVector> vectors, IArrowType type, int length, bool greatest)
    {
        var comparer = ValueComparer.For(type);
        var winners = new int[length];
        for (var row = 0; row < length; row++)
        {
            winners[row] = -1;
            for (var i = 0; i < vectors.Length; i++)
            {
                if (vectors[i].IsNull(row))
                {
                    continue;
                }

                var order = winners[row] < 0 ? 1 : comparer.Compare(vectors[i].Values, vectors[i].PlaceOf(row), vectors[winners[row]].Values, vectors[winners[row]].PlaceOf(row));
                if (winners[row] < 0 || (greatest ? order > 0 : order < 0))
                {
                    winners[row] = i;
                }
            }
        }

        var assembly = new RowAssembly(type, length);
        for (var i = 0; i < vectors.Length; i++)
        {
            var rows = new List<int>();
            for (var row = 0; row < length; row++)
            {
                if (winners[row] == i)
                {
                    rows.Add(row);
                }
            }

            if (rows.Count > 0)
            {
                int[] chosen = [.. rows];
                assembly.Add(chosen, vectors[i].Take(chosen));
            }
        }

        return assembly.Build();
    }

    private static ColumnVector NullIf(ReadOnlySpan<ColumnVector> vectors, int length, EvaluationContext context)
    {
        if (vectors[0].IsConstantNull || vectors[1].IsConstantNull)
        {
            return vectors[0];
        }

        var equal = Truth.Of(ComparisonKernels.For<Comparisons.Equal>(vectors[0].Type)(vectors, length, context));
        var assembly = new RowAssembly(vectors[0].Type, length);
        var kept = Truth.Rows(equal.TrueBits, length, wanted: false);
        assembly.Add(kept, vectors[0].Take(kept));
        return assembly.Build();
    }

    private static ColumnVector Coalesce(ReadOnlySpan<ColumnVector> vectors, IArrowType type, int length, EvaluationContext context)
    {
        var columns = vectors.ToArray();
        var choices = new Evaluator[columns.Length];
        for (var i = 0; i < choices.Length; i++)
        {
            choices[i] = new ColumnEvaluator(i, type);
        }

        return new CoalesceEvaluator(type, choices).Evaluate(new VectorBatch(columns, length), context);
    }
}
