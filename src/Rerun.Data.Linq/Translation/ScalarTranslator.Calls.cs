using System.Collections;
using System.Linq.Expressions;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Data.Linq.Parsing;
using Rerun.Query.Functions.Resolution;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;

namespace Rerun.Data.Linq.Translation;

/// <content>Members and methods of .NET types.</content>
internal sealed partial class ScalarTranslator
{
    private static readonly Dictionary<string, string> MathFunctions = new()
    {
        ["Abs"] = "abs", ["Floor"] = "floor", ["Ceiling"] = "ceil", ["Truncate"] = "trunc", ["Sqrt"] = "sqrt", ["Cbrt"] = "cbrt", ["Exp"] = "exp",
        ["Log10"] = "log10", ["Log2"] = "log2", ["Sin"] = "sin", ["Cos"] = "cos", ["Tan"] = "tan", ["Asin"] = "asin", ["Acos"] = "acos",
        ["Atan"] = "atan", ["Sinh"] = "sinh", ["Cosh"] = "cosh", ["Tanh"] = "tanh", ["Atan2"] = "atan2", ["Pow"] = "power", ["Sign"] = "sign",
        ["Round"] = "round_even", ["Max"] = "greatest", ["Min"] = "least", ["Log"] = "ln",
    };

    private static readonly Dictionary<string, string> TimeParts = new()
    {
        ["Year"] = "year", ["Month"] = "month", ["Day"] = "day", ["Hour"] = "hour", ["Minute"] = "minute", ["Second"] = "second", ["DayOfYear"] = "dayofyear",
    };

    private ScalarExpression Member(MemberExpression node)
    {
        Type? owner = node.Expression?.Type;
        string name = node.Member.Name;
        if (owner is null)
        {
            throw Error(node, "the engine has no such static member.");
        }

        if (Nullable.GetUnderlyingType(owner) is not null && name is "HasValue" or "Value")
        {
            return name == "Value" ? Value(node.Expression!) : Negate(IsNull(node.Expression!));
        }

        if (owner == typeof(RerunValue) && name == "IsNull")
        {
            return builder.IsNull(Whole(node.Expression!));
        }

        if (owner == typeof(string) && name == "Length")
        {
            return Converted(builder.Call("length_utf16", Value(node.Expression!)), typeof(int));
        }

        if (owner == typeof(DateTime) || owner == typeof(DateTimeOffset))
        {
            if (TimeParts.TryGetValue(name, out string? part))
            {
                return Converted(builder.Call(part, Value(node.Expression!)), typeof(int));
            }

            if (name == "Date")
            {
                return builder.Call("date_trunc", ConstantOf("day", node), Value(node.Expression!));
            }
        }

        if (owner == typeof(Timestamp64) && name == nameof(Timestamp64.Nanoseconds))
        {
            ScalarExpression time = Value(node.Expression!);
            return time.Type is TimestampType ? builder.Call("epoch_ns", time) : time;
        }

        if (name is "Count" or "Length" && (owner.IsArray || typeof(IEnumerable).IsAssignableFrom(owner)))
        {
            return Converted(builder.Call("list_length", Whole(node.Expression!)), typeof(int));
        }

        throw Error(node, $"the engine knows no {owner.Name}.{name}.");
    }

    private ScalarExpression Call(MethodCallExpression node, bool isCondition)
    {
        Type owner = node.Method.DeclaringType!;
        string name = node.Method.Name;
        if (owner == typeof(Markers))
        {
            return Membership(node, isCondition);
        }

        if (owner == typeof(string))
        {
            return Text(node, name);
        }

        if ((owner == typeof(Math) || owner == typeof(MathF)) && MathFunctions.TryGetValue(name, out string? function)
            && node.Arguments.All(argument => !argument.Type.IsEnum) && !(name == "Log" && node.Arguments.Count > 1))
        {
            return Converted(builder.Call(function, [.. node.Arguments.Select(Value)]), node.Type);
        }

        if (name == "Equals" && Operands(node) is [var one, var other])
        {
            return Equal(Value(one), Value(other), true, isCondition);
        }

        if (Nullable.GetUnderlyingType(owner) is not null && name == "GetValueOrDefault")
        {
            ScalarExpression fallback = node.Arguments.Count == 1
                ? Value(node.Arguments[0])
                : ConstantOf(Activator.CreateInstance(Nullable.GetUnderlyingType(owner)!), node);
            return PlanBuilder.Coalesce([Value(node.Object!), fallback]);
        }

        if ((owner == typeof(double) || owner == typeof(float)) && name is "IsNaN" or "IsInfinity" or "IsFinite")
        {
            ScalarExpression test = builder.Call(name == "IsNaN" ? "isnan" : name == "IsFinite" ? "isfinite" : "isinf", Value(node.Arguments[0]));
            return isCondition ? test : TwoValued(test);
        }

        if (owner == typeof(Enumerable) && node.Arguments is [var list] && name is "Count" or "Any")
        {
            ScalarExpression length = builder.Call("list_length", Whole(node.Arguments[0]));
            return name == "Count" ? Converted(length, typeof(int)) : builder.Compare(">", length, Constant.Of(0));
        }

        if (name == "get_Item" && node.Object is not null && typeof(IList).IsAssignableFrom(node.Object.Type))
        {
            return builder.Call("list_element", Whole(node.Object), builder.Call("+", Value(node.Arguments[0]), Constant.Of(1)));
        }

        throw Error(node, $"the engine has no function for {owner.Name}.{name}.");
    }

    private static Expression[] Operands(MethodCallExpression node) => node.Object is null ? [.. node.Arguments] : [node.Object, .. node.Arguments];

    private ScalarExpression Membership(MethodCallExpression node, bool isCondition)
    {
        if (node.Arguments[0] is not CapturedExpression captured)
        {
            return TwoValued(builder.Call("list_contains", Whole(node.Arguments[0]), Value(node.Arguments[1])));
        }

        if (captured.Value is null)
        {
            throw Error(node, "the list is null.");
        }

        ScalarExpression operand = Value(node.Arguments[1]);
        ScalarExpression found = captured.Items.Length == 0 ? Constant.False : ListMembership.Of(builder, operand, captured);
        ScalarExpression answer = isCondition || !MayBeNull(operand) ? found : PlanBuilder.Coalesce([found, Constant.False]);
        return captured.HasNullItem ? PlanBuilder.Or(answer, IsNull(node.Arguments[1])) : answer;
    }

    private ScalarExpression Text(MethodCallExpression node, string name)
    {
        Expression[] operands = Operands(node);
        if (operands.LastOrDefault() is { } last && last.Type == typeof(StringComparison))
        {
            if (last is not ConstantExpression { Value: StringComparison.Ordinal })
            {
                throw Error(node, "text is compared ordinally.", "Pass StringComparison.Ordinal or none, or compare ToUpper() of both.");
            }

            operands = operands[..^1];
        }

        ScalarExpression[] values = name == "Concat" && operands is [NewArrayExpression array]
            ? [.. array.Expressions.Select(Value)]
            : [.. operands.Select(Value)];
        return (name, values.Length) switch
        {
            ("Contains", 2) => TwoValued(builder.Call("contains", values)),
            ("StartsWith", 2) => TwoValued(builder.Call("starts_with", values)),
            ("EndsWith", 2) => TwoValued(builder.Call("ends_with", values)),
            ("ToUpper" or "ToUpperInvariant", 1) => builder.Call("upper", values),
            ("ToLower" or "ToLowerInvariant", 1) => builder.Call("lower", values),
            ("Trim", 1) => builder.Call("trim", values),
            ("TrimStart", 1) => builder.Call("ltrim", values),
            ("TrimEnd", 1) => builder.Call("rtrim", values),
            ("Replace", 3) => builder.Call("replace", values),
            ("Substring", 2 or 3) => builder.Call("substring_utf16", values),
            ("IndexOf", 2) => Converted(builder.Call("index_of_utf16", values), typeof(int)),
            ("Concat", _) => builder.Call("concat", values),
            ("Equals", 2) => Equal(values[0], values[1], true, false),
            ("IsNullOrEmpty", 1) => PlanBuilder.Or(builder.IsNull(values[0]), TwoValued(builder.Compare("=", values[0], ConstantOf("", node)))),
            _ => throw Error(node, $"the engine has no function for string.{name}."),
        };
    }
}
