using Rerun.Arrow;
using Rerun.Query.Plan.Expressions;

namespace Rerun.Query.Plan.Relations;

/// <summary>
/// Each row once for each element of its lists, with the elements behind its columns; shorter lists are filled up with nulls. A row whose
/// lists have no elements is left out.
/// </summary>
/// <param name="Input">The rows.</param>
/// <param name="Lists">The lists, over the columns of the input.</param>
/// <param name="HasOrdinality">Whether the number of the element, from 1, is the last column.</param>
/// <param name="KeepsRows">Whether a row without elements stays, once, with nulls.</param>
/// <param name="Fields">The columns.</param>
internal sealed record Unnest(LogicalPlan Input, PlanList<ScalarExpression> Lists, bool HasOrdinality, bool KeepsRows, PlanList<Field> Fields)
    : LogicalPlan(Fields)
{
    /// <inheritdoc/>
    public override PlanList<LogicalPlan> Inputs => [Input];

    /// <inheritdoc/>
    public override PlanList<SortKey> Ordering => Input.Ordering;

    /// <inheritdoc/>
    public override string Label =>
        $"Unnest: {string.Join(", ", Lists.AsEnumerable())}{(HasOrdinality ? " WITH ORDINALITY" : "")}{(KeepsRows ? ", keeps rows" : "")}";

    /// <inheritdoc/>
    public override LogicalPlan WithInputs(PlanList<LogicalPlan> inputs) => this with { Input = inputs[0] };

    /// <inheritdoc/>
    public override LogicalPlan WithExpressions(Func<ScalarExpression, ScalarExpression> change) => this with { Lists = Lists.Map(change) };
}
