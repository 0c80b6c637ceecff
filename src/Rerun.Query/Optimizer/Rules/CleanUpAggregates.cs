using Rerun.Arrow.Types;
using Rerun.Query.Functions.Resolution;
using Rerun.Query.Optimizer.Nulls;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Optimizer.Rules;

/// <summary>
/// Computes equal aggregates once, leaves out groups that are constants or follow from other groups, a DISTINCT of rows that differ anyway, and an order
/// that no aggregate sees.
/// </summary>
internal sealed class CleanUpAggregates : IOptimizerRule
{
    public const string RuleName = "clean-up-aggregates";

    /// <inheritdoc/>
    public string Name => RuleName;

    /// <inheritdoc/>
    public LogicalPlan Apply(LogicalPlan plan) => plan.RewriteUp(relation => relation switch
    {
        Aggregate aggregate => Smaller(IsBlind(aggregate) ? aggregate with { Input = Unsorted(aggregate.Input) } : aggregate),
        Distinct { Keys.IsEmpty: true, Input: var input } when KeysOf(input) is not null => input,
        _ => relation,
    });

    private static LogicalPlan Smaller(Aggregate aggregate)
    {
        List<ScalarExpression> groups = [.. aggregate.Groups];
        for (int i = groups.Count - 1; i >= 0 && groups.Count > 1; i--)
        {
            ScalarExpression group = groups[i];
            groups.RemoveAt(i);
            if (!Follows(group, groups))
            {
                groups.Insert(i, group);
            }
        }

        AggregateCall[] calls = [.. aggregate.Calls.Distinct()];
        if (groups.Count == aggregate.Groups.Count && calls.Length == aggregate.Calls.Count)
        {
            return aggregate;
        }

        int count = aggregate.Groups.Count;
        LogicalPlan smaller = new Aggregate(
            aggregate.Input,
            groups.ToPlanList(),
            [.. calls],
            [
                .. groups.Select(group => aggregate.Fields[aggregate.Groups.AsSpan().IndexOf(group)]),
                .. calls.Select(call => aggregate.Fields[count + aggregate.Calls.AsSpan().IndexOf(call)]),
            ]);
        ScalarExpression[] columns =
        [
            .. aggregate.Groups.Select(group => Above(group, groups, smaller)!),
            .. aggregate.Calls.Select(call => smaller.Column(groups.Count + Array.IndexOf(calls, call))),
        ];
        return new Project(smaller, [.. columns], aggregate.Fields);
    }

    // What could fail is computed where it was: above it may be found that nobody uses it.
    private static bool Follows(ScalarExpression group, List<ScalarExpression> others) =>
        group is Constant
        || others.Contains(group)
        || (group is not ColumnReference
            && !Volatile.IsIn(group)
            && !NullRow.Unknown.CanFail(group)
            && group.Any(part => part is ColumnReference)
            && Above(group, others, null) is not null);

    // The group over the other groups, or null if it needs more. Without the relation only that is told.
    private static ScalarExpression? Above(ScalarExpression group, List<ScalarExpression> groups, LogicalPlan? relation)
    {
        int place = groups.IndexOf(group);
        if (place >= 0 && (relation is not null || IsExact(group.Type)))
        {
            return relation?.Column(place) ?? group;
        }

        if (group is ColumnReference)
        {
            return null;
        }

        bool isWhole = true;
        PlanList<ScalarExpression> children = group.Children.Map(child =>
        {
            ScalarExpression? above = Above(child, groups, relation);
            isWhole &= above is not null;
            return above ?? child;
        });
        return isWhole ? group.WithChildren(children) : null;
    }

    // Whether values that are equal as groups are the same: 0.0 and -0.0 are not, nor are intervals of equal length.
    private static bool IsExact(IArrowType type) =>
        type is BooleanType || SqlTypes.IsInteger(type) || SqlTypes.IsText(type) || (SqlTypes.IsTemporal(type) && type is not IntervalType);

    /// <summary>Whether all aggregates of all rows give the same in any order.</summary>
    private static bool IsBlind(Aggregate aggregate) => aggregate.Groups.IsEmpty && aggregate.Calls.All(call =>
        call.OrderBy.IsEmpty && (call.Name == "count" || (call.Name is "min" or "max" && IsExact(call.Type))));

    private static LogicalPlan Unsorted(LogicalPlan plan) => plan switch
    {
        Project or Filter when Unsorted(plan.Inputs[0]) is var input && !ReferenceEquals(input, plan.Inputs[0]) => plan.WithInputs([input]),
        Sort { Count: null } sort when !sort.Keys.Any(key => CanFail(key.Expression, sort.Input)) => Unsorted(sort.Input),
        _ => plan,
    };

    // A key that is a column of a projection is computed for nobody else perhaps.
    private static bool CanFail(ScalarExpression key, LogicalPlan input) =>
        NullRow.Unknown.CanFail(key) || (input is Project project && CanFail(ColumnMapping.Inline(key, project.Expressions), project.Input));

    /// <summary>Columns in which no two rows are equal; null if there are none that are known.</summary>
    private static int[]? KeysOf(LogicalPlan plan)
    {
        switch (plan)
        {
            case Aggregate aggregate:
                return [.. Enumerable.Range(0, aggregate.Groups.Count)];
            case Distinct { Keys.IsEmpty: true }:
                return [.. Enumerable.Range(0, plan.Fields.Count)];
            case Filter or Sort or Limit or Sample:
                return KeysOf(plan.Inputs[0]);
            case Project project when KeysOf(project.Input) is { } keys:
                int[] places = Array.ConvertAll(keys, key => Array.FindIndex(project.Expressions.AsSpan().ToArray(), part => part is ColumnReference column && column.Ordinal == key));
                return places.Contains(-1) ? null : places;
            default:
                return null;
        }
    }
}
