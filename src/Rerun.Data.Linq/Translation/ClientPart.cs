using System.Linq.Expressions;

namespace Rerun.Data.Linq.Translation;

/// <summary>Finds in a shape a part that the program would have to compute.</summary>
internal sealed class ClientPart : ExpressionVisitor
{
    private Expression? _found;

    public static Expression? Of(Expression shape)
    {
        var search = new ClientPart();
        search.Visit(shape);
        return search._found;
    }

    /// <summary>Whether a value only becomes an object.</summary>
    public static bool IsBoxing(UnaryExpression node) => node.NodeType == ExpressionType.Convert && !node.Type.IsValueType && node.Operand.Type.IsValueType;

    public override Expression? Visit(Expression? node)
    {
        if (node is null or LeafExpression or RowExpression or LocalRowExpression or OptionalExpression or GroupExpression or SequenceExpression or NewExpression or MemberInitExpression or ConstantExpression or Parsing.CapturedExpression
            || (node is UnaryExpression boxing && IsBoxing(boxing)))
        {
            return base.Visit(node);
        }

        _found ??= node;
        return node;
    }
}
