using Rerun.Arrow;

namespace Rerun.Data.Tests.Support;

/// <summary>A stream of given batches that counts what is done to it.</summary>
internal sealed class FakeStream(Schema schema, IReadOnlyList<RecordBatch> batches) : IArrowArrayStream
{
    public Schema Schema => schema;

    /// <summary>How many batches were asked for.</summary>
    public int Reads { get; private set; }

    public bool IsDisposed { get; private set; }

    /// <summary>Runs before each batch, given its number; may wait or throw.</summary>
    public Func<int, CancellationToken, Task>? BeforeBatch { get; init; }

    public async ValueTask<RecordBatch?> ReadNextRecordBatchAsync(CancellationToken cancellationToken = default)
    {
        var number = Reads++;
        if (BeforeBatch is not null)
        {
            await BeforeBatch(number, cancellationToken);
        }

        return number < batches.Count ? batches[number] : null;
    }

    public void Dispose() => IsDisposed = true;
}
