using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Plan.Expressions;

/// <summary>A sub-query that depends on the row it is computed for.</summary>
/// <param name="Subquery">The sub-query; <paramref name="Parameters"/> stand in its plan, and in the operand of IN.</param>
/// <param name="Parameters">What the sub-query needs to know of the row.</param>
/// <param name="Arguments">The values of the parameters, over the columns of the row.</param>
internal sealed record CorrelatedSubquery(ScalarExpression Subquery, PlanList<OuterReference> Parameters, PlanList<ScalarExpression> Arguments)
    : ScalarExpression(Subquery.Type, Subquery.IsNullable)
{
    /// <inheritdoc/>
    public override PlanList<ScalarExpression> Children => Arguments;

    /// <inheritdoc/>
    public override ScalarExpression WithChildren(PlanList<ScalarExpression> children) => this with { Arguments = children };

    /// <summary>The sub-query for the row whose values are given, which stands alone.</summary>
    public ScalarExpression For(IReadOnlyList<Constant> values) => OuterValues.Of(Parameters, values).Fill(Subquery);
}
