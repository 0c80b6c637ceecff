using Rerun.Arrow.Types;

namespace Rerun.Query.Plan.Expressions;

/// <summary>Whether a value equals one of several of its type, in three-valued logic. The list may be empty (then it is false).</summary>
internal sealed record InList(ScalarExpression Operand, PlanList<ScalarExpression> Items) : ScalarExpression(BooleanType.Default, true)
{
    /// <inheritdoc/>
    public override PlanList<ScalarExpression> Children => [Operand, .. Items];

    /// <inheritdoc/>
    public override ScalarExpression WithChildren(PlanList<ScalarExpression> children) =>
        new InList(children[0], PlanList.Create(children.AsSpan()[1..]));
}
