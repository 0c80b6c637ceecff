using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Rerun.Arrow;

namespace Rerun.Catalog.Embedded.Tables;

/// <summary>Writes rows to tables. Each write is there as a whole, and durable, when its call returns; or not at all.</summary>
internal sealed partial class TableWriting(TableLedger ledger, TableStorages storages, ILogger logger)
{
    private const int MostAttempts = 50;

    // Writers of this process take turns with what depends on the table's present state; those of other processes are found out when the catalogue is changed.
    private readonly ConcurrentDictionary<Tuid, SemaphoreSlim> _turns = new();

    /// <summary>Writes rows.</summary>
    /// <param name="table">The table's id.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="batches">The rows.</param>
    /// <param name="mode">How they are written.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RerunException">The rows do not fit the table, or cannot be written.</exception>
    public Task WriteAsync(Tuid table, string name, IAsyncEnumerable<RecordBatch> batches, TableInsertMode mode, CancellationToken cancellationToken) =>
        mode switch
        {
            TableInsertMode.Append => AppendAsync(table, name, batches, cancellationToken),
            TableInsertMode.Overwrite => OverwriteAsync(table, name, batches, cancellationToken),
            TableInsertMode.Replace => ReplaceAsync(table, name, batches, cancellationToken),
            _ => throw new RerunException($"{(int)mode} is no way of writing to a table.", RerunErrorCode.InvalidArgument),
        };

    /// <summary>Joins the small files of a table into larger ones.</summary>
    /// <returns>How many files have been joined.</returns>
    public async Task<int> CompactAsync(Tuid table, CancellationToken cancellationToken)
    {
        var joined = 0;
        foreach (var run in TableCompaction.AllRuns(ledger.Read(table)))
        {
            joined += await JoinAsync(table, run, cancellationToken).ConfigureAwait(false) ? run.Length : 0;
        }

        return joined;
    }

    private async Task AppendAsync(Tuid table, string name, IAsyncEnumerable<RecordBatch> batches, CancellationToken cancellationToken)
    {
        if (await AddAsync(table, name, batches, cancellationToken).ConfigureAwait(false) is { } after)
        {
            await JoinSmallFilesAsync(table, name, after).ConfigureAwait(false);
        }
    }

    /// <returns>The table with the new rows, or null if there were none.</returns>
    private async Task<TableState?> AddAsync(Tuid table, string name, IAsyncEnumerable<RecordBatch> batches, CancellationToken cancellationToken)
    {
        var before = ledger.Read(table);
        var storage = storages.Of(before);
        var rows = new RowConforming(before.Schema, name).ConformAsync(batches, cancellationToken);
        using var written = await storage.WriteAsync(before.Schema, rows, cancellationToken).ConfigureAwait(false);
        if (written.Files.IsEmpty)
        {
            return null;
        }

        using var turn = await TakeTurnAsync(table, cancellationToken).ConfigureAwait(false);
        var after = await ledger.ChangeAsync(
            table,
            now => now.Schema.Equals(before.Schema)
                ? now with { Files = now.Files.AddRange(written.Files) }
                : throw new RerunException($"Table '{name}' was given another schema while rows were written to it.", RerunErrorCode.InvalidArgument),
            cancellationToken).ConfigureAwait(false);
        written.Keep();
        return after;
    }

    private async Task OverwriteAsync(Tuid table, string name, IAsyncEnumerable<RecordBatch> batches, CancellationToken cancellationToken)
    {
        var storage = storages.Of(ledger.Read(table));
        var reading = batches.GetAsyncEnumerator(cancellationToken);
        await using (reading.ConfigureAwait(false))
        {
            // Without a batch there is no schema: nothing is said about the table.
            if (!await reading.MoveNextAsync().ConfigureAwait(false))
            {
                return;
            }

            var schema = reading.Current.Schema;
            RowConforming.RequireStorable(schema, name);
            var conforming = new RowConforming(schema, name);
            using var written = await storage.WriteAsync(schema, ConformRest(reading, conforming), cancellationToken).ConfigureAwait(false);
            ImmutableArray<TableFile> old = [];
            using (await TakeTurnAsync(table, cancellationToken).ConfigureAwait(false))
            {
                await ledger.ChangeAsync(
                    table,
                    now =>
                    {
                        old = now.Files;
                        return now with { Schema = schema, Files = written.Files };
                    },
                    cancellationToken).ConfigureAwait(false);
                written.Keep();
            }

            Delete(storage, old);
        }
    }

    private async Task ReplaceAsync(Tuid table, string name, IAsyncEnumerable<RecordBatch> batches, CancellationToken cancellationToken)
    {
        var before = ledger.Read(table);
        if (await ReplacingRows.ReadAsync(before.Schema, name, batches, cancellationToken).ConfigureAwait(false) is not { } rows)
        {
            return;
        }

        var schema = before.Schema;
        using (await TakeTurnAsync(table, cancellationToken).ConfigureAwait(false))
        {
            for (var attempt = 0; attempt < MostAttempts; attempt++)
            {
                before = ledger.Read(table);
                if (!before.Schema.Equals(schema))
                {
                    throw new RerunException($"Table '{name}' was given another schema while rows were written to it.", RerunErrorCode.InvalidArgument);
                }

                try
                {
                    if (await TryReplaceAsync(table, before, rows, cancellationToken).ConfigureAwait(false))
                    {
                        return;
                    }
                }
                catch (RerunException) when (!IsSame(ledger.Read(table), before))
                {
                    // Another process has joined or replaced files, and deleted those that were to be read.
                }
            }
        }

        throw new RerunException($"Other processes write to table '{name}' without pause; its rows could not be replaced.", RerunErrorCode.Timeout);
    }

    /// <returns>False if another process has changed the table meanwhile.</returns>
    private async Task<bool> TryReplaceAsync(Tuid table, TableState before, ReplacingRows rows, CancellationToken cancellationToken)
    {
        var storage = storages.Of(before);
        rows.Reset();
        var written = new List<NewTableFiles>();
        try
        {
            var files = ImmutableArray.CreateBuilder<TableFile>();
            foreach (var file in before.Files)
            {
                if (await TouchesAsync(before, file, rows, cancellationToken).ConfigureAwait(false))
                {
                    var replaced = await storage.WriteAsync(
                        before.Schema, ReadAsync(before with { Files = [file] }, rows.Replace, cancellationToken), cancellationToken).ConfigureAwait(false);
                    written.Add(replaced);
                    files.AddRange(replaced.Files);
                }
                else
                {
                    files.Add(file);
                }
            }

            var added = await storage.WriteAsync(before.Schema, Once(rows.TakeRest()), cancellationToken).ConfigureAwait(false);
            written.Add(added);
            files.AddRange(added.Files);
            var isReplaced = false;
            await ledger.ChangeAsync(
                table,
                now =>
                {
                    isReplaced = IsSame(now, before);
                    return isReplaced ? now with { Files = files.ToImmutable() } : now;
                },
                cancellationToken).ConfigureAwait(false);
            if (isReplaced)
            {
                written.ForEach(replaced => replaced.Keep());
                Delete(storage, before.Files.Except(files));
            }

            return isReplaced;
        }
        finally
        {
            written.ForEach(replaced => replaced.Dispose());
        }
    }

    private async Task<bool> TouchesAsync(TableState table, TableFile file, ReplacingRows rows, CancellationToken cancellationToken)
    {
        await foreach (var batch in ReadAsync(table with { Files = [file] }, batch => batch, cancellationToken).ConfigureAwait(false))
        {
            if (rows.Touches(batch))
            {
                return true;
            }
        }

        return false;
    }

    private async Task JoinSmallFilesAsync(Tuid table, string name, TableState state)
    {
        if (TableCompaction.SmallFilesAtEnd(state) is not { IsEmpty: false } small)
        {
            return;
        }

        try
        {
            await JoinAsync(table, small, CancellationToken.None).ConfigureAwait(false);
        }
        catch (RerunException exception)
        {
            // The rows are written; whoever writes next joins the files, or maintenance does.
            LogNotJoined(logger, exception, name);
        }
    }

    /// <returns>False if somebody else has changed these files meanwhile.</returns>
    private async Task<bool> JoinAsync(Tuid table, ImmutableArray<TableFile> run, CancellationToken cancellationToken)
    {
        using var turn = await TakeTurnAsync(table, cancellationToken).ConfigureAwait(false);
        var before = ledger.Read(table);
        if (!run.All(before.Files.Contains))
        {
            return false;
        }

        try
        {
            return await JoinAsync(table, before, run, cancellationToken).ConfigureAwait(false);
        }
        catch (RerunException) when (!IsSame(ledger.Read(table), before))
        {
            // Another process has done it, and deleted the files.
            return false;
        }
    }

    private async Task<bool> JoinAsync(Tuid table, TableState before, ImmutableArray<TableFile> run, CancellationToken cancellationToken)
    {
        var storage = storages.Of(before);
        using var joined = await storage.WriteAsync(
            before.Schema, ReadAsync(before with { Files = run }, batch => batch, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (joined.Files.Length >= run.Length)
        {
            return false;
        }

        var isJoined = false;
        await ledger.ChangeAsync(
            table,
            now =>
            {
                var first = now.Files.IndexOf(run[0]);
                isJoined = first >= 0 && first + run.Length <= now.Files.Length && now.Files.AsSpan(first, run.Length).SequenceEqual(run.AsSpan());
                return isJoined ? now with { Files = now.Files.RemoveRange(first, run.Length).InsertRange(first, joined.Files) } : now;
            },
            cancellationToken).ConfigureAwait(false);
        if (isJoined)
        {
            joined.Keep();
            Delete(storage, run);
        }

        return isJoined;
    }

    private async IAsyncEnumerable<RecordBatch> ReadAsync(
        TableState state, Func<RecordBatch, RecordBatch> change, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var stream = TableStream.Open(state, storages.Of(state));
        while (await stream.ReadNextRecordBatchAsync(cancellationToken).ConfigureAwait(false) is { } batch)
        {
            yield return change(batch);
        }
    }

    private async Task<IDisposable> TakeTurnAsync(Tuid table, CancellationToken cancellationToken)
    {
        var turn = _turns.GetOrAdd(table, _ => new SemaphoreSlim(1));
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Turn(turn);
    }

    private static bool IsSame(TableState now, TableState before) => now.Schema.Equals(before.Schema) && now.Files.SequenceEqual(before.Files);

    private static void Delete(ITableStorage storage, IEnumerable<TableFile> files)
    {
        foreach (var file in files.Where(storage.Owns))
        {
            storage.Delete(file);
        }
    }

    private static async IAsyncEnumerable<RecordBatch> ConformRest(IAsyncEnumerator<RecordBatch> reading, RowConforming conforming)
    {
        do
        {
            yield return conforming.Conform(reading.Current);
        }
        while (await reading.MoveNextAsync().ConfigureAwait(false));
    }

    private static async IAsyncEnumerable<RecordBatch> Once(RecordBatch batch)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        yield return batch;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The small files of table '{Table}' were not joined.")]
    private static partial void LogNotJoined(ILogger logger, Exception exception, string table);

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
