using Rerun.Arrow;
using Rerun.Arrow.Selection;
using Rerun.Catalog;
using Rerun.Query.Binding;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Relations;
using Rerun.Query.Sql.Syntax;
using Rerun.Query.Statements.Temporary;

namespace Rerun.Query.Statements;

/// <content>INSERT into temporary tables, with ON CONFLICT.</content>
internal sealed partial class StatementRunner
{
    private async ValueTask<QueryResult> InsertTemporaryAsync(InsertStatement insert, SessionTable table, CancellationToken cancellationToken)
    {
        if (insert is { Overwrite: true, OnConflict: { } refused })
        {
            throw NewContext(cancellationToken).NotSupported(refused, "ON CONFLICT for INSERT OVERWRITE");
        }

        if (insert.OnConflict is { Columns.IsEmpty: false } named)
        {
            RequireKey(named, table, cancellationToken);
        }

        LogicalPlan rows = await BindWithAsync(context => new InsertBinder(context).Bind(insert, table.Schema), cancellationToken).ConfigureAwait(false);
        return await WithPlaceAsync(insert.Table, cancellationToken, async () =>
        {
            var written = new WrittenRows(table.Schema, table.Name);
            List<RecordBatch> batches = await new TemporaryRows(session, table.Name).ReadAsync(RowsAsync(rows, written, evenIfNone: false, cancellationToken)).ConfigureAwait(false);
            await CheckAsync(table, batches, cancellationToken).ConfigureAwait(false);
            KeyRows[] keys = insert.Overwrite ? FindKeys(WithBatches(table, [])) : TakeKeys(table);
            if (insert.OnConflict is { Update: true, Columns.IsEmpty: true } any && keys.Length > 1)
            {
                throw NewContext(cancellationToken).NotSupported(any, "REPLACE of rows in a table with several keys");
            }

            if (insert.OnConflict is { } conflict && (keys.Length > 0 || !conflict.Update))
            {
                KeyRows? target = conflict.Columns.IsEmpty ? conflict.Update ? keys[0] : null : keys.First(key => IsNamed(conflict, key.Key, table.Schema));
                if (conflict.Update)
                {
                    return await MergeAsync(insert, table, batches, keys, target!, cancellationToken).ConfigureAwait(false);
                }

                batches = [.. batches.Select(batch => WithoutConflicts(batch, target is null ? keys : [target], keys, table.Name)).Where(batch => batch.Length > 0)];
            }
            else
            {
                AddKeys(keys, table.Name, batches);
            }

            SessionTable next = WithBatches(table, RowPatch.Append(insert.Overwrite ? [] : table.Batches, batches));
            next.KnownKeys = keys;
            RecordBatch all = batches.Count == 0 ? written.None : RowPatch.Concat(batches);
            return await CommitAsync(next, all.Length, insert.Returning, ScopeOf(insert, table), all, cancellationToken).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    private static Scope ScopeOf(InsertStatement insert, SessionTable table) => Scope.Of(table.Schema.FieldsList.ToPlanList(), [insert.Alias?.Text ?? table.Name]);

    private void RequireKey(OnConflictSyntax conflict, SessionTable table, CancellationToken cancellationToken)
    {
        var binder = new InsertBinder(NewContext(cancellationToken));
        foreach (SqlName column in conflict.Columns)
        {
            binder.Target(column, table.Schema);
        }

        if (!table.Keys.Any(key => IsNamed(conflict, key, table.Schema)))
        {
            throw NewContext(cancellationToken).Error(
                RerunErrorCode.InvalidArgument,
                conflict,
                table.Keys.Length switch
                {
                    0 => $"The table {table.Name} has no key; CREATE TABLE .. PRIMARY KEY (columns) gives it one.",
                    1 => $"The key of {table.Name} is {table.Keys[0].NamesIn(table.Schema)}.",
                    _ => $"The keys of {table.Name} are {string.Join(", ", table.Keys.Select(key => key.NamesIn(table.Schema)))}.",
                });
        }
    }

    private static bool IsNamed(OnConflictSyntax conflict, TableKey key, Schema schema) =>
        key.Columns.All(column => conflict.Columns.Any(name => NameMatching.Fits(schema.GetFieldByIndex(column).Name, name)))
        && conflict.Columns.All(name => key.Columns.Any(column => NameMatching.Fits(schema.GetFieldByIndex(column).Name, name)));

    /// <summary>The rows whose keys are new, of equal ones the first; their keys are known afterwards.</summary>
    private static RecordBatch WithoutConflicts(RecordBatch batch, KeyRows[] targets, KeyRows[] keys, string table)
    {
        int[][] known = [.. targets.Select(key => key.Find(batch))];
        int[][] groups = [.. targets.Select(key => key.GroupsOf(batch))];
        HashSet<int>[] seen = [.. targets.Select(_ => new HashSet<int>())];
        var kept = new List<int>();
        for (int row = 0; row < batch.Length; row++)
        {
            bool isNew = true;
            for (int k = 0; k < targets.Length; k++)
            {
                isNew &= known[k][row] < 0 && !seen[k].Contains(groups[k][row]);
            }

            for (int k = 0; isNew && k < targets.Length; k++)
            {
                if (groups[k][row] >= 0)
                {
                    seen[k].Add(groups[k][row]);
                }
            }

            if (isNew)
            {
                kept.Add(row);
            }
        }

        RecordBatch left = kept.Count == batch.Length ? batch : RowPatch.Take(batch, [.. kept]);
        AddKeys(keys, table, [left]);
        return left;
    }

    /// <summary>Inserts rows with new keys, and changes the rows whose key others have.</summary>
    private async ValueTask<QueryResult> MergeAsync(
        InsertStatement insert, SessionTable table, List<RecordBatch> batches, KeyRows[] keys, KeyRows target, CancellationToken cancellationToken)
    {
        RecordBatch all = batches.Count == 0 ? new WrittenRows(table.Schema, table.Name).None : RowPatch.Concat(batches);
        int[] found = target.Find(all);
        int[] groups = target.GroupsOf(all);
        int[] fresh = [.. Enumerable.Range(0, all.Length).Where(row => found[row] < 0)];
        int[] met = [.. Enumerable.Range(0, all.Length).Where(row => found[row] >= 0)];
        RequireOnce(fresh.Where(row => groups[row] >= 0).GroupBy(row => groups[row]), target, all);

        RecordBatch pairs = ChangeBinder.Beside(RowsOf(table, [.. met.Select(row => found[row])]), met, RowPatch.Take(all, met));
        ChangedRows bound = await BindWithAsync(context => new ChangeBinder(context).Bind(insert.OnConflict!, insert.Alias, table, pairs), cancellationToken).ConfigureAwait(false);
        (int[] changing, RecordBatch changedRows) = await ReadAsync(bound, table, cancellationToken).ConfigureAwait(false);
        RequireOnce(changing.GroupBy(row => found[row]), target, all);

        RecordBatch values = new WrittenRows(table.Schema, table.Name).Take(changedRows);
        RecordBatch inserted = RowPatch.Take(all, fresh);
        await CheckAsync(table, [values], cancellationToken).ConfigureAwait(false);
        int[] changed = [.. changing.Select(row => found[row])];
        SessionTable next = WithBatches(table, RowPatch.Append(RowPatch.Replace(table.Batches, changed, values), inserted.Length == 0 ? [] : [inserted]));
        if (ChangesKeys(insert.OnConflict!, table, target.Key) && changed.Length > 0)
        {
            next.KnownKeys = FindKeys(next);
        }
        else
        {
            AddKeys(keys, table.Name, [inserted]);
            next.KnownKeys = keys;
        }

        // Rows come back in the order in which they were given.
        int[] given = [.. changing, .. fresh];
        int[] order = [.. Enumerable.Range(0, given.Length)];
        Array.Sort(given, order);
        RecordBatch affected = RowPatch.Take(RowPatch.Concat([values, inserted]), order);
        return await CommitAsync(next, affected.Length, insert.Returning, ScopeOf(insert, table), affected, cancellationToken).ConfigureAwait(false);
    }

    private static void RequireOnce(IEnumerable<IEnumerable<int>> rowsByKey, KeyRows target, RecordBatch all)
    {
        foreach (IEnumerable<int> rows in rowsByKey)
        {
            if (rows.Skip(1).Any())
            {
                throw new RerunException(
                    $"ON CONFLICT .. UPDATE would change a row twice: two of the rows to insert have the key {target.TextOf(all, rows.First())}.", RerunErrorCode.Cardinality);
            }
        }
    }

    private bool ChangesKeys(OnConflictSyntax conflict, SessionTable table, TableKey target)
    {
        IEnumerable<int> columns = conflict.Assignments.IsEmpty
            ? Enumerable.Range(0, table.Schema.FieldsList.Count).Where(column => !target.Columns.Contains(column))
            : conflict.Assignments.Select(assignment => ColumnOf(table, assignment.Column));
        return columns.Any(column => table.Keys.Any(key => key.Columns.Contains(column)));
    }

    private static RecordBatch RowsOf(SessionTable table, int[] numbers)
    {
        if (numbers.Length == 0)
        {
            return new WrittenRows(table.Schema, table.Name).None;
        }

        int[] ends = new int[table.Batches.Count];
        int end = 0;
        for (int i = 0; i < ends.Length; i++)
        {
            ends[i] = end += table.Batches[i].Length;
        }

        ArrayRange[] ranges = Array.ConvertAll(numbers, number =>
        {
            int place = Array.BinarySearch(ends, number + 1);
            int batch = place >= 0 ? place : ~place;
            return new ArrayRange(batch, number - (ends[batch] - table.Batches[batch].Length), 1);
        });
        return new RecordBatch(
            table.Schema,
            table.Schema.FieldsList.Select((field, column) => ArraySelection.TakeRanges(field.DataType, [.. table.Batches.Select(batch => batch.Column(column))], ranges)),
            numbers.Length);
    }
}
