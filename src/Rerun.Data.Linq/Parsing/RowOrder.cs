using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Data.Linq.Parsing;

/// <summary>The whole order that rows come in: the keys they were ordered by, and where these tie the order before.</summary>
internal static class RowOrder
{
    /// <summary>The relation, with columns added behind where a key is not among them, and the keys over it; none if the order is not known.</summary>
    public static (LogicalPlan Plan, IReadOnlyList<SortKey> Keys) Of(LogicalPlan plan)
    {
        switch (plan)
        {
            case Sort sort:
                (LogicalPlan unsorted, IReadOnlyList<SortKey> before) = Of(sort.Input);
                return (Over(sort, unsorted), [.. sort.Keys.AsEnumerable(), .. before]);
            case Filter or Limit:
                (LogicalPlan input, IReadOnlyList<SortKey> keys) = Of(plan.Inputs[0]);
                return (Over(plan, input), keys);
            case Project project:
                return Projected(project);
            default:
                return (plan, [.. plan.Ordering.AsEnumerable()]);
        }
    }

    // Columns are only added behind, so that whatever reads the others stays right.
    private static LogicalPlan Over(LogicalPlan plan, LogicalPlan input) => ReferenceEquals(plan.Inputs[0], input) ? plan
        : plan switch
        {
            Filter filter => PlanBuilder.Filter(input, filter.Condition),
            Limit limit => PlanBuilder.Limit(input, limit.Count, limit.Offset),
            Sort sort => PlanBuilder.Sort(input, sort.Keys),
            _ => plan.WithInputs([input]),
        };

    private static (LogicalPlan Plan, IReadOnlyList<SortKey> Keys) Projected(Project project)
    {
        (LogicalPlan input, IReadOnlyList<SortKey> before) = Of(project.Input);
        var columns = new List<ScalarExpression>(project.Expressions.AsEnumerable());
        var names = new List<string>(project.Fields.AsEnumerable().Select(field => field.Name));
        var keys = new List<SortKey>();
        foreach (SortKey key in before)
        {
            int ordinal = columns.IndexOf(key.Expression);
            if (ordinal < 0)
            {
                ordinal = columns.Count;
                columns.Add(key.Expression);
                names.Add(FormattableString.Invariant($"order{keys.Count + 1}"));
            }

            keys.Add(key with { Expression = new ColumnReference(ordinal, names[ordinal], key.Expression.Type, key.Expression.IsNullable) });
        }

        return (columns.Count == project.Expressions.Count && ReferenceEquals(input, project.Input) ? project : PlanBuilder.Project(input, columns.ToPlanList(), names), keys);
    }
}
