using Rerun.Catalog.Dataframes;
using Rerun.Query.Optimizer.Scans;
using Rerun.Query.Optimizer.Templates;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Optimizer.Rules;

/// <summary>
/// Makes conditions on the index, the partition and on missing values part of the dataframe view below. What the view answers exactly is
/// dropped here; what it answers too widely is checked again; the rest stays.
/// </summary>
internal sealed class PushFiltersIntoScans : IOptimizerRule
{
    public const string RuleName = "push-filters-into-scans";

    /// <inheritdoc/>
    public string Name => RuleName;

    /// <inheritdoc/>
    public LogicalPlan Apply(LogicalPlan plan) => plan.RewriteUp(relation =>
        relation is Filter { Input: DataframeScan { Query.Limit: null, Deferred: null } scan } filter ? Push(filter, scan) : relation);

    private static LogicalPlan Push(Filter filter, DataframeScan scan)
    {
        var bounds = ScanBounds.Of(scan.Query);
        ComponentSelector? notNull = null;
        var rest = new List<ScalarExpression>();
        var deferred = new List<ScalarExpression>();
        foreach (ScalarExpression condition in Conjuncts.Of(filter.Condition))
        {
            if (RunValues.IsIn(condition) && DeferredBounds.Allow(condition, scan))
            {
                deferred.Add(condition);
                continue;
            }

            ScanBounds known = ScanConditions.BoundsOf(condition, scan);
            bounds = bounds.And(known);
            if (known.IsExact)
            {
                continue;
            }

            // Of several such conditions the view takes the first.
            if (NotNullHint.IsPossible(scan.Query) && NotNullHint.Of(condition, scan, out bool isExact) is { } column)
            {
                bool isTaken = notNull is null;
                notNull ??= column;
                if (isExact && (isTaken || notNull == column))
                {
                    continue;
                }
            }

            rest.Add(condition);
        }

        if (bounds.IsEmpty)
        {
            return new Empty(filter.Fields);
        }

        DataframeQuery query = scan.Query with
        {
            RowRanges = bounds.Ranges,
            RowPartitions = bounds.Partitions,
            FilterIsNotNull = scan.Query.FilterIsNotNull ?? notNull,
        };
        LogicalPlan pushed = scan with { Query = query, Deferred = deferred.Count == 0 ? null : new DeferredBounds(scan, deferred.ToPlanList()) };
        return rest.Count == 0 ? pushed : new Filter(pushed, PlanBuilder.And(rest));
    }
}
