using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Query.Binding;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;
using Rerun.Query.Sources;
using Rerun.Query.Sql.Syntax;
using Rerun.Query.Statements.Temporary;

namespace Rerun.Query.Statements;

/// <content>ALTER TABLE: columns of temporary tables.</content>
internal sealed partial class StatementRunner
{
    private async ValueTask<QueryResult> AlterColumnAsync(AlterColumnStatement alter, CancellationToken cancellationToken)
    {
        if (FindTemporary(alter.Table) is not { } table)
        {
            bool isThere = await BindWithAsync(
                context => !alter.IfExists || new RelationResolver(context).FindTable(alter.Table) is not null, cancellationToken).ConfigureAwait(false);
            return !isThere ? TextRows.Done(0) : await BindWithAsync<QueryResult>(
                context =>
                {
                    new RelationResolver(context).Resolve(alter.Table);
                    throw context.NotSupported(alter.Table, "ALTER TABLE of columns of a relation that is no temporary table (CREATE OR REPLACE TABLE .. AS SELECT .. makes it anew); this");
                },
                cancellationToken).ConfigureAwait(false);
        }

        SessionTable? next = alter.Added is not null ? await WithColumnAsync(alter, alter.Added, table, cancellationToken).ConfigureAwait(false)
            : alter.NewName is not null ? Renamed(alter, alter.NewName, table, cancellationToken)
            : WithoutColumn(alter, table, cancellationToken);
        if (next is not null)
        {
            session.Tables[table.Name] = next;
        }

        return TextRows.Done(0);
    }

    private SessionTable Renamed(AlterColumnStatement alter, SqlName newName, SessionTable table, CancellationToken cancellationToken)
    {
        int column = ColumnOf(table, alter.Column);
        RefuseChecks(alter, table, cancellationToken);
        RequireNewColumn(table, newName, column, cancellationToken);
        return WithSchema(table, table.Schema.SetField(column, table.Schema.GetFieldByIndex(column).WithName(newName.Text)));
    }

    private SessionTable? WithoutColumn(AlterColumnStatement alter, SessionTable table, CancellationToken cancellationToken)
    {
        if (alter.ColumnMayDiffer && !table.Schema.FieldsList.Any(field => NameMatching.Fits(field.Name, alter.Column)))
        {
            return null;
        }

        int column = ColumnOf(table, alter.Column);
        RefuseChecks(alter, table, cancellationToken);
        if (table.Schema.FieldsList.Count == 1)
        {
            throw NewContext(cancellationToken).NotSupported(alter.Column, "A table without columns");
        }

        if (table.Keys.FirstOrDefault(key => key.Columns.Contains(column)) is { } key)
        {
            throw NewContext(cancellationToken).NotSupported(alter.Column, $"Dropping a column of the key {key.NamesIn(table.Schema)}");
        }

        Schema schema = table.Schema.RemoveField(column);
        return WithBatches(table, [.. table.Batches.Select(batch => new RecordBatch(schema, batch.Arrays.Where((_, i) => i != column), batch.Length))]) with
        {
            Schema = schema,
            Keys = [.. table.Keys.Select(key => key with { Columns = [.. key.Columns.Select(place => place > column ? place - 1 : place)] })],
        };
    }

    private async ValueTask<SessionTable?> WithColumnAsync(AlterColumnStatement alter, ColumnDefinition added, SessionTable table, CancellationToken cancellationToken)
    {
        if (alter.ColumnMayDiffer && table.Schema.FieldsList.Any(field => NameMatching.Fits(field.Name, added.Name)))
        {
            return null;
        }

        RequireNewColumn(table, added.Name, -1, cancellationToken);
        var field = new Field(added.Name.Text, TypeBinder.Bind(added.Type!, sql), !added.NotNull, MetadataOf(added));
        var schema = new Schema([.. table.Schema.FieldsList, field]);
        LogicalPlan rows = await BindWithAsync(
            context =>
            {
                LogicalPlan scan = TableScan.Of(new BatchesSource(table.Name, table.Schema, table.Batches));
                ScalarExpression value = new InsertBinder(context).DefaultOf(field, added) ?? new Constant(null, field.DataType);
                return PlanBuilder.Project(
                    scan, [.. scan.Fields.Select((_, i) => (ScalarExpression)scan.Column(i)), value], [.. schema.FieldsList.Select(column => column.Name)]);
            },
            cancellationToken).ConfigureAwait(false);
        return await WithPlaceAsync(added, cancellationToken, async () =>
        {
            var written = new WrittenRows(schema, table.Name);
            List<RecordBatch> batches = await new TemporaryRows(session, table.Name).ReadAsync(RowsAsync(rows, written, evenIfNone: false, cancellationToken)).ConfigureAwait(false);
            return WithBatches(table, [.. batches]) with { Schema = schema };
        }).ConfigureAwait(false);
    }

    private static SessionTable WithSchema(SessionTable table, Schema schema) =>
        table with { Schema = schema, Batches = [.. table.Batches.Select(batch => batch.WithSchema(schema))], KnownKeys = null };

    // A condition is kept as its text, which names columns.
    private void RefuseChecks(AlterColumnStatement alter, SessionTable table, CancellationToken cancellationToken)
    {
        if (!table.Checks.IsEmpty)
        {
            throw NewContext(cancellationToken).NotSupported(alter.Column, $"Renaming or dropping a column of {table.Name}, which has the condition CHECK ({table.Checks[0].Text}),");
        }
    }

    private void RequireNewColumn(SessionTable table, SqlName name, int except, CancellationToken cancellationToken)
    {
        if (table.Schema.FieldsList.Where((field, i) => i != except && field.Name.Equals(name.Text, StringComparison.OrdinalIgnoreCase)).Any())
        {
            throw NewContext(cancellationToken).Error(RerunErrorCode.AlreadyExists, name, $"{table.Name} has a column {name.Text} already.");
        }
    }
}
