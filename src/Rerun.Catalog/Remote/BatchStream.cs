using Rerun.Arrow;

namespace Rerun.Catalog.Remote;

/// <summary>Record batches that a server streams. Disposing the stream before its end tells the server to stop.</summary>
/// <param name="schema">The batches' schema.</param>
/// <param name="open">Begins the stream.</param>
internal sealed class BatchStream(Schema schema, Func<CancellationToken, IAsyncEnumerable<RecordBatch>> open) : IArrowArrayStream
{
    private readonly CancellationTokenSource _stop = new();
    private IAsyncEnumerator<RecordBatch>? _batches;
    private Task<bool>? _underWay;
    private bool _isDisposed;

    public Schema Schema => schema;

    public async ValueTask<RecordBatch?> ReadNextRecordBatchAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        _batches ??= open(_stop.Token).GetAsyncEnumerator(CancellationToken.None);

        // A wait that is given up goes on for the next call.
        _underWay ??= _batches.MoveNextAsync().AsTask();
        var hasNext = await _underWay.WaitAsync(cancellationToken).ConfigureAwait(false);
        _underWay = hasNext ? null : _underWay;
        return hasNext ? _batches.Current : null;
    }

    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        _stop.Cancel();
        if (_batches is { } batches)
        {
            _ = EndAsync(batches, _underWay);
        }
    }

    private static async Task EndAsync(IAsyncEnumerator<RecordBatch> batches, Task<bool>? underWay)
    {
        if (underWay is not null)
        {
            await ((Task)underWay).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await batches.DisposeAsync().ConfigureAwait(false);
    }
}
