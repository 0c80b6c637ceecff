using Rerun.Arrow;

namespace Rerun.Query.Plan.Relations;

/// <summary>In the step of a recursive query: the rows that the step before gave.</summary>
internal sealed record WorkingScan(WorkingTable Table, PlanList<Field> Fields) : LogicalPlan(Fields)
{
    /// <inheritdoc/>
    public override string Label => $"WorkingTable {Table.Name}: {PlanText.Names(Fields)}";
}
