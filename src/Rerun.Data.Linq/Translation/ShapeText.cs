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
        OptionalExpression optional => Expression.Parameter(optional.Type, $"optional({Visit(optional.Marker)}, {Visit(optional.Value)}, {Visit(optional.Fallback)})"),
        SequenceExpression sequence => Expression.Parameter(sequence.Type, $"sequence({Visit(sequence.Element)}, {Visit(sequence.Count)})"),
        GroupExpression group => Expression.Parameter(group.Type, $"group({Visit(group.Key)}, {Visit(group.Elements)})"),
        LocalRowExpression row => Expression.Parameter(row.Type, $"item({row.Items}, {Visit(row.Place)})"),
        _ => base.Visit(node),
    };
}
