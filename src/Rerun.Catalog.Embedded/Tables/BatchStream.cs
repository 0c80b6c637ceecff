using Rerun.Arrow;

namespace Rerun.Catalog.Embedded.Tables;

/// <summary>A stream of one record batch that is in memory.</summary>
internal sealed class BatchStream : IArrowArrayStream
{
    private RecordBatch? _next;

    public BatchStream(RecordBatch batch)
    {
        Schema = batch.Schema;
        _next = batch;
    }

    public Schema Schema { get; }

    public ValueTask<RecordBatch?> ReadNextRecordBatchAsync(CancellationToken cancellationToken = default) =>
        new(Interlocked.Exchange(ref _next, null));

    public void Dispose() => _next = null;
}
