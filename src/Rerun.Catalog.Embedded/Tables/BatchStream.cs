using Rerun.Arrow;

namespace Rerun.Catalog.Embedded.Tables;

/// <summary>A stream of record batches that are in memory.</summary>
internal sealed class BatchStream(Schema schema, IReadOnlyList<RecordBatch> batches) : IArrowArrayStream
{
    private int _next = -1;

    public BatchStream(RecordBatch batch)
        : this(batch.Schema, [batch])
    {
    }

    public Schema Schema { get; } = schema;

    public ValueTask<RecordBatch?> ReadNextRecordBatchAsync(CancellationToken cancellationToken = default) =>
        new(Interlocked.Increment(ref _next) is var next && (uint)next < (uint)batches.Count ? batches[next] : null);

    public void Dispose() => Volatile.Write(ref _next, batches.Count);
}
