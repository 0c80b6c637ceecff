using Rerun.Arrow.Types;
using Rerun.Query.Execution.Kernels;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Functions.Scalar;

/// <summary>What arithmetic and rounding do with decimals, and how many digits the results have.</summary>
internal static class DecimalFunctions
{
    /// <summary>An operator between decimals, or a decimal and an integer; null where that is not exact, as with floating-point numbers and for <c>/</c>.</summary>
    public static ScalarMatch? Match<TOp>(FunctionArgument left, FunctionArgument right)
        where TOp : struct, IArithmetic
    {
        if (typeof(TOp) == typeof(Arithmetic.Divide) || (left.Type is not DecimalType && right.Type is not DecimalType)
            || Operand(left, right.Type) is not { } one || Operand(right, left.Type) is not { } other)
        {
            return null;
        }

        if (typeof(TOp) == typeof(Arithmetic.Multiply))
        {
            var scale = one.Scale + other.Scale;
            var isWide = one.Precision > DecimalTypes.MostNarrow || other.Precision > DecimalTypes.MostNarrow || scale > DecimalTypes.MostNarrow;
            return scale > DecimalTypes.Most
                ? null
                : Match<TOp>(one, other, DecimalTypes.Of(Math.Min(one.Precision + other.Precision, isWide ? DecimalTypes.Most : DecimalTypes.MostNarrow), scale));
        }

        var common = DecimalTypes.Common(one, other);
        if (typeof(TOp) == typeof(Arithmetic.IntegerDivide))
        {
            return Match<TOp>(common, common, DecimalTypes.Of(common.Precision, 0));
        }

        if (typeof(TOp) == typeof(Arithmetic.Modulo))
        {
            return Match<TOp>(common, common, common);
        }

        // The digit that a sum may have more; where 38 digits are used up already it may overflow instead.
        var most = DecimalTypes.IsNarrow(common) ? DecimalTypes.MostNarrow : DecimalTypes.Most;
        var sum = DecimalTypes.Of(Math.Min(common.Precision + 1, most), common.Scale);
        return Match<TOp>(sum, sum, sum);
    }

    /// <summary>The negative of a decimal.</summary>
    public static ScalarMatch? Negation(FunctionArgument argument) => Signed(argument, isAbsolute: false);

    /// <summary>The absolute value of a decimal.</summary>
    public static ScalarOverload Absolute() => ScalarOverload.Generic("(DECIMAL)", arguments => arguments.Count == 1 ? Signed(arguments[0], isAbsolute: true) : null);

    /// <summary>A decimal without fraction.</summary>
    public static ScalarOverload Rounded(DecimalRounding rounding) => ScalarOverload.Generic("(DECIMAL)", arguments =>
        arguments.Count == 1 && arguments[0].Type is DecimalType && DecimalTypes.Holding(arguments[0].Type) is { } type
            ? Rounding(type, WithScale(type, 0), 0, rounding)
            : null);

    /// <summary>A decimal with so many digits of its fraction; the type has as many where their number is written down.</summary>
    public static ScalarOverload RoundedTo(DecimalRounding rounding) => ScalarOverload.Generic("(DECIMAL, BIGINT)", arguments =>
    {
        if (arguments.Count != 2 || arguments[0].Type is not DecimalType || DecimalTypes.Holding(arguments[0].Type) is not { } type
            || ImplicitCasts.Cost(arguments[1], SqlTypes.BigInt) < 0)
        {
            return null;
        }

        if (arguments[1].Constant is { IsConstantNull: false } digits && SqlTypes.IsInteger(digits.Type)
            && Execution.Planning.ConstantArrays.Read(digits.Values, 0).Value is long scale)
        {
            var kept = (int)Math.Clamp(scale, -DecimalTypes.Most, type.Scale);
            var match = Rounding(type, WithScale(type, Math.Max(kept, 0)), kept, rounding);
            return match with { ParameterTypes = [type, SqlTypes.BigInt] };
        }

        var result = WithScale(type, type.Scale);
        return new ScalarMatch(0, [type, SqlTypes.BigInt], result, (vectors, length, _) => DecimalKernels.RoundEach(vectors, result, rounding, length), CanFail: true);
    });

    // Text takes the other side's type, but keeps its own digits where they are known.
    private static DecimalType? Operand(FunctionArgument argument, IArrowType other) =>
        argument.Type.TypeId == ArrowTypeId.Null || (argument.IsTextLiteral && argument.Constant is null) ? DecimalTypes.Holding(other)
        : argument.IsTextLiteral ? DecimalTypes.OfText(Constants.TextOf(argument.Constant!))
        : DecimalTypes.Holding(argument.Type);

    private static ScalarMatch Match<TOp>(DecimalType left, DecimalType right, DecimalType result)
        where TOp : struct, IArithmetic => new(0, [left, right], result, DecimalKernels.For<TOp>(left, right, result), CanFail: true);

    private static ScalarMatch? Signed(FunctionArgument argument, bool isAbsolute) =>
        argument.Type is DecimalType && DecimalTypes.Holding(argument.Type) is { } type
            ? new ScalarMatch(0, [type], type, (vectors, length, _) => DecimalKernels.Signed(vectors[0], type, length, isAbsolute))
            : null;

    private static ScalarMatch Rounding(DecimalType type, DecimalType result, int scale, DecimalRounding rounding) =>
        new(0, [type], result, (vectors, length, _) => DecimalKernels.Round(vectors[0], scale, result, rounding, length), CanFail: true);

    // Rounding up may take one digit more before the point.
    private static DecimalType WithScale(DecimalType type, int scale) =>
        DecimalTypes.Of(Math.Clamp(type.Precision - type.Scale + scale + 1, 1, DecimalTypes.IsNarrow(type) ? DecimalTypes.MostNarrow : DecimalTypes.Most), scale);
}
