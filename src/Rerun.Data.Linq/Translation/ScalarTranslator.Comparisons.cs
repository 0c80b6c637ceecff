using System.Linq.Expressions;
using Rerun.Data.Linq.Parsing;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;

namespace Rerun.Data.Linq.Translation;

/// <content>Comparisons in all their spellings, brought to those that views answer.</content>
internal sealed partial class ScalarTranslator
{
    // A condition compared with true or false as the condition it stands for; null for other comparisons.
    private static Expression? Asserted(BinaryExpression node)
    {
        if (node.NodeType is not (ExpressionType.Equal or ExpressionType.NotEqual))
        {
            return null;
        }

        (Expression left, Expression right) = (Bare(node.Left), Bare(node.Right));
        return right is ConstantExpression { Value: bool second } && IsTest(left) ? Unless(left, second)
            : left is ConstantExpression { Value: bool first } && IsTest(right) ? Unless(right, first)
            : null;

        Expression Unless(Expression condition, bool value) => value == (node.NodeType == ExpressionType.Equal) ? condition : Expression.Not(condition);
        static bool IsTest(Expression side) => side.Type == typeof(bool) && side is (BinaryExpression or UnaryExpression or MethodCallExpression or MemberExpression or TypeBinaryExpression);
    }

    // What CompareTo gives compared with zero as the comparison it stands for, so that the view can answer it.
    private static BinaryExpression Plain(BinaryExpression node)
    {
        if (node.Left is ConstantExpression { Value: 0 } && node.Right is MethodCallExpression && Mirrored(node.NodeType) is { } mirrored)
        {
            return Plain(Expression.MakeBinary(mirrored, node.Right, node.Left));
        }

        return node.Right is ConstantExpression { Value: 0 } && Mirrored(node.NodeType) is not null
            && node.Left is MethodCallExpression { Method.Name: "CompareTo" or "Compare" } call && Operands(call) is [var one, var other]
            && one.Type == other.Type && one.Type.IsValueType && Nullable.GetUnderlyingType(one.Type) is null && (IsTemporal(one.Type) || NumberType(one.Type) is not null)
            ? Expression.MakeBinary(node.NodeType, one, other)
            : node;
    }

    private static ExpressionType? Mirrored(ExpressionType comparison) => comparison switch
    {
        ExpressionType.LessThan => ExpressionType.GreaterThan,
        ExpressionType.LessThanOrEqual => ExpressionType.GreaterThanOrEqual,
        ExpressionType.GreaterThan => ExpressionType.LessThan,
        ExpressionType.GreaterThanOrEqual => ExpressionType.LessThanOrEqual,
        ExpressionType.Equal or ExpressionType.NotEqual => comparison,
        _ => null,
    };

    private ScalarExpression Equality(BinaryExpression node, bool isEqual, bool isCondition)
    {
        if ((NullTest(node.Left, node.Right) ?? NullTest(node.Right, node.Left)) is { } isNull)
        {
            return isEqual ? isNull : Negate(isNull);
        }

        (ScalarExpression left, ScalarExpression right) = (Value(node.Left), Value(node.Right));
        return IsBeyond(node.Left, right) || IsBeyond(node.Right, left)
            ? Constant.Of(!isEqual)
            : Equal(left, right, isEqual, isCondition);
    }

    private static int SideBeyond(Expression node) => Bare(node) is CapturedExpression captured ? captured.SideBeyond : 0;

    // Whether a time is one that nothing in a column equals.
    private static bool IsBeyond(Expression time, ScalarExpression other) => SideBeyond(time) != 0 && !ListMembership.MayStandIn(other);

    // How values of columns compare with a time before or behind them all; null where neither side is one.
    private ScalarExpression? BesideBeyond(string comparison, Expression left, Expression right)
    {
        int side = SideBeyond(right) - SideBeyond(left);
        if (side == 0)
        {
            return null;
        }

        ScalarExpression value = Value(SideBeyond(right) != 0 ? left : right);
        return ListMembership.MayStandIn(value) ? null
            : side > 0 != comparison[0] is '<' ? Constant.False
            : MayBeNull(value) ? PlanBuilder.Not(builder.IsNull(value))
            : Constant.True;
    }

    private ScalarExpression Equal(ScalarExpression left, ScalarExpression right, bool isEqual, bool isCondition)
    {
        bool mayBeNull = MayBeNull(left);
        bool otherMayBeNull = MayBeNull(right);
        return (mayBeNull || otherMayBeNull, isEqual) switch
        {
            (false, _) => builder.Compare(isEqual ? "=" : "<>", left, right),
            (true, true) when !mayBeNull || !otherMayBeNull =>
                isCondition ? builder.Compare("=", left, right) : TwoValued(builder.Compare("=", left, right)),
            _ => builder.Compare(isEqual ? "is not distinct from" : "is distinct from", left, right),
        };
    }

    // Null or an empty list: both read as null. The list alone is tested first, because the view can answer that.
    private ScalarExpression? NullTest(Expression tested, Expression other)
    {
        if (Bare(other) is not (ConstantExpression { Value: null } or CapturedExpression { Value: null }))
        {
            return null;
        }

        return IsNull(tested);
    }

    private ScalarExpression IsNull(Expression tested)
    {
        Expression bare = Bare(tested);
        if (bare is LeafExpression leaf)
        {
            return ReferenceEquals(leaf.Raw, leaf.Value)
                ? builder.IsNull(leaf.Value)
                : PlanBuilder.Or(builder.IsNull(leaf.Raw), builder.IsNull(leaf.Value));
        }

        return builder.IsNull(Value(tested));
    }

    private static string? ComparisonName(ExpressionType type) => type switch
    {
        ExpressionType.LessThan => "<",
        ExpressionType.LessThanOrEqual => "<=",
        ExpressionType.GreaterThan => ">",
        ExpressionType.GreaterThanOrEqual => ">=",
        _ => null,
    };

    private static string Inverse(string name) => name switch
    {
        "<" => ">=",
        "<=" => ">",
        ">" => "<=",
        _ => "<",
    };
}
