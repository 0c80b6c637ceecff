using Rerun.Arrow.Types;
using Rerun.Query.Execution.Kernels;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Functions.Scalar;

/// <summary>The operators of arithmetic. Their uses with times stand in <see cref="TimeArithmetic"/>.</summary>
internal static class ArithmeticFunctions
{
    /// <summary>The functions of the family.</summary>
    public static IEnumerable<FunctionDefinition> All() =>
    [
        Operator<Arithmetic.Add>("+|add", "Sum. Overflow of integers and decimals is an error; a sum of decimals has one digit more than they.", ["1 + 2 → 3"], [.. TimeArithmetic.Additions()]),
        Operator<Arithmetic.Subtract>("-|subtract", "Difference; with one argument, the negative.", ["5 - 2 → 3", "-(2) → -2"], [.. Negations(), .. TimeArithmetic.Subtractions()]),
        Operator<Arithmetic.Multiply>("*|multiply", "Product; that of decimals has the digits of both, at most 38 of them in all.", ["2 * 3 → 6", "1.50::DECIMAL(4, 2) * 3 → 4.50"], [.. TimeArithmetic.Multiplications()]),
        Operator<Arithmetic.Divide>("/|divide", "Quotient: cut off for integers, IEEE for floating-point numbers, DOUBLE for decimals.", ["7 / 2 → 3", "7.0 / 2 → 3.5"], [.. TimeArithmetic.Divisions()]),
        Operator<Arithmetic.IntegerDivide>("//|div", "Quotient without its fraction.", ["7.5 // 2 → 3"], []),
        Operator<Arithmetic.Modulo>("%|mod|fmod", "Remainder, with the sign of the dividend.", ["-7 % 3 → -1"], []),
    ];

    /// <summary>The type in which arithmetic on two numbers is done: INT for operands of fewer than 32 bits or INT, else BIGINT; UBIGINT only among itself.</summary>
    public static IArrowType? ResultType(FunctionArgument left, FunctionArgument right)
    {
        var common = ImplicitCasts.CommonType(left, right);
        if (common is null || (common.TypeId != ArrowTypeId.Null && !SqlTypes.IsNumeric(common)))
        {
            return null;
        }

        return common.TypeId switch
        {
            ArrowTypeId.Null or ArrowTypeId.Int8 or ArrowTypeId.Int16 or ArrowTypeId.Int32 or ArrowTypeId.UInt8 or ArrowTypeId.UInt16 => SqlTypes.Int,
            ArrowTypeId.UInt32 => SqlTypes.BigInt,
            ArrowTypeId.Decimal128 or ArrowTypeId.Decimal256 => SqlTypes.Double,
            _ => common,
        };
    }

    private static ScalarFunction Operator<TOp>(string names, string summary, string[] examples, ScalarOverload[] others)
        where TOp : struct, IArithmetic => Declare.Scalar(
            FunctionFamily.Arithmetic, names, "(left, right)", summary, examples,
            [
                ScalarOverload.Generic("(number, number)", arguments => arguments.Count != 2 ? null
                    : DecimalFunctions.Match<TOp>(arguments[0], arguments[1]) is { } exact ? exact
                    : ResultType(arguments[0], arguments[1]) is { } type
                    ? new ScalarMatch(0, [type, type], type, ArithmeticKernels.For<TOp>(type), !SqlTypes.IsFloating(type))
                    : null),
                .. others,
            ]);

    private static IEnumerable<ScalarOverload> Negations()
    {
        yield return ScalarOverload.Generic("(number)", arguments => arguments.Count != 1 ? null
            : DecimalFunctions.Negation(arguments[0]) is { } exact ? exact
            : ResultType(arguments[0], arguments[0]) is { } type
            ? new ScalarMatch(0, [type], type, Negate(type), !SqlTypes.IsFloating(type))
            : null);
    }

    private static ScalarKernel Negate(IArrowType type)
    {
        var subtract = ArithmeticKernels.For<Arithmetic.Subtract>(type);
        var multiply = ArithmeticKernels.For<Arithmetic.Multiply>(type);
        var isFloating = SqlTypes.IsFloating(type);

        // 0 - x would lose the sign of a floating-point zero, so that is multiplied by -1.
        var constant = type.TypeId switch
        {
            ArrowTypeId.Float => Constants.Of(type, -1f),
            ArrowTypeId.Double => Constants.Of(-1.0),
            ArrowTypeId.Int32 => Constants.Of(0),
            _ => Constants.Of(type, 0L),
        };
        return (arguments, length, context) =>
        {
            var other = ColumnVector.Constant(constant, length);
            return isFloating ? multiply([arguments[0], other], length, context) : subtract([other, arguments[0]], length, context);
        };
    }
}
