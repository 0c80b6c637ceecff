using System.Runtime.CompilerServices;
using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Query.Binding;
using Rerun.Query.Plan.Relations;
using Rerun.Query.Sources;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Statements;

/// <content>INSERT.</content>
internal sealed partial class StatementRunner
{
    private async ValueTask<QueryResult> InsertAsync(InsertStatement insert, CancellationToken cancellationToken)
    {
        if (FindTemporary(insert.Table) is { } temporary)
        {
            return await InsertTemporaryAsync(insert, temporary, cancellationToken).ConfigureAwait(false);
        }

        RequireChanges();
        RefuseRowChanges(insert, cancellationToken);
        (EntryDetails table, Schema schema, LogicalPlan rows) = await BindWithAsync(context => BindInsert(context, insert), cancellationToken).ConfigureAwait(false);
        TableInsertMode mode = ModeOf(insert, schema, table.Name, cancellationToken);
        var written = new WrittenRows(schema, table.Name);
        await AtAsync(insert.Table, cancellationToken, () => Engine.Catalog.WriteTableAsync(
            table.Id, RowsAsync(rows, written, evenIfNone: insert.Overwrite, cancellationToken), mode, cancellationToken)).ConfigureAwait(false);
        return TextRows.Done(written.Count);
    }

    // The catalog appends or replaces rows as a whole; it neither reads the old ones nor gives the new ones back.
    private void RefuseRowChanges(InsertStatement insert, CancellationToken cancellationToken)
    {
        SqlNode? place = insert.OnConflict is { Assignments: { IsEmpty: false } assignments } ? assignments[0] : insert.Returning.IsEmpty ? null : insert.Returning[0];
        if (place is not null)
        {
            throw NewContext(cancellationToken).NotSupported(
                place, place is SelectItem ? "RETURNING for a table that is not temporary" : "SET for a table that is not temporary: ON CONFLICT (columns) UPDATE replaces the whole row; a part of it");
        }
    }

    private (EntryDetails Table, Schema Schema, LogicalPlan Rows) BindInsert(BindingContext context, InsertStatement insert)
    {
        EntryDetails table = new RelationResolver(context).Table(insert.Table);
        Schema schema = context.Catalog.TableSchema(table.Id);
        LogicalPlan rows = new InsertBinder(context).Bind(insert, schema);
        return (table, schema, WithoutConflicts(
            context, insert, rows, schema, table.Name, () => TableScan.Of(new CatalogTableSource(table, schema, context.Catalog.Catalog))));
    }

    private LogicalPlan WithoutConflicts(
        BindingContext context, InsertStatement insert, LogicalPlan rows, Schema schema, string table, Func<LogicalPlan> scan)
    {
        if (insert.OnConflict is not { Update: false } conflict)
        {
            return rows;
        }

        if (insert.Overwrite)
        {
            throw context.NotSupported(conflict, "ON CONFLICT for INSERT OVERWRITE");
        }

        string[] keys = KeysOf(schema);
        if (!conflict.Columns.IsEmpty)
        {
            RequireKeys(conflict, keys, table, context);
        }

        return new InsertBinder(context).WithoutConflicts(rows, scan(), [.. keys.Select(key => schema.GetFieldIndex(key))]);
    }

    private static string[] KeysOf(Schema schema) =>
        [.. schema.FieldsList.Where(field => field.Metadata.GetValueOrDefault(KeyMark) == "true").Select(field => field.Name)];

    private static void RequireKeys(OnConflictSyntax conflict, string[] keys, string table, BindingContext context)
    {
        if (keys.Length == 0 || conflict.Columns.Count != keys.Length || !conflict.Columns.All(column => keys.Any(key => NameMatching.Fits(key, column))))
        {
            throw context.Error(
                RerunErrorCode.InvalidArgument,
                conflict,
                keys.Length == 0
                    ? $"The table {table} has no key; CREATE TABLE .. PRIMARY KEY (columns) gives it one."
                    : $"The key of {table} is ({string.Join(", ", keys)}).");
        }
    }

    /// <summary>How rows are written: ON CONFLICT replaces by the key that the table has.</summary>
    private TableInsertMode ModeOf(InsertStatement insert, Schema schema, string table, CancellationToken cancellationToken)
    {
        if (insert.OnConflict is not { Update: true } conflict)
        {
            return insert.Overwrite ? TableInsertMode.Overwrite : TableInsertMode.Append;
        }

        BindingContext context = NewContext(cancellationToken);
        if (insert.Overwrite)
        {
            throw context.NotSupported(conflict, "ON CONFLICT for INSERT OVERWRITE");
        }

        string[] keys = KeysOf(schema);
        if (!conflict.Columns.IsEmpty)
        {
            RequireKeys(conflict, keys, table, context);
        }

        return keys.Length > 0 ? TableInsertMode.Replace : TableInsertMode.Append;
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
