using Rerun.Arrow;
using Rerun.Query.Plan.Expressions;

namespace Rerun.Query.Plan.Relations;

/// <summary>The columns of the input and, behind them, the value of a sub-query that depends on the row.</summary>
/// <param name="Input">The rows.</param>
/// <param name="Subquery">The sub-query.</param>
/// <param name="Guard">For which rows it is computed; for the others the value is null. Null for all rows.</param>
/// <param name="Fields">The columns.</param>
internal sealed record SubqueryColumn(LogicalPlan Input, CorrelatedSubquery Subquery, ScalarExpression? Guard, PlanList<Field> Fields) : LogicalPlan(Fields)
{
    /// <inheritdoc/>
    public override PlanList<LogicalPlan> Inputs => [Input];

    /// <inheritdoc/>
    public override PlanList<SortKey> Ordering => Input.Ordering;

    /// <inheritdoc/>
    public override string Label => $"Subquery by row: {Subquery}{(Guard is null ? "" : $" WHERE {Guard}")}";

    /// <inheritdoc/>
    public override LogicalPlan WithInputs(PlanList<LogicalPlan> inputs) => this with { Input = inputs[0] };

    /// <inheritdoc/>
    public override LogicalPlan WithExpressions(Func<ScalarExpression, ScalarExpression> change) => this with
    {
        Subquery = Subquery with { Arguments = Subquery.Arguments.Map(change) },
        Guard = Guard is null ? null : change(Guard),
    };
}
