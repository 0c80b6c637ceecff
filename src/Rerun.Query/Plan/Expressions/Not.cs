using Rerun.Arrow.Types;

namespace Rerun.Query.Plan.Expressions;

/// <summary>The opposite of a condition; of null it is null.</summary>
internal sealed record Not(ScalarExpression Operand) : ScalarExpression(BooleanType.Default, Operand.IsNullable)
{
    /// <inheritdoc/>
    public override PlanList<ScalarExpression> Children => [Operand];

    /// <inheritdoc/>
    public override ScalarExpression WithChildren(PlanList<ScalarExpression> children) => new Not(children[0]);
}
