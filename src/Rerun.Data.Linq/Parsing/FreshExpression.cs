using System.Linq.Expressions;

namespace Rerun.Data.Linq.Parsing;

/// <summary>A call in a selection that depends on no row but may give something else each time, such as <see cref="Guid.NewGuid"/>: the program makes it for each row.</summary>
/// <param name="body">The call, over values from outside.</param>
internal sealed class FreshExpression(Expression body) : Expression
{
    public Expression Body { get; } = body;

    public override Type Type => Body.Type;

    public override ExpressionType NodeType => ExpressionType.Extension;

    public override bool CanReduce => false;

    public override string ToString() => Body.ToString();

    protected override Expression VisitChildren(ExpressionVisitor visitor) => this;
}
