using Rerun.Query.Optimizer.Rules;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Optimizer;

/// <summary>Applies the rules, in order, once each.</summary>
/// <param name="builder">What makes new expressions.</param>
/// <param name="disabledRules">Names of rules that do not run.</param>
/// <param name="readsOutlines">Whether the catalog finds the rows of a view without reading large values.</param>
internal sealed class PlanOptimizer(PlanBuilder builder, IReadOnlyCollection<string> disabledRules, bool readsOutlines)
{
    private readonly IOptimizerRule[] _rules =
    [
        .. ((IOptimizerRule[])[
            new SimplifyExpressions(builder),
            new OuterToInner(builder),
            new PushDownFilters(),
            new InferKeyConditions(),
            new OrderJoins(builder),
            new PushFiltersIntoScans(),
            new CleanUpAggregates(),
            new RemoveKnownOrder(),
            new PushDownLimits(),
            new ShareSubexpressions(),
            new PruneColumns(),
            new LateFetchWideColumns(readsOutlines),
        ]).Where(rule => !disabledRules.Contains(rule.Name)),
    ];

    private readonly IOptimizerRule[] _subqueryRules =
    [
        .. ((IOptimizerRule[])[new SimplifyExpressions(builder), new DecorrelateSubqueries(builder)]).Where(rule => !disabledRules.Contains(rule.Name)),
    ];

    /// <summary>The names of all rules, in the order they run.</summary>
    public static IReadOnlyList<string> RuleNames { get; } =
        [DecorrelateSubqueries.RuleName, SimplifyExpressions.RuleName, OuterToInner.RuleName, PushDownFilters.RuleName, InferKeyConditions.RuleName, OrderJoins.RuleName, PushFiltersIntoScans.RuleName, CleanUpAggregates.RuleName, RemoveKnownOrder.RuleName, PushDownLimits.RuleName, ShareSubexpressions.RuleName, PruneColumns.RuleName, LateFetchWideColumns.RuleName];

    /// <summary>The plan with joins in place of sub-queries that depend on rows, before those that stand alone are computed.</summary>
    public LogicalPlan JoinSubqueries(LogicalPlan plan) => Apply(_subqueryRules, plan);

    public LogicalPlan Optimize(LogicalPlan plan) => Apply(_rules, VolatileColumns.Apply(plan));

    private static LogicalPlan Apply(IOptimizerRule[] rules, LogicalPlan plan)
    {
        foreach (IOptimizerRule rule in rules)
        {
            plan = rule.Apply(plan);
        }

        return plan;
    }
}
