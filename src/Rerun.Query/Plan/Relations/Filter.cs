using Rerun.Query.Plan.Expressions;

namespace Rerun.Query.Plan.Relations;

/// <summary>The rows for which a condition is true (not false, not null), in their order.</summary>
internal sealed record Filter(LogicalPlan Input, ScalarExpression Condition) : LogicalPlan(Input.Fields)
{
    /// <inheritdoc/>
    public override PlanList<LogicalPlan> Inputs => [Input];

    /// <inheritdoc/>
    public override PlanList<SortKey> Ordering => Input.Ordering;

    /// <inheritdoc/>
    public override string Label => $"Filter: {Condition}";

    /// <inheritdoc/>
    public override LogicalPlan WithInputs(PlanList<LogicalPlan> inputs) => new Filter(inputs[0], Condition);

    /// <inheritdoc/>
    public override LogicalPlan WithExpressions(Func<ScalarExpression, ScalarExpression> change) => new Filter(Input, change(Condition));
}
