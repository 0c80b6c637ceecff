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

    public override Expression? Visit(Expression? node)
    {
        if (node is null or LeafExpression or RowExpression or NewExpression or MemberInitExpression or ConstantExpression or Parsing.CapturedExpression)
        {
            return base.Visit(node);
        }

        _found ??= node;
        return node;
    }
}
