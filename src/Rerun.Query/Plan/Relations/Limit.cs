using Rerun.Query.Plan.Expressions;

namespace Rerun.Query.Plan.Relations;

/// <summary>Some of the first rows.</summary>
/// <param name="Input">The rows.</param>
/// <param name="Count">How many rows at most: a BIGINT without columns; null, or null at run time, for all.</param>
/// <param name="Offset">How many rows are skipped first, likewise; null for none.</param>
internal sealed record Limit(LogicalPlan Input, ScalarExpression? Count, ScalarExpression? Offset) : LogicalPlan(Input.Fields)
{
    /// <inheritdoc/>
    public override PlanList<LogicalPlan> Inputs => [Input];

    /// <inheritdoc/>
    public override PlanList<SortKey> Ordering => Input.Ordering;

    /// <inheritdoc/>
    public override string Label => $"Limit: {Count?.ToString() ?? "all"}{(Offset is null ? "" : $" OFFSET {Offset}")}";

    /// <inheritdoc/>
    public override LogicalPlan WithInputs(PlanList<LogicalPlan> inputs) => new Limit(inputs[0], Count, Offset);

    /// <inheritdoc/>
    public override LogicalPlan WithExpressions(Func<ScalarExpression, ScalarExpression> change) =>
        new Limit(Input, Count is null ? null : change(Count), Offset is null ? null : change(Offset));
}
