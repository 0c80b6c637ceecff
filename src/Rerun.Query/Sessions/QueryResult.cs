using Rerun.Arrow;
using Rerun.Catalog;

namespace Rerun.Query;

/// <summary>What a statement gave: a stream of record batches, or the count of changed rows. One reader at a time.</summary>
/// <remarks>Disposing before the end stops the query and what it reads from.</remarks>
public sealed class QueryResult : IArrowArrayStream, IAsyncDisposable
{
    private readonly IAsyncEnumerator<RecordBatch> _batches;
    private readonly CancellationTokenSource _stop;

    // Held while a batch is made: disposing from another thread waits for it, as an enumerator cannot be disposed while it moves.
    private readonly SemaphoreSlim _turn = new(1, 1);
    private int _isDisposed;

    internal QueryResult(Schema schema, IAsyncEnumerable<RecordBatch> batches, bool hasRows = true, long recordsAffected = -1)
    {
        _stop = new CancellationTokenSource();
        _batches = batches.GetAsyncEnumerator(_stop.Token);
        Schema = schema;
        IsResultSet = hasRows;
        RecordsAffected = recordsAffected;
    }

    /// <summary>The columns; none if the statement gives no rows.</summary>
    public Schema Schema { get; }

    /// <summary>Whether the statement gives rows (maybe none): false for a definition or a change.</summary>
    public bool IsResultSet { get; }

    /// <summary>How many rows were changed, or -1 for a query.</summary>
    public long RecordsAffected { get; }

    /// <summary>The next batch of rows, never an empty one, or null at the end.</summary>
    /// <param name="cancellationToken">Ends the wait and the query.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="Rerun.Catalog.RerunException">The query failed.</exception>
    public async ValueTask<RecordBatch?> ReadNextRecordBatchAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ThrowIfDisposed();
            await using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(static stop => ((CancellationTokenSource)stop!).Cancel(), _stop);
            return await _batches.MoveNextAsync().ConfigureAwait(false) ? _batches.Current : null;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Stops the query; waits until it has stopped.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        await _turn.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            await _batches.DisposeAsync().ConfigureAwait(false);
            _stop.Dispose();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Stops the query; blocks until it has stopped.</summary>
    public void Dispose() => Blocking.Wait(DisposeAsync);

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed) != 0, this);
}
