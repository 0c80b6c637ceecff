using Rerun.Query.Plan.Expressions;

namespace Rerun.Query.Plan.Relations;

/// <summary>The rows of a query that is computed once and may be named at several places.</summary>
/// <param name="Query">The query.</param>
/// <param name="Fields">Its columns.</param>
internal sealed record CommonScan(CommonQuery Query, PlanList<Arrow.Field> Fields) : LogicalPlan(Fields)
{
    /// <inheritdoc/>
    public override PlanList<SortKey> Ordering => Query.Plan.Ordering;

    /// <inheritdoc/>
    public override string Label => $"Common {Query.Name}: {PlanText.Names(Fields)}";
}
