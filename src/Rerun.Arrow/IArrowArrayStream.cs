namespace Rerun.Arrow;

/// <summary>A stream of record batches with one schema.</summary>
public interface IArrowArrayStream : IDisposable
{
    /// <summary>The schema of every batch.</summary>
    Schema Schema { get; }

    /// <summary>The next batch, or null at the end.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArrowFormatException">The bytes behind the stream are not right.</exception>
    ValueTask<RecordBatch?> ReadNextRecordBatchAsync(CancellationToken cancellationToken = default);
}
