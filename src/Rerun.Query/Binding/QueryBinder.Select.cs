using Rerun.Catalog;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;
using Rerun.Query.Sql.Syntax;
using JoinKind = Rerun.Query.Plan.Relations.JoinKind;

namespace Rerun.Query.Binding;

/// <content>One SELECT with its ORDER BY and LIMIT.</content>
internal sealed partial class QueryBinder
{
    private LogicalPlan BindSelect(SelectSyntax select, SyntaxList<OrderItem> orderBy, LimitSyntax? limit)
    {
        RejectWhatIsNotBound(select);
        BoundRelation from = BindFrom(select);
        LogicalPlan plan = from.Plan;
        if (select.Where is { } where)
        {
            plan = PlanBuilder.Filter(plan, new ExpressionBinder(context, this, from.Scope, "WHERE").BindCondition(where));
        }

        SelectedItem[] items = BindItems(select, from.Scope);
        SortKey[] keys = BindOrderBy(orderBy, items, from.Scope);
        ScalarExpression? having = select.Having is null ? null : HavingBinder(items, from.Scope).BindCondition(select.Having);
        GroupedQuery? grouped = GroupedQuery.IsNeeded(select, items, having, keys)
            ? new GroupBinder(context, this, from.Scope, items).Bind(select, plan, having, keys)
            : null;
        PlanList<ScalarExpression> expressions = items.Select(item => grouped is null ? item.Expression : grouped.Rewrite(item.Expression, item.Syntax)).ToPlanList();
        if (grouped is not null)
        {
            plan = grouped.Plan;
            plan = having is null ? plan : PlanBuilder.Filter(plan, grouped.Rewrite(having, select.Having!), "HAVING");
            keys = [.. keys.Select((key, i) => key with { Expression = grouped.Rewrite(key.Expression, orderBy[Math.Min(i, orderBy.Count - 1)]) })];
        }

        plan = select.Distinct is null
            ? ProjectAndSort(plan, expressions, [.. items.Select(item => item.Name)], keys)
            : DistinctAndSort(plan, expressions, items, keys, orderBy);
        return BindLimit(plan, limit);
    }

    private void RejectWhatIsNotBound(SelectSyntax select)
    {
        if (select.Distinct is { On.IsEmpty: false } distinct)
        {
            throw context.NotSupported(distinct, "DISTINCT ON");
        }

        if (select.Qualify is { } qualify)
        {
            throw context.NotSupported(qualify, "QUALIFY");
        }

        if (!select.Windows.IsEmpty)
        {
            throw context.NotSupported(select.Windows[0], "WINDOW");
        }

        if (select.Sample is { } sample)
        {
            throw context.NotSupported(sample, "Sampling");
        }
    }

    private BoundRelation BindFrom(SelectSyntax select)
    {
        if (select.From.IsEmpty)
        {
            return new BoundRelation(Values.OneRow, Scope.Empty);
        }

        BoundRelation? all = null;
        foreach (TableSyntax table in select.From)
        {
            BoundRelation next = BindTable(table);
            all = all is null ? next : Combine(all, next, JoinKind.Inner, null);
        }

        return all!;
    }

    private SelectedItem[] BindItems(SelectSyntax select, Scope scope)
    {
        var binder = new ExpressionBinder(context, this, scope, "SELECT") { AllowsAggregates = true };
        var items = new List<SelectedItem>();
        foreach (SelectItem item in select.Items)
        {
            if (item.Expression is StarExpression star)
            {
                items.AddRange(StarItems.Of(star, scope, binder, context));
            }
            else
            {
                ScalarExpression expression = binder.Bind(item.Expression);
                items.Add(new SelectedItem(expression, item.Alias?.Text ?? NameOf(item.Expression, expression), item.Alias is not null, item));
            }
        }

        return [.. items];
    }

    private string NameOf(SqlExpression syntax, ScalarExpression expression) =>
        syntax is ColumnExpression && expression is ColumnReference column ? column.Name : context.TextOf(syntax);

    private ExpressionBinder HavingBinder(SelectedItem[] items, Scope scope) => new(context, this, scope, "HAVING")
    {
        AllowsAggregates = true,
        Aliases = name => SelectedItem.Find(items, name, byAlias: true)?.Expression,
    };

    private SortKey[] BindOrderBy(SyntaxList<OrderItem> orderBy, SelectedItem[] items, Scope scope)
    {
        var binder = new ExpressionBinder(context, this, scope, "ORDER BY")
        {
            AllowsAggregates = true,
            Aliases = name => SelectedItem.Find(items, name, byAlias: true)?.Expression,
            AliasesWin = true,
        };
        var keys = new List<SortKey>();
        foreach (OrderItem item in orderBy)
        {
            switch (item.Expression)
            {
                case IntegerLiteral { Value: var position }:
                    keys.Add(SortOrder.Of(items[Position(item.Expression, position, items.Length, "ORDER BY")].Expression, item));
                    break;
                case StarExpression:
                    keys.AddRange(items.Select(selected => SortOrder.Of(selected.Expression, item)));
                    break;
                default:
                    keys.Add(binder.SortKey(item));
                    break;
            }
        }

        return [.. keys];
    }

    // Keys that are not in the select list travel as extra columns behind it.
    private static LogicalPlan ProjectAndSort(LogicalPlan plan, PlanList<ScalarExpression> expressions, IReadOnlyList<string> names, SortKey[] keys)
    {
        var columns = new List<ScalarExpression>(expressions);
        var columnNames = new List<string>(names);
        var ordinals = new int[keys.Length];
        for (int i = 0; i < keys.Length; i++)
        {
            ordinals[i] = columns.IndexOf(keys[i].Expression);
            if (ordinals[i] < 0)
            {
                ordinals[i] = columns.Count;
                columns.Add(keys[i].Expression);
                columnNames.Add($"sort key {i + 1}");
            }
        }

        LogicalPlan projected = PlanBuilder.Project(plan, columns.ToPlanList(), columnNames);
        LogicalPlan sorted = PlanBuilder.Sort(projected, keys.Select((key, i) => key with { Expression = projected.Column(ordinals[i]) }).ToPlanList());
        return columns.Count == expressions.Count
            ? sorted
            : PlanBuilder.Project(sorted, expressions.Select((_, i) => (ScalarExpression)sorted.Column(i)).ToPlanList(), names);
    }

    private LogicalPlan DistinctAndSort(
        LogicalPlan plan, PlanList<ScalarExpression> expressions, SelectedItem[] items, SortKey[] keys, SyntaxList<OrderItem> orderBy)
    {
        LogicalPlan distinct = PlanBuilder.Distinct(PlanBuilder.Project(plan, expressions, [.. items.Select(item => item.Name)]));
        var outputKeys = new List<SortKey>();
        foreach (SortKey key in keys)
        {
            int ordinal = expressions.AsSpan().IndexOf(key.Expression);
            outputKeys.Add(ordinal >= 0
                ? key with { Expression = distinct.Column(ordinal) }
                : throw context.Error(RerunErrorCode.Syntax, orderBy[0], "With SELECT DISTINCT, ORDER BY takes expressions of the select list only."));
        }

        return PlanBuilder.Sort(distinct, outputKeys.ToPlanList());
    }
}
