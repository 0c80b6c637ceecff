using System.Runtime.CompilerServices;
using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Query.Binding;
using Rerun.Query.Plan.Relations;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Statements;

/// <content>INSERT.</content>
internal sealed partial class StatementRunner
{
    private async ValueTask<QueryResult> InsertAsync(InsertStatement insert, CancellationToken cancellationToken)
    {
        if (session.Tables.TryGetValue(NameOf(insert.Table), out SessionTable? temporary))
        {
            return await InsertTemporaryAsync(insert, temporary, cancellationToken).ConfigureAwait(false);
        }

        RequireChanges();
        (EntryDetails table, Schema schema, LogicalPlan rows) = await BindWithAsync(
            context =>
            {
                EntryDetails found = new RelationResolver(context).Table(insert.Table);
                Schema columns = context.Catalog.TableSchema(found.Id);
                return (found, columns, new InsertBinder(context).Bind(insert, columns));
            },
            cancellationToken).ConfigureAwait(false);
        TableInsertMode mode = ModeOf(insert, schema, table.Name, cancellationToken);
        var written = new WrittenRows(schema, table.Name);
        await AtAsync(insert.Table, cancellationToken, () => Engine.Catalog.WriteTableAsync(
            table.Id, RowsAsync(rows, written, evenIfNone: insert.Overwrite, cancellationToken), mode, cancellationToken)).ConfigureAwait(false);
        return TextRows.Done(written.Count);
    }

    private async ValueTask<QueryResult> InsertTemporaryAsync(InsertStatement insert, SessionTable table, CancellationToken cancellationToken)
    {
        if (insert.OnConflict is { } conflict)
        {
            throw NewContext(cancellationToken).NotSupported(conflict, "ON CONFLICT for a temporary table");
        }

        LogicalPlan rows = await BindWithAsync(context => new InsertBinder(context).Bind(insert, table.Schema), cancellationToken).ConfigureAwait(false);
        var written = new WrittenRows(table.Schema, table.Name);
        var batches = new List<RecordBatch>();
        await foreach (RecordBatch batch in RowsAsync(rows, written, evenIfNone: false, cancellationToken).ConfigureAwait(false))
        {
            batches.Add(batch);
        }

        session.Tables[table.Name] = table with { Batches = insert.Overwrite ? [.. batches] : table.Batches.AddRange(batches) };
        return TextRows.Done(written.Count);
    }

    /// <summary>How rows are written: ON CONFLICT replaces by the key that the table has.</summary>
    private TableInsertMode ModeOf(InsertStatement insert, Schema schema, string table, CancellationToken cancellationToken)
    {
        if (insert.OnConflict is not { } conflict)
        {
            return insert.Overwrite ? TableInsertMode.Overwrite : TableInsertMode.Append;
        }

        BindingContext context = NewContext(cancellationToken);
        if (!conflict.Update || insert.Overwrite)
        {
            throw context.NotSupported(conflict, insert.Overwrite ? "ON CONFLICT for INSERT OVERWRITE" : "ON CONFLICT DO NOTHING");
        }

        string[] keys = [.. schema.FieldsList.Where(field => field.Metadata.GetValueOrDefault(KeyMark) == "true").Select(field => field.Name)];
        bool fits = conflict.Columns.Count == keys.Length && conflict.Columns.All(column => keys.Any(key => NameMatching.Fits(key, column)));
        return fits && keys.Length > 0 ? TableInsertMode.Replace : throw context.Error(
            RerunErrorCode.InvalidArgument,
            conflict,
            keys.Length == 0
                ? $"The table {table} has no key; CREATE TABLE .. PRIMARY KEY (columns) gives it one."
                : $"The key of {table} is ({string.Join(", ", keys)}).");
    }

    /// <summary>The rows of a plan as they are written; of none an empty batch, where the table must be told of it.</summary>
    private async IAsyncEnumerable<RecordBatch> RowsAsync(
        LogicalPlan? plan, WrittenRows written, bool evenIfNone, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (plan is not null)
        {
            QueryResult result = await RunPlanAsync(plan, cancellationToken).ConfigureAwait(false);
            await foreach (RecordBatch batch in written.ReadAsync(result, cancellationToken).ConfigureAwait(false))
            {
                yield return batch;
            }
        }

        if (evenIfNone && written.Count == 0)
        {
            yield return written.None;
        }
    }
}
