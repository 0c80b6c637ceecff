using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;

namespace Rerun.Query.Binding;

/// <summary>A window function inside an expression that is being bound; becomes a column of a <see cref="Plan.Relations.Window"/>.</summary>
internal sealed record PendingWindow(WindowFunctionCall Call, PlanList<ScalarExpression> PartitionBy, PlanList<SortKey> OrderBy)
    : ScalarExpression(Call.Type, true)
{
    /// <inheritdoc/>
    public override PlanList<ScalarExpression> Children =>
        [.. Call.Arguments, .. Call.Filter is null ? [] : new[] { Call.Filter }, .. PartitionBy, .. OrderBy.Select(key => key.Expression)];

    /// <inheritdoc/>
    public override ScalarExpression WithChildren(PlanList<ScalarExpression> children)
    {
        var next = new Queue<ScalarExpression>(children);
        return new PendingWindow(
            Call.WithExpressions(_ => next.Dequeue()),
            PartitionBy.Map(_ => next.Dequeue()),
            OrderBy.Map(key => key with { Expression = next.Dequeue() }));
    }
}
