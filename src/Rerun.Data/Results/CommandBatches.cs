using Rerun.Arrow;
using Rerun.Catalog;

namespace Rerun.Data.Results;

/// <summary>The rows of a command of a batch; an error while they are read names the command.</summary>
internal sealed class CommandBatches(RerunBatchCommand command, StatementResult result) : IArrowArrayStream, IAsyncDisposable
{
    public Schema Schema => result.Schema;

    public async ValueTask<RecordBatch?> ReadNextRecordBatchAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            return await result.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (RerunException fault)
        {
            fault.FailedCommand = command;
            throw;
        }
    }

    public void Dispose() => Blocking.Wait(static result => result.DisposeAsync(), result);

    public ValueTask DisposeAsync() => result.DisposeAsync();
}
