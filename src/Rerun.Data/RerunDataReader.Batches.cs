using System.Runtime.CompilerServices;
using Rerun.Arrow;
using Rerun.Catalog;

namespace Rerun.Data;

/// <content>Column-wise reading.</content>
public sealed partial class RerunDataReader
{
    /// <summary>The next batch of rows, for reading column by column instead of row by row.</summary>
    /// <returns>The batch, never an empty one; null at the end. It stays valid as long as it is held.</returns>
    /// <exception cref="InvalidOperationException">The reader is closed, or rows of the current batch have been read and others not.</exception>
    public RecordBatch? ReadBatch()
    {
        CheckBetweenBatches();
        return Blocking.Wait(static reader => reader.MoveToWholeBatchAsync(CancellationToken.None), this);
    }

    /// <inheritdoc cref="ReadBatch"/>
    /// <param name="cancellationToken">Ends the wait, and the query.</param>
    public async ValueTask<RecordBatch?> ReadBatchAsync(CancellationToken cancellationToken = default)
    {
        CheckBetweenBatches();
        return await MoveToWholeBatchAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The remaining batches of the current result.</summary>
    /// <param name="cancellationToken">Ends the wait, and the query.</param>
    public async IAsyncEnumerable<RecordBatch> ReadBatchesAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (await ReadBatchAsync(cancellationToken).ConfigureAwait(false) is { } batch)
        {
            yield return batch;
        }
    }

    private async ValueTask<RecordBatch?> MoveToWholeBatchAsync(CancellationToken cancellationToken)
    {
        var isFresh = _batch is not null && _row < 0;
        if (!isFresh && (_result is null || !await MoveToBatchAsync(firstRow: -1, cancellationToken).ConfigureAwait(false)))
        {
            return null;
        }

        // No row of it can be current any more; Read goes on with the next batch.
        _row = _length;
        return _length == _batch!.Length ? _batch : _batch.Slice(0, _length);
    }

    private void CheckBetweenBatches()
    {
        ThrowIfNoResult();
        if (_row >= 0 && _row < _length - 1)
        {
            throw new InvalidOperationException("Rows of the current batch have been read one by one; read the rest of them before asking for a batch.");
        }
    }
}
