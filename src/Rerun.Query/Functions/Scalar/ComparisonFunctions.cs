using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Query.Execution.Evaluation;
using Rerun.Query.Execution.Kernels;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Functions.Scalar;

/// <summary>Comparisons and tests.</summary>
internal static class ComparisonFunctions
{
    /// <summary>The functions of the family.</summary>
    public static IEnumerable<FunctionDefinition> All() =>
    [
        Comparison<Comparisons.Equal>("=|==", "Whether two values are equal. NaN equals itself.", "1 = 1.0 → true"),
        Comparison<Comparisons.NotEqual>("<>|!=", "Whether two values differ.", "'a' <> 'b' → true"),
        Comparison<Comparisons.Less>("<", "Whether the left value is less. NaN is greater than every number; text is compared by code points.", "1 < 2 → true"),
        Comparison<Comparisons.LessOrEqual>("<=", "Whether the left value is less or equal.", "2 <= 2 → true"),
        Comparison<Comparisons.Greater>(">", "Whether the left value is greater.", "3 > 2 → true"),
        Comparison<Comparisons.GreaterOrEqual>(">=", "Whether the left value is greater or equal.", "2 >= 3 → false"),
        Distinct("is distinct from", "Whether two values differ, NULL being equal to NULL.", "NULL IS DISTINCT FROM 1 → true", negate: false),
        Distinct("is not distinct from", "Whether two values are equal, NULL being equal to NULL.", "NULL IS NOT DISTINCT FROM NULL → true", negate: true),
        NullTest("is_null|is null|isnull", "Whether the value is NULL.", "NULL IS NULL → true", wanted: true),
        NullTest("is_not_null|is not null|notnull", "Whether the value is not NULL.", "1 IS NOT NULL → true", wanted: false),
        TruthTest("is_true|is true", "Whether the value is true: never NULL.", "NULL IS TRUE → false", (isTrue, _) => isTrue),
        TruthTest("is_false|is false", "Whether the value is false: never NULL.", "false IS FALSE → true", (_, isFalse) => isFalse),
        TruthTest("is_not_true|is not true", "Whether the value is false or NULL.", "NULL IS NOT TRUE → true", (isTrue, _) => ~isTrue),
        TruthTest("is_not_false|is not false", "Whether the value is true or NULL.", "NULL IS NOT FALSE → true", (_, isFalse) => ~isFalse),
        Declare.Scalar(
            FunctionFamily.Comparison, "not", "(condition)", "True where the condition is false, NULL where it is NULL.", ["NOT false → true"],
            ScalarOverload.Of([SqlTypes.Boolean], SqlTypes.Boolean, (arguments, length, _) => ComparisonKernels.For<Comparisons.Equal>(SqlTypes.Boolean)(
                [arguments[0], ColumnVector.Constant(Constants.Of(false), length)], length, null!))),
    ];

    /// <summary>The type in which two values are compared, or null: an integer beside a timestamp or duration counts nanoseconds.</summary>
    public static IArrowType? ComparedAs(FunctionArgument left, FunctionArgument right)
    {
        if (IsCounted(left.Type) && SqlTypes.IsInteger(right.Type))
        {
            return ImplicitCasts.Canonical(left.Type);
        }

        if (IsCounted(right.Type) && SqlTypes.IsInteger(left.Type))
        {
            return ImplicitCasts.Canonical(right.Type);
        }

        // Two intervals compare as such; a duration and an interval too, so that a month is never an error.
        return ImplicitCasts.CommonType(left, right);
    }

    private static bool IsCounted(IArrowType type) => type.TypeId is ArrowTypeId.Timestamp or ArrowTypeId.Duration;

    private static ScalarMatch? Match(IReadOnlyList<FunctionArgument> arguments, Func<IArrowType, ScalarKernel> kernel)
    {
        if (arguments.Count != 2 || ComparedAs(arguments[0], arguments[1]) is not { } type)
        {
            return null;
        }

        if (type.TypeId == ArrowTypeId.Null)
        {
            type = SqlTypes.Int;
        }

        return new ScalarMatch(0, [type, type], SqlTypes.Boolean, kernel(type));
    }

    private static ScalarFunction Comparison<TOp>(string names, string summary, string example)
        where TOp : struct, IComparison => Declare.Scalar(
            FunctionFamily.Comparison, names, "(left, right)", summary, [example],
            ScalarOverload.Generic("(ANY, the same type)", arguments => Match(arguments, ComparisonKernels.For<TOp>)));

    private static ScalarFunction Distinct(string names, string summary, string example, bool negate) => Declare.Scalar(
        FunctionFamily.Comparison, names, "(left, right)", summary, [example], NullBehavior.Handle, Volatility.Immutable,
        ScalarOverload.Generic("(ANY, the same type)", arguments => Match(arguments, _ => (vectors, length, _) => ComparisonKernels.Distinct(vectors, length, negate))));

    private static ScalarFunction NullTest(string names, string summary, string example, bool wanted) => Declare.Scalar(
        FunctionFamily.Comparison, names, "(value)", summary, [example], NullBehavior.Handle, Volatility.Immutable,
        ScalarOverload.Generic("(ANY)", arguments => arguments.Count != 1 ? null : new ScalarMatch(
            0, [arguments[0].Type], SqlTypes.Boolean, (vectors, length, _) => TestNull(vectors[0], length, wanted))));

    private static ColumnVector TestNull(ColumnVector vector, int length, bool wanted)
    {
        if (vector.IsConstant || !vector.MayHaveNulls)
        {
            return ColumnVector.Constant(Constants.Of(vector.IsConstantNull == wanted), length);
        }

        if (vector.Type.TypeId is ArrowTypeId.Null or ArrowTypeId.Union)
        {
            return ColumnVector.Constant(Constants.Of((vector.Type.TypeId == ArrowTypeId.Null) == wanted), length);
        }

        var bits = NewArrays.Bitmap(length);
        var words = NewArrays.Words(bits);
        var validity = Validity.Of(vector);
        for (var i = 0; i < words.Length; i++)
        {
            var word = validity.Word(i * 64, length);
            words[i] = wanted ? ~word : word;
        }

        return ColumnVector.Flat(NewArrays.Boolean(bits, default, length));
    }

    private static ScalarFunction TruthTest(string names, string summary, string example, Func<ulong, ulong, ulong> test) => Declare.Scalar(
        FunctionFamily.Comparison, names, "(condition)", summary, [example], NullBehavior.Handle, Volatility.Immutable,
        ScalarOverload.Of([SqlTypes.Boolean], SqlTypes.Boolean, (arguments, length, _) =>
        {
            var truth = Truth.Of(arguments[0]);
            var words = NewArrays.Words(truth.TrueBits);
            var isFalse = NewArrays.Words(truth.FalseBits);
            for (var i = 0; i < words.Length; i++)
            {
                words[i] = test(words[i], isFalse[i]);
            }

            return ColumnVector.Flat(NewArrays.Boolean(truth.TrueBits, default, length));
        }));
}
