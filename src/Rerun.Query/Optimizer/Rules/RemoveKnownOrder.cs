using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Optimizer.Rules;

/// <summary>Drops a sort whose order the rows have already, as those of dataframe scans come by partition and index.</summary>
internal sealed class RemoveKnownOrder : IOptimizerRule
{
    public const string RuleName = "remove-known-order";

    /// <inheritdoc/>
    public string Name => RuleName;

    /// <inheritdoc/>
    public LogicalPlan Apply(LogicalPlan plan) => plan.RewriteUp(relation =>
        relation is Sort { Count: null } sort && IsSorted(sort.Input, sort.Keys) ? sort.Input : relation);

    /// <summary>Whether rows come in an order by themselves.</summary>
    public static bool IsSorted(LogicalPlan input, PlanList<SortKey> keys)
    {
        // A projection may have dropped the column that orders the rows first.
        if (input is Project project)
        {
            return IsSorted(project.Input, keys.Map(key => key with { Expression = ColumnMapping.Inline(key.Expression, project.Expressions) }));
        }

        if (input is Filter or Limit)
        {
            return IsSorted(input.Inputs[0], keys);
        }

        PlanList<SortKey> known = input.Ordering;
        int matched = 0;
        foreach (SortKey key in keys)
        {
            while (matched < known.Count && !IsSame(known[matched], key, input) && IsConstant(input, known[matched].Expression))
            {
                matched++;
            }

            if (IsConstant(input, key.Expression))
            {
                continue;
            }

            if (matched == known.Count || !IsSame(known[matched], key, input))
            {
                return false;
            }

            matched++;
        }

        return true;
    }

    // Where nulls go does not matter in a column that has none.
    private static bool IsSame(SortKey known, SortKey key, LogicalPlan input) =>
        known.Expression.Equals(key.Expression)
        && known.Descending == key.Descending
        && (known.NullsFirst == key.NullsFirst || !IsEverNull(input, key.Expression));

    private static bool IsEverNull(LogicalPlan plan, ScalarExpression expression) =>
        expression is ColumnReference column && Origin(plan, column.Ordinal) is { } origin
            ? origin.Ordinal != origin.Scan.PartitionOrdinal && origin.Ordinal != origin.Scan.IndexOrdinal
            : expression.IsNullable;

    // With one partition left, its id is the same in all rows and the index alone orders them.
    private static bool IsConstant(LogicalPlan plan, ScalarExpression expression) =>
        expression is Constant
        || (expression is ColumnReference column
            && Origin(plan, column.Ordinal) is { } origin
            && origin.Ordinal == origin.Scan.PartitionOrdinal
            && (origin.Scan.Query.RowPartitions is { Count: 1 } || origin.Scan.Query.PartitionIds is { Count: 1 }
                || origin.Scan.Deferred is { HasOnePartition: true }));

    private static (DataframeScan Scan, int Ordinal)? Origin(LogicalPlan plan, int ordinal) => plan switch
    {
        DataframeScan scan => (scan, ordinal),
        Project project => project.Expressions[ordinal] is ColumnReference column ? Origin(project.Input, column.Ordinal) : null,
        Filter or Limit or Distinct or Sort => Origin(plan.Inputs[0], ordinal),
        Window or AsofJoin or Join { Kind: not (JoinKind.Right or JoinKind.Full) } when ordinal < plan.Inputs[0].Fields.Count => Origin(plan.Inputs[0], ordinal),
        _ => null,
    };
}
