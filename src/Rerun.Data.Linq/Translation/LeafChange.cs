using System.Linq.Expressions;

namespace Rerun.Data.Linq.Translation;

/// <summary>Changes the leaves of a shape.</summary>
internal sealed class LeafChange(Func<LeafExpression, LeafExpression> change) : ExpressionVisitor
{
    public static Expression Of(Expression shape, Func<LeafExpression, LeafExpression> change) => new LeafChange(change).Visit(shape)!;

    public override Expression? Visit(Expression? node) => node switch
    {
        LeafExpression leaf => change(leaf),
        RowExpression row => row.With(change),
        LocalRowExpression row => row.With(change),
        _ => base.Visit(node),
    };
}
