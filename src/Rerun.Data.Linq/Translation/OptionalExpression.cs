using System.Linq.Expressions;

namespace Rerun.Data.Linq.Translation;

/// <summary>What a row of the other side of an outer join becomes, which may have no such row.</summary>
/// <param name="type">The type it has in C#.</param>
/// <param name="marker">A column that is null where there is no row.</param>
/// <param name="value">What the row becomes.</param>
/// <param name="fallback">What stands for a missing row; null for the type's default.</param>
internal sealed class OptionalExpression(Type type, LeafExpression marker, Expression value, Expression? fallback = null) : Expression
{
    public LeafExpression Marker { get; } = marker;

    public Expression Value { get; } = value;

    public Expression? Fallback { get; } = fallback;

    public override Type Type { get; } = type;

    public override ExpressionType NodeType => ExpressionType.Extension;

    public override bool CanReduce => false;

    public override string ToString() => $"optional({Marker}, {Value}, {Fallback})";

    protected override Expression VisitChildren(ExpressionVisitor visitor)
    {
        var marker = (LeafExpression)visitor.Visit(Marker)!;
        Expression value = visitor.Visit(Value)!;
        Expression? fallback = visitor.Visit(Fallback);
        return marker == Marker && value == Value && fallback == Fallback ? this : new OptionalExpression(Type, marker, value, fallback);
    }
}
