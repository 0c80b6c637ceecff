using Rerun.Arrow;
using Rerun.Query.Plan.Expressions;

namespace Rerun.Query.Plan.Relations;

/// <summary>Each left row with the rows of a relation that depends on it. Columns: those of the left, then those of the right.</summary>
/// <param name="Left">The left relation; its order is kept.</param>
/// <param name="Right">The right relation; <paramref name="Parameters"/> stand in it.</param>
/// <param name="Parameters">What the right relation needs to know of a left row.</param>
/// <param name="Arguments">The values of the parameters, over the columns of the left.</param>
/// <param name="KeepsLeft">Whether a left row for which the right has no row stays, with nulls.</param>
/// <param name="Fields">The columns.</param>
internal sealed record LateralJoin(
    LogicalPlan Left,
    LogicalPlan Right,
    PlanList<OuterReference> Parameters,
    PlanList<ScalarExpression> Arguments,
    bool KeepsLeft,
    PlanList<Field> Fields)
    : LogicalPlan(Fields)
{
    /// <inheritdoc/>
    public override PlanList<LogicalPlan> Inputs => [Left];

    /// <inheritdoc/>
    public override PlanList<SortKey> Ordering => Left.Ordering;

    /// <inheritdoc/>
    public override string Label => $"{(KeepsLeft ? "LateralLeftJoin" : "LateralJoin")} by row: {string.Join(", ", Arguments.AsEnumerable())}";

    /// <inheritdoc/>
    public override LogicalPlan WithInputs(PlanList<LogicalPlan> inputs) => this with { Left = inputs[0] };

    /// <inheritdoc/>
    public override LogicalPlan WithExpressions(Func<ScalarExpression, ScalarExpression> change) => this with { Arguments = Arguments.Map(change) };
}
