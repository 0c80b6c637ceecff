using System.Collections.Immutable;
using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Query.Binding;
using Rerun.Query.Execution.Planning;
using Rerun.Query.Plan.Relations;
using Rerun.Query.Sql.Syntax;
using Rerun.Query.Statements.Temporary;

namespace Rerun.Query.Statements;

/// <content>Keys and conditions of temporary tables.</content>
internal sealed partial class StatementRunner
{
    private const int MostShownColumns = 20;

    /// <summary>The keys that a new table has.</summary>
    private ImmutableArray<TableKey> KeysOf(CreateTableStatement create, Schema schema)
    {
        var keys = ImmutableArray.CreateBuilder<TableKey>();
        foreach (SyntaxList<SqlName> columns in create.Unique.Select(key => key.Columns).Prepend(create.PrimaryKey).Where(columns => !columns.IsEmpty))
        {
            var binder = new InsertBinder(NewContext(CancellationToken.None));
            keys.Add(new TableKey([.. columns.Select(column => schema.GetFieldIndex(binder.Target(column, schema).Name))]));
        }

        return keys.ToImmutable();
    }

    /// <summary>Refuses rows that miss a condition of their table.</summary>
    private async ValueTask CheckAsync(SessionTable table, IReadOnlyList<RecordBatch> rows, CancellationToken cancellationToken)
    {
        foreach (TableCheck check in table.Checks)
        {
            LogicalPlan violations = await BindWithAsync(context => new ChangeBinder(context).Violations(check, table, rows), cancellationToken).ConfigureAwait(false);
            QueryResult result = await RunPlanAsync(violations, cancellationToken).ConfigureAwait(false);
            await using (result.ConfigureAwait(false))
            {
                if (await result.ReadNextRecordBatchAsync(cancellationToken).ConfigureAwait(false) is { } first)
                {
                    string row = string.Join(", ", first.Arrays.Take(MostShownColumns).Select(column => ConstantArrays.Read(column, 0).ToString()));
                    throw new RerunException($"The row ({row}) does not fulfil the condition CHECK ({check.Text}) of {table.Name}.", RerunErrorCode.CheckViolation);
                }
            }
        }
    }

    /// <summary>Takes the keys of a table's rows, which are found if they are not known. Who fails after that has changed nothing: they are found again.</summary>
    private static KeyRows[] TakeKeys(SessionTable table)
    {
        KeyRows[] keys = table.KnownKeys ?? FindKeys(table);
        table.KnownKeys = null;
        return keys;
    }

    private static KeyRows[] FindKeys(SessionTable table)
    {
        KeyRows[] keys = [.. table.Keys.Select(key => new KeyRows(table.Schema, key))];
        AddKeys(keys, table.Name, table.Batches);
        return keys;
    }

    private static void AddKeys(KeyRows[] keys, string table, IEnumerable<RecordBatch> rows)
    {
        foreach (RecordBatch batch in rows)
        {
            foreach (KeyRows key in keys)
            {
                if (key.Add(batch) is var row and >= 0)
                {
                    throw new RerunException($"Two rows of {table} would have the key {key.TextOf(batch, row)}.", RerunErrorCode.UniqueViolation);
                }
            }
        }
    }

    /// <summary>The table with other rows, whose keys are not known.</summary>
    private static SessionTable WithBatches(SessionTable table, ImmutableList<RecordBatch> batches) =>
        table with { Batches = batches, ByteSize = RowPatch.SizeOf(batches), KnownKeys = null };

    /// <summary>The table with some rows changed in some columns.</summary>
    private static SessionTable Replaced(SessionTable table, int[] numbers, RecordBatch values, IEnumerable<int> columns)
    {
        SessionTable next = WithBatches(table, RowPatch.Replace(table.Batches, numbers, values));
        next.KnownKeys = columns.Any(column => table.Keys.Any(key => key.Columns.Contains(column))) ? FindKeys(next) : table.KnownKeys;
        return next;
    }
}
