using Rerun.Arrow.Types;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Plan.Expressions;

/// <summary>Whether a value equals one of a query's only column, in three-valued logic.</summary>
internal sealed record InSubquery(ScalarExpression Operand, LogicalPlan Plan) : ScalarExpression(BooleanType.Default, true)
{
    /// <inheritdoc/>
    public override PlanList<ScalarExpression> Children => [Operand];

    /// <inheritdoc/>
    public override ScalarExpression WithChildren(PlanList<ScalarExpression> children) => new InSubquery(children[0], Plan);
}
