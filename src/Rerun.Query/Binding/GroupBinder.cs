using Rerun.Catalog;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Binding;

/// <summary>Binds GROUP BY and collects the aggregates of a query.</summary>
internal sealed class GroupBinder(BindingContext context, QueryBinder queries, Scope scope, SelectedItem[] items)
{
    /// <summary>Puts the aggregation above the filtered rows.</summary>
    public GroupedQuery Bind(SelectSyntax select, LogicalPlan input, ScalarExpression? having, ScalarExpression? qualify, IEnumerable<ScalarExpression> keys)
    {
        var groups = new List<ScalarExpression>();
        var names = new List<string>();
        foreach (ScalarExpression group in select.GroupBy is null ? [] : GroupsOf(select.GroupBy))
        {
            if (!groups.Contains(group))
            {
                groups.Add(group);
                names.Add(group is ColumnReference column ? column.Name : group.ToString());
            }
        }

        var calls = new List<AggregateCall>();
        foreach (ScalarExpression expression in items.Select(item => item.Expression).Concat(new[] { having, qualify }.OfType<ScalarExpression>()).Concat(keys))
        {
            Collect(expression, calls);
        }

        names.AddRange(calls.Select(call => call.ToString()));
        return new GroupedQuery(context, PlanBuilder.Aggregate(input, groups.ToPlanList(), calls.ToPlanList(), names), groups, calls);
    }

    private static void Collect(ScalarExpression expression, List<AggregateCall> calls) => expression.Any(part =>
    {
        if (part is PendingAggregate pending && !calls.Contains(pending.Call))
        {
            calls.Add(pending.Call);
        }

        return false;
    });

    private IEnumerable<ScalarExpression> GroupsOf(GroupBySyntax syntax)
    {
        if (syntax.All)
        {
            return items.Select(item => item.Expression).Where(expression => !GroupedQuery.HasAggregate(expression));
        }

        return syntax.Elements.SelectMany(element => element switch
        {
            GroupingExpressions expressions => expressions.Expressions.Select(GroupOf),
            GroupingSets => throw context.NotSupported(element, "GROUPING SETS"),
            GroupingRollup => throw context.NotSupported(element, "ROLLUP"),
            _ => throw context.NotSupported(element, "CUBE"),
        });
    }

    private ScalarExpression GroupOf(SqlExpression syntax)
    {
        if (syntax is IntegerLiteral { Value: var position })
        {
            return position >= 1 && position <= items.Length
                ? NotAggregated(items[(int)position - 1].Expression, syntax)
                : throw context.Error(
                    RerunErrorCode.UnknownColumn, syntax, $"GROUP BY position {position} is not in the select list, which has {items.Length} items.");
        }

        var binder = new ExpressionBinder(context, queries, scope, "GROUP BY") { Aliases = name => SelectedItem.Find(items, name, byAlias: true)?.Expression };
        return NotAggregated(binder.Bind(syntax), syntax);
    }

    private ScalarExpression NotAggregated(ScalarExpression expression, SqlNode place) => GroupedQuery.HasAggregate(expression)
        ? throw context.Error(RerunErrorCode.Syntax, place, "GROUP BY cannot contain an aggregate.")
        : expression;
}
