using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Optimizer;

/// <summary>Guesses how many rows a relation has. Sources tell no counts, so that only what is done to their rows decides.</summary>
internal static class RowEstimate
{
    private const double Unknown = 1_000_000;

    public static double Of(LogicalPlan plan)
    {
        StackGuard.Ensure();
        return OfRelation(plan);
    }

    private static double OfRelation(LogicalPlan plan) => plan switch
    {
        Empty => 0,
        Values values => values.Rows.Count,
        Filter filter => Conjuncts.Of(filter.Condition).Aggregate(Of(filter.Input), (rows, condition) => rows * Share(condition)),
        Aggregate { Groups.IsEmpty: true } => 1,
        Aggregate or Distinct => Of(plan.Inputs[0]) / 10,
        Limit { Count: Constant { Value: long count } } limit => Math.Min(count, Of(limit.Input)),
        Join { Keys.IsEmpty: true, Kind: JoinKind.Inner } join => Of(join.Left) * Of(join.Right),
        Join join => Math.Max(Of(join.Left), Of(join.Right)),
        CommonScan scan => Of(scan.Query.Plan),
        SetOperation operation => operation.Operands.Sum(Of),
        { Inputs.Count: 1 } => Of(plan.Inputs[0]),
        _ => Unknown,
    };

    private static double Share(ScalarExpression condition) => condition switch
    {
        FunctionCall { Name: "=" or "is not distinct from" or "is_null" } => 0.01,
        InList { Items.Count: var count } => Math.Min(0.5, 0.01 * Math.Max(1, count)),
        Logical { Connective: LogicalConnective.Or } or => Math.Min(0.9, or.Operands.Sum(Share)),
        _ => 0.4,
    };
}
