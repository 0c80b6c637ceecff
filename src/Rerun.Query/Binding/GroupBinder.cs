using Rerun.Arrow;
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
        List<ScalarExpression[]> sets = select.GroupBy switch
        {
            null => [[]],
            { All: true } => [[.. items.Where(item => !GroupedQuery.HasAggregate(item.Expression) && !WindowedQuery.HasWindow(item.Expression)).Select(item => NotAggregated(item.Expression, item.Syntax)).Distinct()]],
            var syntax => new GroupingSetList(context, GroupOf).Of(syntax),
        };
        // Elements that are grouped by become rows before the groups are made.
        PendingUnnest[] unnested = [.. sets.SelectMany(set => set).SelectMany(PendingUnnest.Of).Distinct()];
        int first = input.Fields.Count;
        input = unnested.Length == 0 ? input
            : PlanBuilder.Unnest(input, unnested.Select(part => part.List).ToPlanList(), [.. unnested.Select((_, i) => $"element {i + 1}")], false, false);
        LogicalPlan rows = input;
        ScalarExpression Prepare(ScalarExpression expression) => unnested.Length == 0 ? expression : expression.Rewrite(part =>
            part is PendingUnnest element && Array.IndexOf(unnested, element) is >= 0 and var i ? rows.Column(first + i) : part);
        sets = [.. sets.Select(set => (ScalarExpression[])[.. set.Select(Prepare)])];
        ScalarExpression[] groups = [.. sets.SelectMany(set => set).Distinct()];
        var calls = new List<AggregateCall>();
        var groupings = new List<PendingGrouping>();
        foreach (ScalarExpression expression in items.Select(item => item.Expression).Concat(new[] { having, qualify }.OfType<ScalarExpression>()).Concat(keys))
        {
            Collect(Prepare(expression), calls, groupings);
        }

        string[] names = [.. groups.Select(group => group is ColumnReference column ? column.Name : group.ToString()), .. calls.Select(call => call.ToString())];
        return sets is [var only] && groupings.Count == 0
            ? new GroupedQuery(context, PlanBuilder.Aggregate(input, only.ToPlanList(), calls.ToPlanList(), names), groups, calls, groupings, Prepare)
            : new GroupedQuery(context, InTurn(input, sets, groups, calls, groupings, names), groups, calls, groupings, Prepare);
    }

    // The input is grouped by each set; groups that are not in the set are null.
    private static SetOperation InTurn(
        LogicalPlan input, List<ScalarExpression[]> sets, ScalarExpression[] groups, List<AggregateCall> calls, List<PendingGrouping> groupings, string[] names)
    {
        string[] allNames = [.. names, .. groupings.Select((_, i) => $"grouping {i + 1}")];
        LogicalPlan[] parts =
        [
            .. sets.Select(set =>
            {
                LogicalPlan grouped = PlanBuilder.Aggregate(
                    input, set.ToPlanList(), calls.ToPlanList(), [.. set.Select(group => names[Array.IndexOf(groups, group)]), .. names[groups.Length..]]);
                IEnumerable<ScalarExpression> columns =
                [
                    .. groups.Select(group => Array.IndexOf(set, group) is >= 0 and var i ? grouped.Column(i) : (ScalarExpression)new Constant(null, group.Type)),
                    .. calls.Select((_, i) => grouped.Column(set.Length + i)),
                    .. groupings.Select(grouping => grouping.ValueIn(set)),
                ];
                return PlanBuilder.Project(grouped, columns.ToPlanList(), allNames);
            }),
        ];
        return new SetOperation(
            SetOperationKind.UnionAll,
            true,
            [.. parts],
            parts[0].Fields.Select((field, i) => new Field(field.Name, field.DataType, parts.Any(part => part.Fields[i].IsNullable))).ToPlanList());
    }

    private static void Collect(ScalarExpression expression, List<AggregateCall> calls, List<PendingGrouping> groupings) => expression.Any(part =>
    {
        if (part is PendingAggregate pending && !calls.Contains(pending.Call))
        {
            calls.Add(pending.Call);
        }
        else if (part is PendingGrouping grouping && !groupings.Contains(grouping))
        {
            groupings.Add(grouping);
        }

        return false;
    });

    private ScalarExpression GroupOf(SqlExpression syntax)
    {
        if (syntax is IntegerLiteral { Value: var position })
        {
            return position >= 1 && position <= items.Length
                ? NotAggregated(items[(int)position - 1].Expression, syntax)
                : throw context.Error(
                    RerunErrorCode.UnknownColumn, syntax, $"GROUP BY position {position} is not in the select list, which has {items.Length} items.");
        }

        var binder = new ExpressionBinder(context, queries, scope, "GROUP BY") { AllowsUnnest = true, Aliases = name => SelectedItem.Find(items, name, byAlias: true)?.Expression };
        return NotAggregated(binder.Bind(syntax), syntax);
    }

    private ScalarExpression NotAggregated(ScalarExpression expression, SqlNode place) => GroupedQuery.HasAggregate(expression)
        ? throw context.Error(RerunErrorCode.Syntax, place, "GROUP BY cannot contain an aggregate.")
        : WindowedQuery.HasWindow(expression) ? throw context.Error(RerunErrorCode.Syntax, place, "GROUP BY cannot contain a window function.")
        : expression;
}
