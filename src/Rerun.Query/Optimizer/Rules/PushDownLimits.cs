using Rerun.Query.Optimizer.Nulls;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Optimizer.Rules;

/// <summary>
/// Makes a limited sort a top-n, before a join where its order is that of the left rows, and tells dataframe scans how many rows are wanted at most.
/// </summary>
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
        Sort { Count: null } sort when count is >= 0 and <= GreatestTopCount => new Sort(BelowTop(sort.Input, sort.Keys, count), sort.Keys, count),
        Sort { Count: { } known } sort when count >= 0 && count < known => sort with { Count = count },
        DataframeScan scan when count >= 0 => scan with { Query = scan.Query with { Limit = Math.Min(scan.Query.Limit ?? long.MaxValue, count) } },
        SetOperation { Kind: SetOperationKind.UnionAll } union => union.WithInputs(union.Operands.Map(operand => Bound(operand, count))),
        Join join when KeepsEachLeft(join) => join with { Left = Bound(join.Left, count) },
        _ => plan,
    };

    // The rows among which the first ones of an order are, at least.
    private static LogicalPlan BelowTop(LogicalPlan plan, PlanList<SortKey> keys, long count)
    {
        switch (plan)
        {
            case Project project when !project.Expressions.Any(CanMatter):
                PlanList<SortKey> inside = keys.Map(key => key with { Expression = ColumnMapping.Inline(key.Expression, project.Expressions) });
                return project.WithInputs([BelowTop(project.Input, inside, count)]);
            case SetOperation { Kind: SetOperationKind.UnionAll } union:
                return union.WithInputs(union.Operands.Map(operand => RemoveKnownOrder.IsSorted(operand, keys) ? new Limit(Bound(operand, count), Constant.Of(count), null) : operand));
            case Join join when KeepsEachLeft(join) && keys.All(key => IsOfLeft(key.Expression, join)):
                return join with { Left = new Sort(BelowTop(join.Left, keys, count), keys, count) };
            default:
                return plan;
        }
    }

    // Each left row gives a row at least, so that the first ones come of as many left rows; no error is lost with the others.
    private static bool KeepsEachLeft(Join join) =>
        join.Kind is JoinKind.Left or JoinKind.Mark or JoinKind.MarkUnknown
        && !join.Keys.Any(key => CanMatter(key.Left))
        && (join.Condition is null || !CanMatter(join.Condition));

    private static bool IsOfLeft(ScalarExpression key, Join join) =>
        !CanMatter(key) && !key.Any(part => part is ColumnReference column && column.Ordinal >= join.Left.Fields.Count);

    private static bool CanMatter(ScalarExpression expression) => NullRow.Unknown.CanFail(expression) || Volatile.IsIn(expression);
}
