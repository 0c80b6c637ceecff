using System.Linq.Expressions;

namespace Rerun.Data.Linq.Translation;

/// <summary>Several rows within a row: the values of each column of theirs are a list.</summary>
/// <param name="type">The type of the sequence.</param>
/// <param name="element">What one of the rows becomes; its leaves are lists with the values of all rows, null for none.</param>
/// <param name="count">The number of the rows.</param>
internal sealed class SequenceExpression(Type type, Expression element, LeafExpression count) : Expression
{
    public Expression Element { get; } = element;

    public LeafExpression Count { get; } = count;

    public override Type Type { get; } = type;

    public override ExpressionType NodeType => ExpressionType.Extension;

    public override bool CanReduce => false;

    public override string ToString() => $"sequence({Element}, {Count})";

    /// <summary>The same rows as another type of sequence.</summary>
    public SequenceExpression As(Type sequence) => new(sequence, Element, Count);

    protected override Expression VisitChildren(ExpressionVisitor visitor)
    {
        Expression element = visitor.Visit(Element)!;
        var count = (LeafExpression)visitor.Visit(Count)!;
        return element == Element && count == Count ? this : new SequenceExpression(Type, element, count);
    }
}
