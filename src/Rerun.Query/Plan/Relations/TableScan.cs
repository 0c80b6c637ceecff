using Rerun.Arrow;
using Rerun.Query.Sources;

namespace Rerun.Query.Plan.Relations;

/// <summary>The rows of a source that has no pushdown but the choice of columns: a catalog table, a frame of the catalog, discovery.</summary>
/// <param name="Source">Where the rows come from.</param>
/// <param name="Columns">The positions of the source's columns that are read.</param>
/// <param name="Fields">The columns.</param>
internal sealed record TableScan(ITableSource Source, PlanList<int> Columns, PlanList<Field> Fields) : LogicalPlan(Fields)
{
    /// <inheritdoc/>
    public override string Label => $"Table {Source.Name}: {PlanText.Names(Fields)}";

    public static TableScan Of(ITableSource source) =>
        new(source, Enumerable.Range(0, source.Schema.FieldsList.Count).ToPlanList(), source.Schema.FieldsList.ToPlanList());
}
