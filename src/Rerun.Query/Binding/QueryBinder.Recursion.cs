using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Relations;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Binding;

/// <content>WITH RECURSIVE: common table expressions that name themselves, or those behind them.</content>
internal sealed partial class QueryBinder
{
    /// <summary>Columns whose types grow with each attempt never become those of both parts.</summary>
    private const int MostTypeAttempts = 8;

    private void BindRecursiveTables(WithSyntax with)
    {
        int visible = _commonTables.Count + with.Tables.Count;
        SubqueryFrame[] frames = [.. _frames];
        CommonTable[] tables = [.. with.Tables.Select(syntax => Table(syntax))];
        _commonTables.AddRange(tables);
        foreach ((CommonTable table, CommonTableSyntax syntax) in tables.Zip(with.Tables))
        {
            table.PlanAt(syntax.Name);
        }

        CommonTable Table(CommonTableSyntax syntax)
        {
            Recursion? recursion = null;
            CommonTable? table = null;
            table = new CommonTable(syntax.Name.Text, place =>
            {
                if (recursion is not null)
                {
                    return recursion.Reference(place, isNested: _frames.Count > frames.Length);
                }

                recursion = new Recursion(context, syntax);
                try
                {
                    table!.Plan = Common(syntax, Outside(visible, frames, () => BindRecursive(syntax, recursion)));
                }
                finally
                {
                    recursion = null;
                }

                return table.Plan;
            });
            return table;
        }
    }

    // Binds as if at the beginning of a WITH, wherever its table is first named.
    private LogicalPlan Outside(int visible, SubqueryFrame[] frames, Func<LogicalPlan> bind)
    {
        CommonTable[] hidden = [.. _commonTables.Skip(visible)];
        SubqueryFrame[] inner = [.. _frames];
        _commonTables.RemoveRange(visible, hidden.Length);
        _frames.Clear();
        _frames.AddRange(frames);
        try
        {
            return bind();
        }
        finally
        {
            _commonTables.AddRange(hidden);
            _frames.Clear();
            _frames.AddRange(inner);
        }
    }

    private LogicalPlan BindRecursive(CommonTableSyntax syntax, Recursion recursion)
    {
        int outer = _commonTables.Count;
        try
        {
            if (syntax.Query.With is { } with)
            {
                BindCommonTables(with);
            }

            return syntax.Query.Body is SetOperationSyntax { Operator: SetOperator.Union, ByName: false } union && FindSteps(union) is { Count: > 0 } steps
                ? BindRecursive(syntax, recursion, union, steps)
                : Renamed(Bind(syntax.Query with { With = null }), syntax.Columns, syntax.Name);
        }
        catch (RecursionFoundException)
        {
            throw context.Error(
                RerunErrorCode.Syntax, syntax.Name, $"{syntax.Name.Text} names itself; a recursive query is written: first rows UNION [ALL] rows that follow from {syntax.Name.Text}.");
        }
        finally
        {
            _commonTables.RemoveRange(outer, _commonTables.Count - outer);
        }
    }

    private List<QueryBodySyntax> FindSteps(SetOperationSyntax union)
    {
        var steps = new List<QueryBodySyntax>();
        foreach (QueryBodySyntax input in union.Inputs)
        {
            try
            {
                BindBody(input);
            }
            catch (RecursionFoundException)
            {
                steps.Add(input);
            }
        }

        return steps;
    }

    private LogicalPlan BindRecursive(CommonTableSyntax syntax, Recursion recursion, SetOperationSyntax union, List<QueryBodySyntax> steps)
    {
        if (steps.Count == union.Inputs.Count)
        {
            throw new RecursionFoundException();
        }

        if (!syntax.Query.OrderBy.IsEmpty)
        {
            throw context.NotSupported(syntax.Query.OrderBy[0], "ORDER BY of a recursive query; order where it is used. It");
        }

        LogicalPlan anchor = Renamed(
            At(union, () => PlanBuilder.SetOperation(SetOperationKind.UnionAll, true, union.Inputs.Except(steps).Select(BindBody).ToPlanList())), syntax.Columns, syntax.Name);
        PlanList<Field> fields = anchor.Fields.Select(field => new Field(field.Name, field.DataType, true)).ToPlanList();
        for (int attempt = 0; attempt < MostTypeAttempts; attempt++)
        {
            recursion.Table = new WorkingTable(syntax.Name.Text);
            recursion.Fields = fields;
            LogicalPlan[] following = [.. steps.Select(BindBody)];
            LogicalPlan all = At(union, () => PlanBuilder.SetOperation(SetOperationKind.UnionAll, true, [new WorkingScan(recursion.Table, fields), .. following]));
            PlanList<Field> common = all.Fields.Select(field => new Field(field.Name, field.DataType, true)).ToPlanList();
            if (common.Equals(fields))
            {
                LogicalPlan step = PlanBuilder.SetOperation(
                    SetOperationKind.UnionAll, true, following.Select(rows => PlanBuilder.WithTypes(rows, fields)).ToPlanList());
                return BindLimit(new RecursiveUnion(PlanBuilder.WithTypes(anchor, fields), step, union.All, recursion.Table, fields), syntax.Query.Limit, default);
            }

            fields = common;
        }

        throw context.Error(RerunErrorCode.TypeMismatch, syntax.Name, $"The types of {syntax.Name.Text} change with each step; CAST the columns of its first rows.");
    }

    /// <summary>A recursive query that is being bound.</summary>
    private sealed class Recursion(BindingContext context, CommonTableSyntax syntax)
    {
        /// <summary>What stands for the rows of the step before, once the first rows are bound.</summary>
        public WorkingTable? Table { get; set; }

        public PlanList<Field> Fields { get; set; }

        public LogicalPlan Reference(SqlNode place, bool isNested) =>
            Table is null ? throw new RecursionFoundException()
            : isNested ? throw context.NotSupported(place, $"{syntax.Name.Text} inside of a sub-query of its own step, but for FROM,")
            : new WorkingScan(Table, Fields);
    }
}
