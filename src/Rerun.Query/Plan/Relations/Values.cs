using Rerun.Arrow;
using Rerun.Query.Plan.Expressions;

namespace Rerun.Query.Plan.Relations;

/// <summary>Rows written down: each expression is free of columns. One row of no columns stands for a missing FROM.</summary>
internal sealed record Values(PlanList<PlanList<ScalarExpression>> Rows, PlanList<Field> Fields) : LogicalPlan(Fields)
{
    public static Values OneRow { get; } = new([[]], []);

    /// <inheritdoc/>
    public override string Label => Fields.IsEmpty ? "OneRow" : $"Values: {Rows.Count} rows of {PlanText.Names(Fields)}";

    /// <inheritdoc/>
    public override LogicalPlan WithExpressions(Func<ScalarExpression, ScalarExpression> change) =>
        new Values(Rows.Map(row => row.Map(change)), Fields);
}
