using Rerun.Arrow;
using Rerun.Query.Plan.Expressions;

namespace Rerun.Query.Plan.Relations;

/// <summary>
/// One row for each distinct combination of the group expressions, or exactly one row if there are none. Columns: the groups, then the
/// aggregates.
/// </summary>
internal sealed record Aggregate(
    LogicalPlan Input,
    PlanList<ScalarExpression> Groups,
    PlanList<AggregateCall> Calls,
    PlanList<Field> Fields)
    : LogicalPlan(Fields)
{
    /// <inheritdoc/>
    public override PlanList<LogicalPlan> Inputs => [Input];

    /// <inheritdoc/>
    public override string Label
    {
        get
        {
            string calls = string.Join(", ", Calls.AsEnumerable());
            return Groups.IsEmpty ? $"Aggregate: {calls}" : $"Aggregate: {calls}{(Calls.IsEmpty ? "" : " ")}GROUP BY {string.Join(", ", Groups.AsEnumerable())}";
        }
    }

    /// <inheritdoc/>
    public override LogicalPlan WithInputs(PlanList<LogicalPlan> inputs) => new Aggregate(inputs[0], Groups, Calls, Fields);

    /// <inheritdoc/>
    public override LogicalPlan WithExpressions(Func<ScalarExpression, ScalarExpression> change) =>
        new Aggregate(Input, Groups.Map(change), Calls.Map(call => call.WithExpressions(change)), Fields);
}
