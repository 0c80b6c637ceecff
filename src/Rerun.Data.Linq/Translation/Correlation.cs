using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;
using RowsWritten = Rerun.Query.Plan.Relations.Values;

namespace Rerun.Data.Linq.Translation;

/// <summary>Makes joins of sub-queries in FROM that depend on the row before them.</summary>
internal static class Correlation
{
    /// <summary>Each row of a relation with the rows that a sub-query has for it, its columns behind.</summary>
    /// <param name="left">The relation.</param>
    /// <param name="right">The sub-query.</param>
    /// <param name="outer">What the sub-query uses of the row.</param>
    /// <param name="keepsLeft">Whether rows without rows of the sub-query stay.</param>
    public static LogicalPlan Join(LogicalPlan left, LogicalPlan right, OuterColumns outer, bool keepsLeft)
    {
        if (Unnested(left, right, outer, keepsLeft) is { } unnested)
        {
            return unnested;
        }

        var conditions = new List<ScalarExpression>();
        if (Pull(right, outer, conditions) is not { } rows)
        {
            return outer.Lateral(left, right, keepsLeft);
        }

        ScalarExpression? condition = conditions.Count == 0 ? null : PlanBuilder.And(conditions.Select(one => outer.Beside(one, left.Fields.Count)));
        return PlanBuilder.Join(left, rows, keepsLeft ? JoinKind.Left : JoinKind.Inner, condition);
    }

    // The elements of a list of the row.
    private static LogicalPlan? Unnested(LogicalPlan left, LogicalPlan right, OuterColumns outer, bool keepsLeft)
    {
        var conditions = new List<ScalarExpression>();
        LogicalPlan bottom = right;
        for (; bottom is Filter filter; bottom = filter.Input)
        {
            conditions.Insert(0, filter.Condition);
        }

        if (bottom is not Unnest { Input: RowsWritten { Fields.IsEmpty: true } } unnest || (keepsLeft && conditions.Count > 0))
        {
            return null;
        }

        LogicalPlan plan = PlanBuilder.Unnest(
            left, unnest.Lists.Map(list => outer.Beside(list, left.Fields.Count)), [.. unnest.Fields.Select(field => field.Name)], unnest.HasOrdinality, keepsLeft);
        return conditions.Count == 0 ? plan : PlanBuilder.Filter(plan, PlanBuilder.And(conditions.Select(condition => outer.Beside(condition, left.Fields.Count))));
    }

    // The relation without the conditions that use the row around it; columns are only added behind.
    private static LogicalPlan? Pull(LogicalPlan plan, OuterColumns outer, List<ScalarExpression> conditions)
    {
        if (!IsIn(plan, outer))
        {
            return plan;
        }

        switch (plan)
        {
            case Filter filter when Pull(filter.Input, outer, conditions) is { } input:
                ILookup<bool, ScalarExpression> parts = Conjuncts.Of(filter.Condition).ToLookup(outer.IsIn);
                conditions.AddRange(parts[true]);
                return parts[false].Any() ? PlanBuilder.Filter(input, PlanBuilder.And(parts[false])) : input;
            case Sort { Count: null } sort when !sort.Keys.Any(key => outer.IsIn(key.Expression)) && Pull(sort.Input, outer, conditions) is { } input:
                return PlanBuilder.Sort(input, sort.Keys);
            case Project project when !project.Expressions.Any(outer.IsIn):
                var below = new List<ScalarExpression>();
                return Pull(project.Input, outer, below) is { } rows ? Over(project, rows, below, conditions) : null;
            default:
                return null;
        }
    }

    private static LogicalPlan Over(Project project, LogicalPlan input, List<ScalarExpression> below, List<ScalarExpression> conditions)
    {
        var expressions = new List<ScalarExpression>(project.Expressions);
        var names = new List<string>(project.Fields.Select(field => field.Name));
        conditions.AddRange(below.Select(condition => condition.Rewrite(part =>
        {
            if (part is not ColumnReference column)
            {
                return part;
            }

            int place = expressions.IndexOf(column);
            if (place < 0)
            {
                place = expressions.Count;
                expressions.Add(column);
                names.Add(FormattableString.Invariant($"key{place}"));
            }

            return column with { Ordinal = place };
        })));
        return PlanBuilder.Project(input, expressions.ToPlanList(), names);
    }

    private static bool IsIn(LogicalPlan plan, OuterColumns outer)
    {
        bool isFound = false;
        plan.WithExpressions(expression =>
        {
            isFound |= outer.IsIn(expression);
            return expression;
        });
        return isFound || plan.Inputs.Any(input => IsIn(input, outer));
    }
}
