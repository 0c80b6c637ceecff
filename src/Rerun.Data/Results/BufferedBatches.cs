using Rerun.Arrow;

namespace Rerun.Data.Results;

/// <summary>A stream of batches that are there already.</summary>
internal sealed class BufferedBatches(Schema schema, IReadOnlyList<RecordBatch> batches) : IArrowArrayStream
{
    private int _next;

    public Schema Schema => schema;

    public ValueTask<RecordBatch?> ReadNextRecordBatchAsync(CancellationToken cancellationToken = default) =>
        new(_next < batches.Count ? batches[_next++] : null);

    public void Dispose() => _next = batches.Count;
}
