using Rerun.Arrow;
using Rerun.Query.Plan.Expressions;

namespace Rerun.Query.Plan.Relations;

/// <summary>Whole numbers or times at equal steps.</summary>
/// <param name="Start">The first value: BIGINT or a timestamp, without columns.</param>
/// <param name="Stop">Where it ends, of the same type.</param>
/// <param name="Step">The step, not zero: BIGINT, or INTERVAL for times.</param>
/// <param name="HasStop">Whether the end is a value too, if it is met.</param>
/// <param name="Fields">The column.</param>
internal sealed record Series(ScalarExpression Start, ScalarExpression Stop, ScalarExpression Step, bool HasStop, PlanList<Field> Fields) : LogicalPlan(Fields)
{
    /// <inheritdoc/>
    public override string Label => $"Series: {Start} to {Stop} by {Step}{(HasStop ? "" : ", without the end")}";

    /// <inheritdoc/>
    public override LogicalPlan WithExpressions(Func<ScalarExpression, ScalarExpression> change) =>
        this with { Start = change(Start), Stop = change(Stop), Step = change(Step) };
}
