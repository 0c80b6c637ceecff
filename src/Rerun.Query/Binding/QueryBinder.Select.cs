using Rerun.Catalog;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Binding;

/// <content>One SELECT with its ORDER BY and LIMIT.</content>
internal sealed partial class QueryBinder
{
    private LogicalPlan BindSelect(SelectSyntax select, SyntaxList<OrderItem> orderBy, LimitSyntax? limit)
    {
        BoundRelation from = BindFrom(select);
        LogicalPlan plan = from.Plan;
        if (select.Where is { } where)
        {
            plan = PlanBuilder.Filter(plan, new ExpressionBinder(context, this, from.Scope, "WHERE").BindCondition(where));
        }

        SelectedItem[] items = BindItems(select, from.Scope);
        SortKey[] keys = BindOrderBy(select, orderBy, items, from.Scope);
        ScalarExpression? having = select.Having is null ? null : AliasBinder(select, items, from.Scope, "HAVING").BindCondition(select.Having);
        ScalarExpression? qualify = select.Qualify is null ? null : AliasBinder(select, items, from.Scope, "QUALIFY").BindCondition(select.Qualify);
        PlanList<ScalarExpression> expressions = items.Select(item => item.Expression).ToPlanList();
        ScalarExpression[] on = BindDistinctOn(select, items, from.Scope);
        if (GroupedQuery.IsNeeded(select, items, having, qualify, keys) || on.Any(GroupedQuery.HasAggregate))
        {
            GroupedQuery grouped = new GroupBinder(context, this, from.Scope, items).Bind(select, plan, having, qualify, [.. keys.Select(key => key.Expression), .. on]);
            expressions = items.Select(item => grouped.Rewrite(item.Expression, item.Syntax)).ToPlanList();
            keys = [.. keys.Select((key, i) => key with { Expression = grouped.Rewrite(key.Expression, orderBy[Math.Min(i, orderBy.Count - 1)]) })];
            on = [.. on.Select((expression, i) => grouped.Rewrite(expression, select.Distinct!.On[i]))];
            qualify = qualify is null ? null : grouped.Rewrite(qualify, select.Qualify!);
            having = having is null ? null : grouped.Rewrite(having, select.Having!);
            RejectUnnest(having, select.Having, "HAVING");
            plan = having is null ? grouped.Plan : PlanBuilder.Filter(grouped.Plan, having, "HAVING");
        }

        RejectUnnest(qualify, select.Qualify, "QUALIFY");

        if (expressions.Concat(keys.Select(key => key.Expression)).Concat(on).Concat(qualify is null ? [] : [qualify]).ToArray() is var all && all.Any(WindowedQuery.HasWindow))
        {
            var windowed = new WindowedQuery(plan, all);
            expressions = expressions.Map(windowed.Rewrite);
            keys = [.. keys.Select(key => key with { Expression = windowed.Rewrite(key.Expression) })];
            on = [.. on.Select(windowed.Rewrite)];
            qualify = qualify is null ? null : windowed.Rewrite(qualify);
            plan = windowed.Plan;
        }

        plan = qualify is null ? plan : PlanBuilder.Filter(plan, qualify, "QUALIFY");
        PendingUnnest[] unnested = [.. expressions.Concat(keys.Select(key => key.Expression)).SelectMany(PendingUnnest.Of).Distinct()];
        if (unnested.Length > 0)
        {
            int first = plan.Fields.Count;
            plan = PlanBuilder.Unnest(plan, unnested.Select(part => part.List).ToPlanList(), [.. unnested.Select((_, i) => $"element {i + 1}")], false, false);
            ScalarExpression Element(ScalarExpression part) => part is PendingUnnest element ? plan.Column(first + Array.IndexOf(unnested, element)) : part;
            expressions = expressions.Map(expression => expression.Rewrite(Element));
            keys = [.. keys.Select(key => key with { Expression = key.Expression.Rewrite(Element) })];
            on = [.. on.Select(expression => expression.Rewrite(Element))];
        }

        return select.Distinct is null or { On.IsEmpty: false }
            ? ProjectAndSort(plan, expressions, [.. items.Select(item => item.Name)], keys, on, limit)
            : DistinctAndSort(plan, expressions, items, keys, orderBy, limit);
    }

    // An alias may bring it where rows are not multiplied yet.
    private void RejectUnnest(ScalarExpression? expression, SqlNode? place, string clause)
    {
        if (expression is not null && PendingUnnest.IsIn(expression))
        {
            throw context.NotSupported(place!, $"UNNEST in {clause}, but for FROM,");
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
            all = all is null ? BindTable(table) : BindBeside(all, table);
        }

        return select.Sample is { } sample ? all! with { Plan = BindSample(all.Plan, sample) } : all!;
    }

    private SelectedItem[] BindItems(SelectSyntax select, Scope scope)
    {
        for (int i = 1; i < select.Windows.Count; i++)
        {
            SqlName name = select.Windows[i].Name;
            if (select.Windows.Take(i).Any(earlier => earlier.Name.Text.Equals(name.Text, StringComparison.OrdinalIgnoreCase)))
            {
                throw context.Error(RerunErrorCode.AlreadyExists, name, $"There is a window {name.Text} already.");
            }
        }

        var repeated = new ColumnsItems(context, scope);
        var binder = new ExpressionBinder(context, this, scope, "SELECT") { AllowsAggregates = true, AllowsUnnest = true, Windows = select.Windows, Columns = repeated };
        var items = new List<SelectedItem>();
        foreach (SelectItem item in select.Items)
        {
            if (item.Expression is StarExpression star)
            {
                items.AddRange(StarItems.Of(star, scope, binder, context));
            }
            else if (item.Expression is FieldsExpression fields)
            {
                items.AddRange(binder.Fields(fields).Select(field => new SelectedItem(field.Value, field.Name, false, item)));
            }
            else
            {
                items.AddRange(repeated.Repeated(item, binder.Bind, expression => NameOf(item.Expression, expression)));
            }
        }

        return [.. items];
    }

    private string NameOf(SqlExpression syntax, ScalarExpression expression) =>
        syntax is ColumnExpression && expression is ColumnReference column ? column.Name : context.TextOf(syntax);

    // HAVING and QUALIFY: aliases are found after columns, window functions in QUALIFY only.
    private ExpressionBinder AliasBinder(SelectSyntax select, SelectedItem[] items, Scope scope, string clause) => new(context, this, scope, clause)
    {
        AllowsAggregates = true,
        Aliases = name => SelectedItem.Find(items, name, byAlias: true)?.Expression,
        Windows = clause == "QUALIFY" ? select.Windows : null,
    };

    private SortKey[] BindOrderBy(SelectSyntax select, SyntaxList<OrderItem> orderBy, SelectedItem[] items, Scope scope)
    {
        var binder = new ExpressionBinder(context, this, scope, "ORDER BY")
        {
            AllowsAggregates = true,
            AllowsUnnest = true,
            Aliases = name => SelectedItem.Find(items, name, byAlias: true)?.Expression,
            Windows = select.Windows,
        };
        var keys = new List<SortKey>();
        foreach (OrderItem item in orderBy)
        {
            switch (item.Expression)
            {
                case IntegerLiteral { Value: var position }:
                    keys.Add(SortOrder.Of(items[Position(item.Expression, position, items.Length, "ORDER BY")].Expression, item, context.NullOrder));
                    break;
                case StarExpression:
                    keys.AddRange(items.Select(selected => SortOrder.Of(selected.Expression, item, context.NullOrder)));
                    break;
                default:
                    keys.Add(ByAlias(item.Expression, items) is { } selected ? SortOrder.Of(selected, item, context.NullOrder) : binder.SortKey(item));
                    break;
            }
        }

        return [.. keys];
    }

    // What DISTINCT ON compares: like ORDER BY it takes positions and aliases.
    private ScalarExpression[] BindDistinctOn(SelectSyntax select, SelectedItem[] items, Scope scope)
    {
        if (select.Distinct is null)
        {
            return [];
        }

        var binder = new ExpressionBinder(context, this, scope, "DISTINCT ON")
        {
            AllowsAggregates = true,
            Aliases = name => SelectedItem.Find(items, name, byAlias: true)?.Expression,
            Windows = select.Windows,
        };
        return [.. select.Distinct.On.Select(expression => expression is IntegerLiteral { Value: var position }
            ? items[Position(expression, position, items.Length, "DISTINCT ON")].Expression
            : ByAlias(expression, items) ?? binder.Bind(expression))];
    }

    // A name alone means an alias before a column; inside an expression columns come first, as what is written there may be the alias' own expression.
    private static ScalarExpression? ByAlias(SqlExpression syntax, SelectedItem[] items) =>
        syntax is ColumnExpression { Parts.Count: 1 } column ? SelectedItem.Find(items, column.Name, byAlias: true)?.Expression : null;

    // Keys that are not in the select list travel as extra columns behind it. Of rows that are equal in DISTINCT ON the first in the order stays.
    private LogicalPlan ProjectAndSort(
        LogicalPlan plan, PlanList<ScalarExpression> expressions, IReadOnlyList<string> names, SortKey[] keys, ScalarExpression[] on, LimitSyntax? limit)
    {
        var columns = new List<ScalarExpression>(expressions);
        var columnNames = new List<string>(names);
        int[] ordinals = [.. keys.Select((key, i) => Place(key.Expression, $"sort key {i + 1}"))];
        int[] compared = [.. on.Select((expression, i) => Place(expression, $"distinct key {i + 1}"))];
        LogicalPlan projected = PlanBuilder.Project(plan, columns.ToPlanList(), columnNames);
        PlanList<SortKey> order = keys.Select((key, i) => key with { Expression = projected.Column(ordinals[i]) }).ToPlanList();
        LogicalPlan sorted = PlanBuilder.Sort(projected, order);
        if (compared.Length > 0)
        {
            sorted = PlanBuilder.Distinct(sorted, compared.Select(i => (ScalarExpression)sorted.Column(i)).ToPlanList());
        }

        bool byRank = limit is { Percent: true } or { WithTies: true };
        sorted = byRank ? BindLimit(sorted, limit, order) : sorted;
        LogicalPlan all = columns.Count == expressions.Count
            ? sorted
            : PlanBuilder.Project(sorted, expressions.Select((_, i) => (ScalarExpression)sorted.Column(i)).ToPlanList(), names);
        return byRank ? all : BindLimit(all, limit, default);

        int Place(ScalarExpression expression, string name)
        {
            int ordinal = columns.IndexOf(expression);
            if (ordinal < 0)
            {
                ordinal = columns.Count;
                columns.Add(expression);
                columnNames.Add(name);
            }

            return ordinal;
        }
    }

    private LogicalPlan DistinctAndSort(
        LogicalPlan plan, PlanList<ScalarExpression> expressions, SelectedItem[] items, SortKey[] keys, SyntaxList<OrderItem> orderBy, LimitSyntax? limit)
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

        return BindLimit(PlanBuilder.Sort(distinct, outputKeys.ToPlanList()), limit, outputKeys.ToPlanList());
    }
}
