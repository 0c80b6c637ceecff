using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Binding;

/// <content>What changes of rows have in common with queries: WITH, FROM, WHERE and the items of RETURNING.</content>
internal sealed partial class QueryBinder
{
    /// <summary>The rows of a table beside those of other relations.</summary>
    public BoundRelation BindBeside(WithSyntax? with, BoundRelation table, SyntaxList<TableSyntax> others, SqlExpression? where)
    {
        if (with is not null)
        {
            BindCommonTables(with);
        }

        BoundRelation all = others.Aggregate(table, BindBeside);
        return where is null ? all : all with { Plan = PlanBuilder.Filter(all.Plan, new ExpressionBinder(context, this, all.Scope, "WHERE").BindCondition(where)) };
    }

    /// <summary>What RETURNING gives of rows.</summary>
    public LogicalPlan BindReturning(BoundRelation rows, SyntaxList<SelectItem> items)
    {
        var select = new SelectSyntax(items[0].Span, null, items, default, null, null, null, default, null, null);
        SelectedItem[] selected = BindItems(select, rows.Scope);
        foreach (SelectedItem item in selected)
        {
            string? what = GroupedQuery.HasAggregate(item.Expression) ? "An aggregate"
                : WindowedQuery.HasWindow(item.Expression) ? "A window function"
                : PendingUnnest.IsIn(item.Expression) ? "UNNEST"
                : null;
            if (what is not null)
            {
                throw context.NotSupported(item.Syntax, $"{what} in RETURNING");
            }
        }

        return PlanBuilder.Project(rows.Plan, selected.Select(item => item.Expression).ToPlanList(), [.. selected.Select(item => item.Name)]);
    }
}
