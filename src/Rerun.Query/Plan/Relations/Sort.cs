using Rerun.Query.Plan.Expressions;

namespace Rerun.Query.Plan.Relations;

/// <summary>The rows in another order; equal rows keep theirs. With a count it is a top-n: only that many first rows.</summary>
internal sealed record Sort(LogicalPlan Input, PlanList<SortKey> Keys, long? Count = null) : LogicalPlan(Input.Fields)
{
    /// <inheritdoc/>
    public override PlanList<LogicalPlan> Inputs => [Input];

    /// <inheritdoc/>
    public override PlanList<SortKey> Ordering
    {
        get
        {
            var keys = new List<SortKey>();
            foreach (SortKey key in Keys)
            {
                if (key.Expression is not ColumnReference)
                {
                    break;
                }

                keys.Add(key);
            }

            return keys.ToPlanList();
        }
    }

    /// <inheritdoc/>
    public override string Label => $"{(Count is { } count ? $"TopN {count}" : "Sort")}: {string.Join(", ", Keys.AsEnumerable())}";

    /// <inheritdoc/>
    public override LogicalPlan WithInputs(PlanList<LogicalPlan> inputs) => new Sort(inputs[0], Keys, Count);

    /// <inheritdoc/>
    public override LogicalPlan WithExpressions(Func<ScalarExpression, ScalarExpression> change) =>
        new Sort(Input, Keys.Map(key => key with { Expression = change(key.Expression) }), Count);
}
