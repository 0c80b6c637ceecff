using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Optimizer.Rules;

/// <summary>Makes a limited sort a top-n, and tells dataframe scans how many rows are wanted at most.</summary>
internal sealed class PushDownLimits : IOptimizerRule
{
    public const string RuleName = "push-down-limits";

    /// <summary>Above this, sorting all is no worse than keeping the best.</summary>
    private const long GreatestTopCount = 100_000;

    /// <inheritdoc/>
    public string Name => RuleName;

    /// <inheritdoc/>
    public LogicalPlan Apply(LogicalPlan plan) => plan.RewriteUp(relation =>
        relation is Limit { Count: Constant { Value: long count } } limit && OffsetOf(limit) is { } offset
            ? limit.WithInputs([Bound(limit.Input, count > long.MaxValue - offset ? long.MaxValue : count + offset)])
            : relation);

    private static long? OffsetOf(Limit limit) => limit.Offset switch
    {
        null or Constant { Value: null } => 0,
        Constant { Value: long offset } => Math.Max(0, offset),
        _ => null,
    };

    private static LogicalPlan Bound(LogicalPlan plan, long count) => plan switch
    {
        Project project => project.WithInputs([Bound(project.Input, count)]),
        Sort { Count: null } sort when count is >= 0 and <= GreatestTopCount => sort with { Count = count },
        DataframeScan scan when count >= 0 => scan with { Query = scan.Query with { Limit = Math.Min(scan.Query.Limit ?? long.MaxValue, count) } },
        SetOperation { Kind: SetOperationKind.UnionAll } union => union.WithInputs(union.Operands.Map(operand => Bound(operand, count))),
        _ => plan,
    };
}
