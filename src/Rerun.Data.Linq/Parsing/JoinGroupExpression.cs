using System.Linq.Expressions;
using Remotion.Linq.Clauses;

namespace Rerun.Data.Linq.Parsing;

/// <summary>The rows of the other side of a group join that belong to a row; looked up where they are used.</summary>
/// <param name="type">The type of the sequence.</param>
/// <param name="join">The join.</param>
/// <param name="key">The key of the row.</param>
internal sealed class JoinGroupExpression(Type type, JoinClause join, Expression key) : Expression
{
    public JoinClause Join { get; } = join;

    public Expression Key { get; } = key;

    public override Type Type { get; } = type;

    public override ExpressionType NodeType => ExpressionType.Extension;

    public override bool CanReduce => false;

    public override string ToString() => $"rows of {Join.ItemName} for {Key}";

    protected override Expression VisitChildren(ExpressionVisitor visitor)
    {
        Expression key = visitor.Visit(Key)!;
        return key == Key ? this : new JoinGroupExpression(Type, Join, key);
    }
}
