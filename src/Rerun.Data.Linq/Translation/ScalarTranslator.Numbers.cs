using System.Linq.Expressions;
using Rerun.Arrow.Types;
using Rerun.Query.Functions.Resolution;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;

namespace Rerun.Data.Linq.Translation;

/// <content>Numbers: <see cref="Math"/> and the numbers' own functions of the same names, bits, conversions.</content>
internal sealed partial class ScalarTranslator
{
    private static readonly Dictionary<string, string> MathFunctions = new()
    {
        ["Abs"] = "abs", ["Floor"] = "floor", ["Ceiling"] = "ceil", ["Truncate"] = "trunc", ["Sqrt"] = "sqrt", ["Cbrt"] = "cbrt", ["Exp"] = "exp",
        ["Log10"] = "log10", ["Log2"] = "log2", ["Sin"] = "sin", ["Cos"] = "cos", ["Tan"] = "tan", ["Asin"] = "asin", ["Acos"] = "acos",
        ["Atan"] = "atan", ["Sinh"] = "sinh", ["Cosh"] = "cosh", ["Tanh"] = "tanh", ["Atan2"] = "atan2", ["Pow"] = "power", ["Sign"] = "sign",
        ["Round"] = "round_even", ["Max"] = "greatest", ["Min"] = "least", ["Log"] = "ln", ["RadiansToDegrees"] = "degrees", ["DegreesToRadians"] = "radians",
    };

    private ScalarExpression? MathCall(MethodCallExpression node, string name)
    {
        ScalarExpression[] values = [.. node.Arguments.Where(argument => argument.Type != typeof(MidpointRounding)).Select(Value)];
        string? function = MathFunctions.GetValueOrDefault(name);
        switch (name)
        {
            case "Round" when node.Arguments[^1].Type == typeof(MidpointRounding):
                function = node.Arguments[^1] is ConstantExpression { Value: MidpointRounding rounding }
                    ? rounding switch { MidpointRounding.ToEven => "round_even", MidpointRounding.AwayFromZero => "round", _ => null }
                    : null;
                if (function is null && values.Length == 1 && node.Arguments[^1] is ConstantExpression { Value: MidpointRounding whole })
                {
                    function = whole switch { MidpointRounding.ToZero => "trunc", MidpointRounding.ToNegativeInfinity => "floor", _ => "ceil" };
                }

                break;
            case "Clamp" when values.Length == 3:
                return Converted(builder.Call("least", builder.Call("greatest", values[0], values[1]), values[2]), node.Type);
            case "Log" when values.Length == 2:
                return Converted(builder.Call("/", builder.Call("ln", values[0]), builder.Call("ln", values[1])), node.Type);
            case "BigMul" when values.Length == 2 && node.Type == typeof(long):
                return builder.Call("*", PlanBuilder.Cast(values[0], SqlTypes.BigInt), PlanBuilder.Cast(values[1], SqlTypes.BigInt));
        }

        return function is null ? null : Converted(builder.Call(function, values), node.Type);
    }

    private ScalarExpression? NumberTest(MethodCallExpression node, string name)
    {
        if (node.Arguments is not [var tested])
        {
            return null;
        }

        ScalarExpression Compare(string comparison, double limit) => builder.Compare(comparison, Value(tested), new Constant(limit, SqlTypes.Double));
        return name switch
        {
            "IsNaN" => builder.Call("isnan", Value(tested)),
            "IsInfinity" => builder.Call("isinf", Value(tested)),
            "IsFinite" => builder.Call("isfinite", Value(tested)),
            "IsPositiveInfinity" => Compare("=", double.PositiveInfinity),
            "IsNegativeInfinity" => Compare("=", double.NegativeInfinity),
            "IsEvenInteger" when NumberType(tested.Type) is IntegralType => builder.Compare("=", builder.Call("%", Value(tested), Constant.Of(2)), Constant.Of(0)),
            "IsOddInteger" when NumberType(tested.Type) is IntegralType => builder.Compare("<>", builder.Call("%", Value(tested), Constant.Of(2)), Constant.Of(0)),
            _ => null,
        };
    }

    /// <summary>Convert.ToX and X.Parse.</summary>
    private ScalarExpression? Conversion(MethodCallExpression node, string name)
    {
        // Convert takes null, as text or as an object, for zero.
        ScalarExpression? converted = Converted(node, name);
        return converted is not null && node.Method.DeclaringType == typeof(Convert) && node.Arguments is [{ Type.IsValueType: false }, ..] && converted.IsNullable && SqlTypes.IsNumeric(converted.Type)
            ? PlanBuilder.Coalesce([converted, PlanBuilder.Cast(Constant.Of(0), converted.Type)])
            : converted;
    }

    private ScalarExpression? Converted(MethodCallExpression node, string name)
    {
        if (node.Arguments is not [var given, ..] || (node.Arguments.Count > 1 && node.Arguments[1].Type != typeof(IFormatProvider)))
        {
            return null;
        }

        Expression converted = given is UnaryExpression boxing && ClientPart.IsBoxing(boxing) ? boxing.Operand : given;
        Type from = Nullable.GetUnderlyingType(converted.Type) ?? converted.Type;
        Type to = node.Type;
        if (name == "ToString" && node.Method.DeclaringType == typeof(Convert))
        {
            return node.Arguments.Count == 1 ? TextOf(converted) : null;
        }

        if (to == typeof(bool))
        {
            return NumberType(from) is not null ? builder.Compare("<>", Value(converted), Constant.Of(0))
                : from == typeof(string) ? PlanBuilder.Cast(Value(converted), SqlTypes.Boolean)
                : null;
        }

        if (NumberType(to) is not { } number)
        {
            return null;
        }

        ScalarExpression value = Value(converted);
        return from == typeof(bool) ? Converted(PlanBuilder.Case([new CaseArm(value, Constant.Of(1)), new CaseArm(PlanBuilder.Not(value), Constant.Of(0))], null), to)
            : from == typeof(string) && node.Arguments.Count <= 2 ? PlanBuilder.Cast(Trimmed("Trim", value, ConstantOf(WhiteSpace, node)), number)
            : number is IntegralType && SqlTypes.IsFloating(value.Type) ? PlanBuilder.Cast(builder.Call("round_even", value), number)
            : NumberType(from) is not null || from == typeof(decimal) ? PlanBuilder.Cast(value, number)
            : null;
    }

    private ScalarExpression Bits(string name, BinaryExpression node)
    {
        Type type = Nullable.GetUnderlyingType(node.Type) ?? node.Type;
        if (type == typeof(bool))
        {
            return name switch
            {
                "&" => PlanBuilder.And(Value(node.Left), Value(node.Right)),
                "|" => PlanBuilder.Or(Value(node.Left), Value(node.Right)),
                _ => builder.Compare("<>", Value(node.Left), Value(node.Right)),
            };
        }

        ScalarExpression right = PlanBuilder.Cast(Value(node.Right), SqlTypes.BigInt);
        if (name is "<<" or ">>")
        {
            // As in C#, only the low bits of the count matter.
            right = builder.Call("&", right, Constant.Of(type == typeof(long) || type == typeof(ulong) ? 63 : 31));
        }

        return Converted(builder.Call(name, PlanBuilder.Cast(Value(node.Left), SqlTypes.BigInt), right), node.Type);
    }

    private ScalarExpression HasFlag(MethodCallExpression node)
    {
        ScalarExpression Number(Expression side) => PlanBuilder.Cast(Value(Bare(side)), SqlTypes.BigInt);
        ScalarExpression flag = Number(node.Arguments[0]);
        return builder.Compare("=", builder.Call("&", Number(node.Object!), flag), flag);
    }

    private ScalarExpression Compared(Expression left, Expression right)
    {
        (ScalarExpression one, ScalarExpression other) = (Value(left), Value(right));
        bool isLeft = IsBeyond(left, other);
        if (!isLeft && !IsBeyond(right, one))
        {
            return Compared(one, other);
        }

        // A time beyond all columns: only null may come before one that is before them all.
        Constant side = Constant.Of(isLeft ? SideBeyond(left) : -SideBeyond(right));
        ScalarExpression value = isLeft ? other : one;
        ScalarExpression compared = MayBeNull(value) ? PlanBuilder.Case([new CaseArm(builder.IsNull(value), Constant.Of(isLeft ? 1 : -1))], side) : side;
        return PlanBuilder.Cast(compared, SqlTypes.Int);
    }

    /// <summary>-1, 0 or 1, as CompareTo and Compare give it: null comes first.</summary>
    private ScalarExpression Compared(ScalarExpression left, ScalarExpression right)
    {
        var arms = new List<CaseArm>();
        if (MayBeNull(left) || MayBeNull(right))
        {
            arms.Add(new CaseArm(builder.Compare("is not distinct from", left, right), Constant.Of(0)));
            arms.Add(new CaseArm(builder.IsNull(left), Constant.Of(-1)));
            arms.Add(new CaseArm(builder.IsNull(right), Constant.Of(1)));
        }

        arms.Add(new CaseArm(builder.Compare("<", left, right), Constant.Of(-1)));
        arms.Add(new CaseArm(builder.Compare("=", left, right), Constant.Of(0)));
        return PlanBuilder.Cast(PlanBuilder.Case(arms.ToPlanList(), Constant.Of(1)), SqlTypes.Int);
    }
}
