using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Query.Binding;
using Rerun.Query.Plan.Relations;
using Rerun.Query.Sql.Syntax;
using Rerun.Query.Statements.Temporary;

namespace Rerun.Query.Statements;

/// <content>CREATE TABLE.</content>
internal sealed partial class StatementRunner
{
    /// <summary>What marks a table's key columns; servers since 0.28 replace rows by it.</summary>
    private const string KeyMark = "rerun:is_table_index";

    private async ValueTask<QueryResult> CreateTableAsync(CreateTableStatement create, CancellationToken cancellationToken)
    {
        LogicalPlan? rows = create.Query is null
            ? null
            : await BindWithAsync(context => new QueryBinder(context).Bind(create.Query), cancellationToken).ConfigureAwait(false);
        Schema schema = SchemaOf(create, rows, cancellationToken);
        await BindWithAsync(
            context => create.Columns.Count(column => column.Default is not null && new InsertBinder(context).DefaultOf(FieldOf(schema, column), column) is null),
            cancellationToken).ConfigureAwait(false);
        if (rows is not null)
        {
            rows = await BindWithAsync(context => new InsertBinder(context).Assign(rows, schema, schema.FieldsList, create), cancellationToken).ConfigureAwait(false);
        }

        return create.Temporary
            ? await CreateTemporaryAsync(create, schema, rows, cancellationToken).ConfigureAwait(false)
            : await CreateStoredAsync(create, schema, rows, cancellationToken).ConfigureAwait(false);
    }

    private static Field FieldOf(Schema schema, ColumnDefinition column) => schema.FieldsList.First(field => field.Name == column.Name.Text);

    private async ValueTask<QueryResult> CreateTemporaryAsync(
        CreateTableStatement create, Schema schema, LogicalPlan? rows, CancellationToken cancellationToken)
    {
        if (create.Location is not null)
        {
            throw NewContext(cancellationToken).NotSupported(create, "LOCATION for a temporary table");
        }

        string name = NameOf(create.Name);
        if (!MakeRoom(create.Name, create.OrReplace, create.IfNotExists, cancellationToken))
        {
            return TextRows.Done(0);
        }

        await RequireUnhiddenAsync(create.Name, name, "table", cancellationToken).ConfigureAwait(false);
        var written = new WrittenRows(schema, name);
        var temporary = new TemporaryRows(session, name);
        List<RecordBatch> batches = rows is null
            ? []
            : await temporary.ReadAsync(written.ReadAsync(await RunPlanAsync(rows, cancellationToken).ConfigureAwait(false), cancellationToken)).ConfigureAwait(false);

        var table = new SessionTable(name, schema, [.. batches], temporary.ByteSize)
        {
            Keys = KeysOf(create, schema),
            Checks = [.. create.Checks.Select(check => new TableCheck(sql, check.Condition))],
        };
        await WithPlaceAsync(create.Name, cancellationToken, async () =>
        {
            // Without rows too: mistakes in a condition are told now.
            await CheckAsync(table, batches, cancellationToken).ConfigureAwait(false);
            table.KnownKeys = FindKeys(table);
            return table;
        }).ConfigureAwait(false);
        session.Views.Remove(name);
        session.Tables[name] = table;
        return TextRows.Done(written.Count);
    }

    private async ValueTask<QueryResult> CreateStoredAsync(
        CreateTableStatement create, Schema schema, LogicalPlan? rows, CancellationToken cancellationToken)
    {
        RequireChanges();
        if (!create.Checks.IsEmpty)
        {
            throw NewContext(cancellationToken).NotSupported(create.Checks[0], "CHECK of a table that is not temporary (nothing would enforce it)");
        }

        string name = NewEntryName(create.Name);
        var written = new WrittenRows(schema, name);
        EntryDetails? old = create.IfNotExists || create.OrReplace
            ? await FindEntryAsync(Sql.Syntax.EntryKind.Table, create.Name, ifExists: true, cancellationToken).ConfigureAwait(false)
            : null;
        if (old is not null && create.IfNotExists)
        {
            return TextRows.Done(0);
        }

        await RequireUnhiddenAsync(create.Name, name, "table", cancellationToken).ConfigureAwait(false);
        await AtAsync(create.Name, cancellationToken, async () =>
        {
            if (old is not null)
            {
                await Engine.Catalog.WriteTableAsync(old.Id, RowsAsync(rows, written, evenIfNone: true, cancellationToken), TableInsertMode.Overwrite, cancellationToken)
                    .ConfigureAwait(false);
                return;
            }

            EntryDetails table = await Engine.Catalog.CreateTableAsync(name, schema, create.Location, cancellationToken).ConfigureAwait(false);
            if (rows is not null)
            {
                await FillAsync(table, rows, written, cancellationToken).ConfigureAwait(false);
            }
        }).ConfigureAwait(false);
        return TextRows.Done(written.Count);
    }

    /// <summary>Writes the first rows of a table; when that fails, the table goes.</summary>
    private async ValueTask FillAsync(EntryDetails table, LogicalPlan rows, WrittenRows written, CancellationToken cancellationToken)
    {
        try
        {
            await Engine.Catalog.WriteTableAsync(
                table.Id, RowsAsync(rows, written, evenIfNone: false, cancellationToken), TableInsertMode.Append, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await Engine.Catalog.DeleteEntryAsync(table.Id, CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    // A default is kept as it was written, and computed for each row that needs it.
    private IEnumerable<KeyValuePair<string, string>> MetadataOf(ColumnDefinition column) =>
        column.Default is null ? [] : [new(InsertBinder.DefaultMark, sql.Substring(column.Default.Span.Start, column.Default.Span.Length))];

    /// <summary>The columns of a new table: as written down, or those of the query, with the names and types that are written down.</summary>
    private Schema SchemaOf(CreateTableStatement create, LogicalPlan? rows, CancellationToken cancellationToken)
    {
        BindingContext context = NewContext(cancellationToken);
        if (rows is not null && !create.Columns.IsEmpty && create.Columns.Count != rows.Fields.Count)
        {
            throw context.Error(
                RerunErrorCode.TypeMismatch, create.Columns[0], $"The table has {create.Columns.Count} columns, its query gives {rows.Fields.Count}.");
        }

        Field[] fields = rows is not null && create.Columns.IsEmpty
            ? [.. rows.Fields.Select(field => new Field(field.Name, field.DataType, true))]
            : [.. create.Columns.Select((column, i) => new Field(
                column.Name.Text, column.Type is { } type ? TypeBinder.Bind(type, sql) : rows!.Fields[i].DataType, !column.NotNull, MetadataOf(column)))];
        foreach (SqlName key in create.PrimaryKey)
        {
            int i = Array.FindIndex(fields, field => NameMatching.Fits(field.Name, key));
            fields[i >= 0 ? i : throw context.Error(RerunErrorCode.UnknownColumn, key, $"The table has no column {key.Text}.")] =
                new Field(fields[i].Name, fields[i].DataType, fields[i].IsNullable && !create.Temporary, [.. fields[i].Metadata, new(KeyMark, "true")]);
        }

        string? twice = fields.GroupBy(field => field.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1)?.Key;
        return twice is null
            ? new Schema(fields)
            : throw context.Error(RerunErrorCode.AlreadyExists, create, $"The table would have more than one column {twice}.");
    }
}
