using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Query.Functions.Resolution;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;
using Rerun.Query.Sql.Syntax;
using JoinSyntaxKind = Rerun.Query.Sql.Syntax.JoinKind;

namespace Rerun.Query.Binding;

/// <content>UNNEST in FROM, whose lists may be columns of the relations to its left.</content>
internal sealed partial class QueryBinder
{
    private static bool IsUnnest(TableSyntax table) => table is FunctionTableSyntax { Name: { Parts.Count: 1, Last.Text: var name } }
        && name.Equals("unnest", StringComparison.OrdinalIgnoreCase);

    private BoundRelation BindUnnest(BoundRelation left, FunctionTableSyntax function, bool keepsRows = false)
    {
        var binder = new ExpressionBinder(context, this, left.Scope, "UNNEST");
        PlanList<ScalarExpression> lists = function.Arguments.Select(argument => binder.ListToUnnest(argument.Value)).ToPlanList();
        if (lists.IsEmpty)
        {
            throw context.Error(RerunErrorCode.Syntax, function, "UNNEST takes one or more lists.");
        }

        SyntaxList<SqlName> given = function.Alias?.Columns ?? [];
        string relation = function.Alias?.Name.Text ?? "unnest";
        string[] names =
        [
            .. lists.Select(_ => lists.Count == 1 ? relation : "unnest"),
            .. function.WithOrdinality ? ["ordinality"] : Array.Empty<string>(),
        ];
        if (given.Count > names.Length)
        {
            throw context.Error(RerunErrorCode.Syntax, function.Alias!, $"{given.Count} column names for {names.Length} columns.");
        }

        for (int i = 0; i < given.Count; i++)
        {
            names[i] = given[i].Text;
        }

        LogicalPlan plan = PlanBuilder.Unnest(left.Plan, lists, names, function.WithOrdinality, keepsRows);
        int first = left.Plan.Fields.Count;
        return new BoundRelation(
            plan, new Scope([.. left.Scope.Columns, .. names.Select((name, i) => new ScopeColumn([relation], name, first + i, plan.Fields[first + i]))]));
    }

    private BoundRelation BindJoinWithUnnest(JoinTableSyntax join, BoundRelation left, FunctionTableSyntax function)
    {
        bool keepsRows = join.Kind == JoinSyntaxKind.Left;
        if (join.Asof || join.Natural || !join.Using.IsEmpty || join.Kind is not (JoinSyntaxKind.Inner or JoinSyntaxKind.Cross or JoinSyntaxKind.Left))
        {
            throw context.NotSupported(join, "UNNEST in another join than CROSS JOIN, JOIN .. ON and LEFT JOIN .. ON TRUE");
        }

        BoundRelation pairs = BindUnnest(left, function, keepsRows);
        ScalarExpression condition = join.On is null
            ? Constant.True
            : new ExpressionBinder(context, this, pairs.Scope, "ON").BindCondition(join.On);
        return condition is Constant { Value: true } ? pairs
            : keepsRows ? throw context.NotSupported(join.On!, "LEFT JOIN UNNEST with another condition than TRUE")
            : pairs with { Plan = PlanBuilder.Filter(pairs.Plan, condition, "ON") };
    }
}
