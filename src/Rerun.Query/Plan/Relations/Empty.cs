using Rerun.Arrow;

namespace Rerun.Query.Plan.Relations;

/// <summary>No rows: what is left of a relation whose condition cannot be true.</summary>
internal sealed record Empty(PlanList<Field> Fields) : LogicalPlan(Fields)
{
    /// <inheritdoc/>
    public override string Label => "Empty";
}
