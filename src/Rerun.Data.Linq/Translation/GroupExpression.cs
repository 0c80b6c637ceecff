using System.Linq.Expressions;

namespace Rerun.Data.Linq.Translation;

/// <summary>A group, of which only the key and aggregates are used.</summary>
/// <param name="type">The type of the group.</param>
/// <param name="key">The shape of its key.</param>
internal sealed class GroupExpression(Type type, Expression key) : Expression
{
    public Expression Key { get; } = key;

    public override Type Type { get; } = type;

    public override ExpressionType NodeType => ExpressionType.Extension;

    public override bool CanReduce => false;

    public override string ToString() => "group";

    protected override Expression VisitChildren(ExpressionVisitor visitor) => this;
}
