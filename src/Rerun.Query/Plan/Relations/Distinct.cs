using Rerun.Query.Plan.Expressions;

namespace Rerun.Query.Plan.Relations;

/// <summary>The first row of each set of rows that are equal in the key columns, in order.</summary>
/// <param name="Input">The rows.</param>
/// <param name="Keys">The expressions that are compared; empty for all columns.</param>
internal sealed record Distinct(LogicalPlan Input, PlanList<ScalarExpression> Keys) : LogicalPlan(Input.Fields)
{
    /// <inheritdoc/>
    public override PlanList<LogicalPlan> Inputs => [Input];

    /// <inheritdoc/>
    public override PlanList<SortKey> Ordering => Input.Ordering;

    /// <inheritdoc/>
    public override string Label => Keys.IsEmpty ? "Distinct" : $"Distinct on: {string.Join(", ", Keys.AsEnumerable())}";

    /// <inheritdoc/>
    public override LogicalPlan WithInputs(PlanList<LogicalPlan> inputs) => new Distinct(inputs[0], Keys);

    /// <inheritdoc/>
    public override LogicalPlan WithExpressions(Func<ScalarExpression, ScalarExpression> change) => new Distinct(Input, Keys.Map(change));
}
