using Rerun.Arrow;
using Rerun.Query.Plan.Expressions;

namespace Rerun.Query.Plan.Relations;

/// <summary>The columns of the input and, behind them, the values of sub-queries that depend on the row.</summary>
internal sealed record SubqueryColumns(LogicalPlan Input, PlanList<CorrelatedSubquery> Subqueries, PlanList<Field> Fields) : LogicalPlan(Fields)
{
    /// <inheritdoc/>
    public override PlanList<LogicalPlan> Inputs => [Input];

    /// <inheritdoc/>
    public override PlanList<SortKey> Ordering => Input.Ordering;

    /// <inheritdoc/>
    public override string Label => $"Subqueries by row: {string.Join(", ", Subqueries.AsEnumerable())}";

    /// <inheritdoc/>
    public override LogicalPlan WithInputs(PlanList<LogicalPlan> inputs) => this with { Input = inputs[0] };

    /// <inheritdoc/>
    public override LogicalPlan WithExpressions(Func<ScalarExpression, ScalarExpression> change) =>
        this with { Subqueries = Subqueries.Map(query => query with { Arguments = query.Arguments.Map(change) }) };
}
