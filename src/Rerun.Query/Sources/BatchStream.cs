using Rerun.Arrow;

namespace Rerun.Query.Sources;

/// <summary>Batches in memory as a stream.</summary>
internal sealed class BatchStream(Schema schema, IEnumerable<RecordBatch> batches) : IArrowArrayStream
{
    private readonly IEnumerator<RecordBatch> _batches = batches.GetEnumerator();

    /// <inheritdoc/>
    public Schema Schema { get; } = schema;

    /// <inheritdoc/>
    public ValueTask<RecordBatch?> ReadNextRecordBatchAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(_batches.MoveNext() ? _batches.Current : null);
    }

    /// <inheritdoc/>
    public void Dispose() => _batches.Dispose();
}
