using System.Linq.Expressions;
using System.Text.RegularExpressions;
using Rerun.Arrow.Types;
using Rerun.Data.Linq.Materialization;
using Rerun.Data.Linq.Parsing;
using Rerun.Query.Functions.Resolution;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;

namespace Rerun.Data.Linq.Translation;

/// <content>Members and methods of .NET types.</content>
internal sealed partial class ScalarTranslator
{
    private ScalarExpression Member(MemberExpression node)
    {
        string name = node.Member.Name;
        if (node.Expression?.Type is not { } declared)
        {
            throw Error(node, "the engine has no such static member.");
        }

        if (Nullable.GetUnderlyingType(declared) is not null && name is "HasValue" or "Value")
        {
            return name == "Value" ? Value(node.Expression) : Negate(IsNull(node.Expression));
        }

        if (declared == typeof(RerunValue) && name == nameof(RerunValue.IsNull))
        {
            return builder.IsNull(Whole(node.Expression));
        }

        if (declared == typeof(string) && name == "Length")
        {
            return Number(builder.Call("length_utf16", Value(node.Expression)));
        }

        if (IsTemporal(declared))
        {
            return TimeMember(node, declared, name);
        }

        if (ListDepth.IsVector(declared))
        {
            return VectorMember(node, declared);
        }

        if (name is "Count" or "Length" && ListDepth.ElementOf(declared) is not null)
        {
            return Length(node.Expression);
        }

        return FieldOf(node, declared) ?? throw Error(node, $"the engine knows no {declared.Name}.{name}.");
    }

    private ScalarExpression Length(Expression list)
    {
        ScalarExpression value = Whole(list);
        return Number(builder.Call(SqlTypes.IsBlob(value.Type) ? "octet_length" : "list_length", value));
    }

    private ScalarExpression Call(MethodCallExpression node, bool isCondition)
    {
        Type owner = node.Method.DeclaringType!;
        string name = node.Method.Name;
        if (owner == typeof(Markers))
        {
            return name == nameof(Markers.IsOneOf) ? Membership(node, isCondition) : Trimmed(name, Value(node.Arguments[0]), Value(node.Arguments[1]));
        }

        if (node.Method == Decimals.AverageMethod)
        {
            return builder.Call("/", Value(node.Arguments[0]), Value(node.Arguments[1]));
        }

        if (Operands(node) is [var one, var other] && name == "Equals")
        {
            (ScalarExpression left, ScalarExpression right) = (Value(Bare(one)), Value(Bare(other)));
            return IsBeyond(one, right) || IsBeyond(other, left) ? Constant.False : Equal(left, right, true, isCondition);
        }

        if (Nullable.GetUnderlyingType(owner) is { } bare && name == "GetValueOrDefault")
        {
            ScalarExpression fallback = node.Arguments.Count == 1 ? Value(node.Arguments[0]) : ConstantOf(Activator.CreateInstance(bare), node);
            return PlanBuilder.Coalesce([Value(node.Object!), fallback]);
        }

        ScalarExpression? known =
            owner == typeof(string) ? Text(node, name)
            : owner == typeof(char) ? Character(node, name, isCondition)
            : owner == typeof(Regex) ? Matches(node, isCondition)
            : IsTemporal(owner) ? TimeCall(node, owner, name)
            : ListDepth.IsVector(owner) ? VectorCall(node, owner, name)
            : owner == typeof(Enum) && name == nameof(Enum.HasFlag) ? HasFlag(node)
            : owner == typeof(Convert) ? Conversion(node, name)
            : owner == typeof(Math) || owner == typeof(MathF) ? MathCall(node, name)
            : name is "ToString" && node.Arguments.Count == 0 ? TextOf(node.Object!)
            : name is "CompareTo" && node.Arguments.Count == 1 ? Compared(node.Object!, Bare(node.Arguments[0]))
            : name is "Parse" && node.Arguments is [{ } parsed, ..] && parsed.Type == typeof(string) ? Conversion(node, name)
            : NumberType(owner) is not null && node.Object is null ? NumberTest(node, name) ?? MathCall(node, name)
            : OfList(node, owner, name);
        return known is null ? throw Error(node, $"the engine has no function for {owner.Name}.{name}.")
            : isCondition || known.Type is not BooleanType ? known
            : TwoValued(known);
    }

    private ScalarExpression? OfList(MethodCallExpression node, Type owner, string name)
    {
        if (owner == typeof(Enumerable) && node.Arguments is [var list] && name is "Count" or "Any")
        {
            return name == "Count" ? Length(node.Arguments[0]) : builder.Compare(">", Length(node.Arguments[0]), Constant.Of(0));
        }

        return name == "get_Item" && node.Object is not null && ListDepth.ElementOf(node.Object.Type) is not null
            ? builder.Call("list_element", Whole(node.Object), builder.Call("+", Value(node.Arguments[0]), Constant.Of(1)))
            : null;
    }

    private static Expression[] Operands(MethodCallExpression node) => node.Object is null ? [.. node.Arguments] : [node.Object, .. node.Arguments];

    private ScalarExpression Membership(MethodCallExpression node, bool isCondition)
    {
        if (node.Arguments[0] is not CapturedExpression captured)
        {
            (ScalarExpression items, ScalarExpression item) = (Whole(node.Arguments[0]), Value(node.Arguments[1]));
            ScalarExpression isIn = TwoValued(builder.Call("list_contains", items, item));
            return !MayBeNull(item) ? isIn : PlanBuilder.Or(
                isIn, TwoValued(PlanBuilder.And(builder.IsNull(item), builder.Compare("<", builder.Call("list_count", items), builder.Call("list_length", items)))));
        }

        if (captured.Value is null)
        {
            throw Error(node, "the list is null.");
        }

        ScalarExpression operand = Value(node.Arguments[1]);
        ScalarExpression found = ListMembership.Of(builder, operand, captured);
        ScalarExpression answer = isCondition || !MayBeNull(operand) ? found : PlanBuilder.Coalesce([found, Constant.False]);
        return captured.HasNullItem ? PlanBuilder.Or(answer, IsNull(node.Arguments[1])) : answer;
    }
}
