using Rerun.Arrow;
using Rerun.Catalog.Dataframes;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Sources;

namespace Rerun.Query.Plan.Relations;

/// <summary>
/// The columns of the input and, behind them, columns of a view that a scan below left out: they are read only for the rows that are left, by partition and
/// index. Where those are null, as in rows that an outer join made up, so are they.
/// </summary>
/// <param name="Input">The rows.</param>
/// <param name="Scan">The scan that the rows come from.</param>
/// <param name="Dataset">The scan's dataset.</param>
/// <param name="Query">The view; its projection names the columns.</param>
/// <param name="Partition">The input's column that tells the partition.</param>
/// <param name="Index">The input's column that tells the index value.</param>
/// <param name="Fields">The columns.</param>
internal sealed record LateFetch(
    LogicalPlan Input, ScanHandle Scan, DatasetReference Dataset, DataframeQuery Query, int Partition, int Index, PlanList<Field> Fields)
    : LogicalPlan(Fields)
{
    /// <inheritdoc/>
    public override PlanList<LogicalPlan> Inputs => [Input];

    /// <inheritdoc/>
    public override PlanList<SortKey> Ordering => Input.Ordering;

    /// <inheritdoc/>
    public override string Label => $"LateFetch: {PlanText.Names(Fields.Skip(Input.Fields.Count).ToPlanList())}";

    /// <inheritdoc/>
    public override LogicalPlan WithInputs(PlanList<LogicalPlan> inputs) => this with { Input = inputs[0] };
}
