using System.Linq.Expressions;
using Rerun.Query.Plan.Expressions;

namespace Rerun.Data.Linq.Translation;

/// <summary>How a row is put together, as text: columns by position, everything else as written. Equal texts read the same columns alike.</summary>
internal sealed class ShapeText : ExpressionVisitor
{
    private ShapeText()
    {
    }

    public static string Of(Expression shape) => new ShapeText().Visit(shape)!.ToString();

    public override Expression? Visit(Expression? node) => node switch
    {
        LeafExpression { Value: ColumnReference column } leaf => Expression.Parameter(leaf.Type, $"column{column.Ordinal}"),
        LeafExpression leaf => Expression.Parameter(leaf.Type, leaf.ToString()),
        _ => base.Visit(node),
    };
}
