using Rerun.Catalog;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;
using Rerun.Query.Sql.Printing;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Binding;

/// <summary>An aggregation, and how expressions over the rows become expressions over the groups.</summary>
internal sealed class GroupedQuery(
    BindingContext context,
    LogicalPlan plan,
    IReadOnlyList<ScalarExpression> groups,
    IReadOnlyList<AggregateCall> calls,
    IReadOnlyList<PendingGrouping> groupings,
    Func<ScalarExpression, ScalarExpression> prepare)
{
    /// <summary>The aggregation: columns are the groups, then the calls, then what GROUPING tells.</summary>
    public LogicalPlan Plan { get; } = plan;

    /// <summary>Whether a query aggregates at all.</summary>
    public static bool IsNeeded(SelectSyntax select, SelectedItem[] items, ScalarExpression? having, ScalarExpression? qualify, SortKey[] keys) =>
        select.GroupBy is not null
        || having is not null
        || (qualify is not null && HasAggregate(qualify))
        || items.Any(item => HasAggregate(item.Expression))
        || keys.Any(key => HasAggregate(key.Expression));

    /// <summary>Whether an aggregate stands in an expression.</summary>
    public static bool HasAggregate(ScalarExpression expression) => expression.Any(part => part is PendingAggregate or PendingGrouping);

    /// <summary>The expression over the groups.</summary>
    /// <exception cref="RerunException">It uses a column that is neither grouped by nor aggregated.</exception>
    public ScalarExpression Rewrite(ScalarExpression expression, SqlNode place) => OverGroups(prepare(expression), place);

    private ScalarExpression OverGroups(ScalarExpression expression, SqlNode place)
    {
        for (int i = 0; i < groups.Count; i++)
        {
            if (groups[i].Equals(expression))
            {
                return Plan.Column(i);
            }
        }

        switch (expression)
        {
            case PendingAggregate pending:
                for (int i = 0; i < calls.Count; i++)
                {
                    if (calls[i].Equals(pending.Call))
                    {
                        return Plan.Column(groups.Count + i);
                    }
                }

                throw new InvalidOperationException("An aggregate was not collected.");
            case PendingGrouping grouping:
                return grouping.Arguments.All(groups.Contains)
                    ? Plan.Column(groups.Count + calls.Count + IndexOf(grouping))
                    : throw context.Error(RerunErrorCode.Syntax, place, "GROUPING takes expressions of GROUP BY.");
            case ColumnReference column:
                throw context.Error(
                    RerunErrorCode.Syntax,
                    place,
                    $"The column {SqlPrinter.Identifier(column.Name)} is neither in GROUP BY nor inside an aggregate.");
            default:
                PlanList<ScalarExpression> children = expression.Children.Map(child => OverGroups(child, place), out bool isChanged);
                return !isChanged ? expression

                    // A group may be null in the sets without it, whatever it is in the rows.
                    : Plan is SetOperation ? expression.WithChildren(children) with { IsNullable = true }
                    : expression.WithChildren(children);
        }
    }

    private int IndexOf(PendingGrouping grouping)
    {
        int i = 0;
        while (!groupings[i].Equals(grouping))
        {
            i++;
        }

        return i;
    }
}
