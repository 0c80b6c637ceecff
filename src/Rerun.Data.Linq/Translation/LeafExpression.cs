using System.Linq.Expressions;
using Rerun.Query.Plan.Expressions;

namespace Rerun.Data.Linq.Translation;

/// <summary>A value that the engine computes, as part of an object that is put together of such values.</summary>
/// <param name="value">The value in conditions and computations: of a list with one element the element.</param>
/// <param name="type">The type it has in C#.</param>
/// <param name="raw">What is read to show it; a whole list. Null: the value.</param>
internal sealed class LeafExpression(ScalarExpression value, Type type, ScalarExpression? raw = null) : Expression
{
    public ScalarExpression Value { get; } = value;

    public ScalarExpression Raw { get; } = raw ?? value;

    public override Type Type { get; } = type;

    public override ExpressionType NodeType => ExpressionType.Extension;

    public override bool CanReduce => false;

    public override string ToString() => Value.ToString();

    /// <summary>The same value in a relation whose columns stand elsewhere.</summary>
    public LeafExpression With(Func<ScalarExpression, ScalarExpression> change) =>
        ReferenceEquals(Raw, Value) ? new(change(Value), Type) : new(change(Value), Type, change(Raw));

    protected override Expression VisitChildren(ExpressionVisitor visitor) => this;
}
