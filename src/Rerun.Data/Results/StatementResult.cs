using Rerun.Arrow;

namespace Rerun.Data.Results;

/// <summary>What one statement gave: a stream of batches, or only the count of changed rows.</summary>
/// <param name="batches">The rows, or null if the statement gives none.</param>
/// <param name="recordsAffected">The number of changed rows, or -1.</param>
internal sealed class StatementResult(IArrowArrayStream? batches, long recordsAffected = -1) : IAsyncDisposable
{
    private static readonly Schema NoColumns = new([]);
    private RecordBatch? _first;
    private bool _isAtEnd;

    public bool IsResultSet => batches is not null;

    public Schema Schema => batches?.Schema ?? NoColumns;

    public long RecordsAffected => recordsAffected;

    public ValueTask<RecordBatch?> ReadAsync(CancellationToken cancellationToken) =>
        batches is null || _isAtEnd ? default
        : _first is null ? batches.ReadNextRecordBatchAsync(cancellationToken)
        : new(Interlocked.Exchange(ref _first, null));

    /// <summary>The same result, whose first batch, or end, has been read already.</summary>
    public StatementResult WithFirst(RecordBatch? first)
    {
        (_first, _isAtEnd) = (first, first is null);
        return this;
    }

    /// <summary>Stops the statement; does not read it to its end.</summary>
    public ValueTask DisposeAsync()
    {
        if (batches is IAsyncDisposable asynchronous)
        {
            return asynchronous.DisposeAsync();
        }

        batches?.Dispose();
        return default;
    }
}
