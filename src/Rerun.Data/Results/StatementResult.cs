using Rerun.Arrow;

namespace Rerun.Data.Results;

/// <summary>What one statement gave: a stream of batches, or only the count of changed rows.</summary>
/// <param name="batches">The rows, or null if the statement gives none.</param>
/// <param name="recordsAffected">The number of changed rows, or -1.</param>
internal sealed class StatementResult(IArrowArrayStream? batches, long recordsAffected = -1) : IAsyncDisposable
{
    private static readonly Schema NoColumns = new([]);

    public bool IsResultSet => batches is not null;

    public Schema Schema => batches?.Schema ?? NoColumns;

    public long RecordsAffected => recordsAffected;

    public ValueTask<RecordBatch?> ReadAsync(CancellationToken cancellationToken) =>
        batches is null ? default : batches.ReadNextRecordBatchAsync(cancellationToken);

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
