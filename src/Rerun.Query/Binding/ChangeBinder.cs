using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;
using Rerun.Query.Sources;
using Rerun.Query.Sql;
using Rerun.Query.Sql.Syntax;
using Rerun.Query.Statements.Temporary;

namespace Rerun.Query.Binding;

/// <summary>Turns UPDATE, DELETE and ON CONFLICT .. UPDATE of temporary tables into queries for the rows that change.</summary>
internal sealed class ChangeBinder(BindingContext context)
{
    /// <summary>The relation of the row that was to be inserted.</summary>
    private const string Excluded = "excluded";

    // Cannot be written, as it is in no scope.
    private const string NumberName = "row number";

    private readonly QueryBinder _queries = new(context);

    /// <summary>The rows that an UPDATE changes, as they are afterwards, each once.</summary>
    public ChangedRows Bind(UpdateStatement update, SessionTable table)
    {
        BoundRelation rows = _queries.BindBeside(update.With, Numbered(table, update.Alias), update.From, update.Where);
        LogicalPlan plan = Assign(rows, update.Assignments, table.Schema);
        return Single(new ChangedRows(plan, rows.Scope, table.Schema.FieldsList.Count), !update.From.IsEmpty);
    }

    /// <summary>The rows that a DELETE takes away, each once.</summary>
    public ChangedRows Bind(DeleteStatement delete, SessionTable table)
    {
        BoundRelation rows = _queries.BindBeside(delete.With, Numbered(table, delete.Alias), delete.Using, delete.Where);
        return Single(new ChangedRows(rows.Plan, rows.Scope, table.Schema.FieldsList.Count), !delete.Using.IsEmpty);
    }

    /// <summary>Rows that an INSERT finds there, as they are afterwards.</summary>
    /// <param name="conflict">What is done with them.</param>
    /// <param name="alias">The table's other name, or null.</param>
    /// <param name="table">The table.</param>
    /// <param name="pairs">The rows that are there, their number, and the rows that were to be inserted.</param>
    public ChangedRows Bind(OnConflictSyntax conflict, SqlName? alias, SessionTable table, RecordBatch pairs)
    {
        int count = table.Schema.FieldsList.Count;
        LogicalPlan plan = TableScan.Of(new BatchSource(table.Name, pairs));
        Scope known = Scope.Of(plan.Fields.Take(count).ToPlanList(), [alias?.Text ?? table.Name]);
        var both = new Scope([.. known.Columns, .. plan.Fields.Skip(count + 1).Select((field, i) => new ScopeColumn([Excluded], field.Name, count + 1 + i, field))]);
        if (conflict.Where is { } where)
        {
            plan = PlanBuilder.Filter(plan, new ExpressionBinder(context, _queries, both, "WHERE").BindCondition(where));
        }

        LogicalPlan changed = conflict.Assignments.IsEmpty
            ? Project(plan, i => i < count ? plan.Column(count + 1 + i) : plan.Column(i))
            : Assign(new BoundRelation(plan, both), conflict.Assignments, table.Schema);
        return new ChangedRows(changed, known, count);
    }

    /// <summary>The rows of a table for which a condition of it does not hold.</summary>
    public LogicalPlan Violations(TableCheck check, SessionTable table, IReadOnlyList<RecordBatch> rows)
    {
        BindingContext inside = context.ForView(check.Sql);
        LogicalPlan plan = TableScan.Of(new BatchesSource(table.Name, table.Schema, rows));
        var binder = new ExpressionBinder(inside, new QueryBinder(inside), Scope.Of(plan.Fields, [table.Name]), "CHECK");
        ScalarExpression condition = binder.BindCondition(check.Condition);
        return condition.Any(part => part is ScalarSubquery or InSubquery or ExistsSubquery or CorrelatedSubquery)
            ? throw inside.NotSupported(check.Condition, "A sub-query in CHECK")
            : PlanBuilder.Limit(PlanBuilder.Filter(plan, PlanBuilder.Not(condition), "CHECK"), Constant.Of(1L), null);
    }

    /// <summary>What RETURNING gives of rows that have changed.</summary>
    public LogicalPlan Returning(SyntaxList<SelectItem> items, Scope scope, IReadOnlyList<RecordBatch> rows, Schema schema, string name) =>
        _queries.BindReturning(new BoundRelation(TableScan.Of(new BatchesSource(name, schema, rows)), scope), items);

    private static ChangedRows Single(ChangedRows rows, bool mayRepeat) =>
        mayRepeat ? rows with { Plan = PlanBuilder.Distinct(rows.Plan, [rows.Plan.Column(rows.Number)]) } : rows;

    private static BoundRelation Numbered(SessionTable table, SqlName? alias)
    {
        var schema = new Schema([.. table.Schema.FieldsList, new Field(NumberName, Int64Type.Default, false)]);
        var batches = new List<RecordBatch>(table.Batches.Count);
        long first = 0;
        foreach (RecordBatch batch in table.Batches)
        {
            batches.Add(WithNumbers(batch, schema, Numbers(first, batch.Length)));
            first += batch.Length;
        }

        LogicalPlan plan = TableScan.Of(new BatchesSource(table.Name, schema, batches));
        return new BoundRelation(plan, Scope.Of(plan.Fields.Take(plan.Fields.Count - 1).ToPlanList(), [alias?.Text ?? table.Name]));
    }

    /// <summary>Rows and what belongs behind them: their numbers, and maybe other rows.</summary>
    public static RecordBatch Beside(RecordBatch rows, ReadOnlySpan<int> numbers, RecordBatch others)
    {
        var schema = new Schema([.. rows.Schema.FieldsList, new Field(NumberName, Int64Type.Default, false), .. others.Schema.FieldsList]);
        var builder = new Int64Array.Builder();
        foreach (int number in numbers)
        {
            builder.Append(number);
        }

        return new RecordBatch(schema, [.. rows.Arrays, builder.Build(), .. others.Arrays], rows.Length);
    }

    private static RecordBatch WithNumbers(RecordBatch batch, Schema schema, Int64Array numbers) => new(schema, [.. batch.Arrays, numbers], batch.Length);

    private static Int64Array Numbers(long first, int count)
    {
        var builder = new Int64Array.Builder();
        for (int i = 0; i < count; i++)
        {
            builder.Append(first + i);
        }

        return builder.Build();
    }

    private LogicalPlan Assign(BoundRelation rows, SyntaxList<AssignmentSyntax> assignments, Schema schema)
    {
        var values = new Dictionary<int, ScalarExpression>();
        var inserts = new InsertBinder(context);
        var binder = new ExpressionBinder(context, _queries, rows.Scope, "SET");
        foreach (AssignmentSyntax assignment in assignments)
        {
            Field field = inserts.Target(assignment.Column, schema);
            int column = schema.GetFieldIndex(field.Name);
            if (!values.TryAdd(column, inserts.Value(assignment.Value, field, binder)))
            {
                throw context.Error(RerunErrorCode.InvalidArgument, assignment.Column, $"The column {field.Name} is set twice.");
            }
        }

        return Project(rows.Plan, i => values.GetValueOrDefault(i) ?? rows.Plan.Column(i));
    }

    private static LogicalPlan Project(LogicalPlan plan, Func<int, ScalarExpression> column) => PlanBuilder.Project(
        plan, Enumerable.Range(0, plan.Fields.Count).Select(column).ToPlanList(), [.. plan.Fields.Select(field => field.Name)]);
}
