using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Query.Binding;
using Rerun.Query.Plan.Relations;
using Rerun.Query.Sql.Syntax;
using Rerun.Query.Statements.Temporary;

namespace Rerun.Query.Statements;

/// <content>UPDATE, DELETE and TRUNCATE of temporary tables. All is computed and checked first; then the session has the new rows, or nothing has happened.</content>
internal sealed partial class StatementRunner
{
    private const string TemporarySchema = "temp";

    private async ValueTask<QueryResult> UpdateAsync(UpdateStatement update, CancellationToken cancellationToken)
    {
        SessionTable table = await ChangeableAsync(update.Table, "UPDATE", cancellationToken).ConfigureAwait(false);
        ChangedRows bound = await BindWithAsync(context => new ChangeBinder(context).Bind(update, table), cancellationToken).ConfigureAwait(false);
        (int[] numbers, RecordBatch rows) = await ReadAsync(bound, table, cancellationToken).ConfigureAwait(false);
        return await WithPlaceAsync(update.Table, cancellationToken, async () =>
        {
            SessionTable next = table;
            if (numbers.Length > 0)
            {
                RecordBatch values = new WrittenRows(table.Schema, table.Name).Take(rows);
                await CheckAsync(table, [values], cancellationToken).ConfigureAwait(false);
                next = Replaced(table, numbers, values, update.Assignments.Select(assignment => ColumnOf(table, assignment.Column)));
            }

            return await CommitAsync(next, numbers.Length, update.Returning, bound.Scope, rows, cancellationToken).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    private async ValueTask<QueryResult> DeleteAsync(DeleteStatement delete, CancellationToken cancellationToken)
    {
        SessionTable table = await ChangeableAsync(delete.Table, "DELETE", cancellationToken).ConfigureAwait(false);
        ChangedRows bound = await BindWithAsync(context => new ChangeBinder(context).Bind(delete, table), cancellationToken).ConfigureAwait(false);
        (int[] numbers, RecordBatch rows) = await ReadAsync(bound, table, cancellationToken).ConfigureAwait(false);
        SessionTable next = numbers.Length == 0 ? table : WithBatches(table, RowPatch.Remove(table.Batches, numbers));
        return await CommitAsync(next, numbers.Length, delete.Returning, bound.Scope, rows, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<QueryResult> TruncateAsync(TruncateStatement truncate, CancellationToken cancellationToken)
    {
        var emptied = new List<SessionTable>();
        foreach (QualifiedName name in truncate.Tables.ToArray())
        {
            emptied.Add(WithBatches(await ChangeableAsync(name, "TRUNCATE", cancellationToken).ConfigureAwait(false), []));
        }

        foreach (SessionTable table in emptied)
        {
            session.Tables[table.Name] = table;
        }

        return TextRows.Done(0);
    }

    /// <summary>The temporary table of a name, also in the schema temp; null if there is none.</summary>
    private SessionTable? FindTemporary(QualifiedName name) =>
        session.Tables.TryGetValue(NameOf(name), out SessionTable? table) ? table
        : name.Parts.Count > 1 && NameMatching.Fits(TemporarySchema, name.Parts[0]) ? session.Tables.GetValueOrDefault(string.Join('.', name.Parts.Skip(1).Select(part => part.Text)))
        : null;

    /// <summary>The temporary table whose rows a statement changes.</summary>
    /// <exception cref="RerunException">There is none of that name; the message says what is done with what there is.</exception>
    private async ValueTask<SessionTable> ChangeableAsync(QualifiedName name, string verb, CancellationToken cancellationToken) =>
        FindTemporary(name) ?? await BindWithAsync<SessionTable>(context => throw Unchangeable(context, name, verb), cancellationToken).ConfigureAwait(false);

    private RerunException Unchangeable(BindingContext context, QualifiedName name, string verb)
    {
        var resolver = new RelationResolver(context);
        string text = context.TextOf(name);
        if (session.Views.ContainsKey(NameOf(name)) || resolver.FindView(name) is not null)
        {
            return context.NotSupported(name, $"{text} is a view; {verb} changes tables only. {verb} of a view");
        }

        if (resolver.FindTable(name) is { } table && !RelationResolver.IsSystemTable(table.Name))
        {
            string way = verb switch
            {
                "UPDATE" => $"write the new rows by key (INSERT INTO {text} .. ON CONFLICT (columns) UPDATE) or all (INSERT OVERWRITE {text} SELECT ..)",
                "DELETE" => $"write the rows that stay: INSERT OVERWRITE {text} SELECT * FROM {text} WHERE NOT (..)",
                _ => $"write no rows: INSERT OVERWRITE {text} SELECT * FROM {text} WHERE false",
            };
            return context.NotSupported(name, $"{text} is a table of the catalog, whose rows are not changed one by one; {way}. {verb} of such a table");
        }

        // What is no relation at all is told by this.
        resolver.Resolve(name);
        return context.NotSupported(
            name, $"Rows of {text} are read only; copy them (CREATE TEMP TABLE t AS SELECT * FROM {text}), or register another layer with CALL register(..). {verb} of recordings");
    }

    /// <summary>Reads changed rows as one batch, and their numbers.</summary>
    private async ValueTask<(int[] Numbers, RecordBatch Rows)> ReadAsync(ChangedRows bound, SessionTable table, CancellationToken cancellationToken)
    {
        QueryResult result = await RunPlanAsync(bound.Plan, cancellationToken).ConfigureAwait(false);
        Schema schema = result.Schema;
        List<RecordBatch> batches = await new TemporaryRows(session, table.Name).ReadAsync(new WrittenRows(schema, table.Name).ReadAsync(result, cancellationToken)).ConfigureAwait(false);
        RecordBatch rows = batches.Count == 0 ? new WrittenRows(schema, table.Name).None : RowPatch.Concat(batches);
        ReadOnlySpan<long> numbers = ((Int64Array)rows.Column(bound.Number)).Values;
        int[] places = new int[numbers.Length];
        for (int i = 0; i < places.Length; i++)
        {
            places[i] = checked((int)numbers[i]);
        }

        return (places, rows);
    }

    /// <summary>Makes the new state of a table that of the session, and gives what RETURNING asks for. Errors of RETURNING leave all as it was.</summary>
    private async ValueTask<QueryResult> CommitAsync(
        SessionTable table, long count, SyntaxList<SelectItem> returning, Scope scope, RecordBatch rows, CancellationToken cancellationToken)
    {
        QueryResult? result = null;
        if (!returning.IsEmpty)
        {
            LogicalPlan plan = await BindWithAsync(
                context => new ChangeBinder(context).Returning(returning, scope, rows.Length == 0 ? [] : [rows], rows.Schema, table.Name), cancellationToken).ConfigureAwait(false);
            QueryResult read = await RunPlanAsync(plan, cancellationToken).ConfigureAwait(false);
            List<RecordBatch> batches = await new TemporaryRows(session, table.Name).ReadAsync(new WrittenRows(read.Schema, table.Name).ReadAsync(read, cancellationToken)).ConfigureAwait(false);
            result = TextRows.InMemory(read.Schema, batches, count);
        }

        if (!ReferenceEquals(session.Tables.GetValueOrDefault(table.Name), table))
        {
            session.Tables[table.Name] = table;
        }

        return result ?? TextRows.Done(count);
    }

    private int ColumnOf(SessionTable table, SqlName column) => table.Schema.GetFieldIndex(new InsertBinder(NewContext(CancellationToken.None)).Target(column, table.Schema).Name);

    /// <summary>Runs what may find that a constraint is violated; such an error points at the table's name.</summary>
    private async ValueTask<T> WithPlaceAsync<T>(SqlNode place, CancellationToken cancellationToken, Func<ValueTask<T>> change)
    {
        try
        {
            return await change().ConfigureAwait(false);
        }
        catch (RerunException error) when (
            error.Position == 0 && error.ErrorKind is RerunErrorCode.UniqueViolation or RerunErrorCode.NotNullViolation or RerunErrorCode.CheckViolation or RerunErrorCode.Cardinality)
        {
            throw NewContext(cancellationToken).Located(error, place);
        }
    }
}
