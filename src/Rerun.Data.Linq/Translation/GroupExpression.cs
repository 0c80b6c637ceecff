using System.Linq.Expressions;

namespace Rerun.Data.Linq.Translation;

/// <summary>A group.</summary>
/// <param name="type">The type of the group.</param>
/// <param name="key">The shape of its key.</param>
/// <param name="elements">Its rows; null where only the key and aggregates are used.</param>
internal sealed class GroupExpression(Type type, Expression key, SequenceExpression? elements) : Expression
{
    public Expression Key { get; } = key;

    public SequenceExpression? Elements { get; } = elements;

    public override Type Type { get; } = type;

    public override ExpressionType NodeType => ExpressionType.Extension;

    public override bool CanReduce => false;

    public override string ToString() => $"group({Key}, {Elements})";

    protected override Expression VisitChildren(ExpressionVisitor visitor)
    {
        Expression key = visitor.Visit(Key)!;
        var elements = (SequenceExpression?)visitor.Visit(Elements);
        return key == Key && elements == Elements ? this : new GroupExpression(Type, key, elements);
    }
}
