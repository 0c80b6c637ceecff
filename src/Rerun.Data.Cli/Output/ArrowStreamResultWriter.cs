using Rerun.Arrow;
using Rerun.Arrow.Ipc;

namespace Rerun.Data.Cli.Output;

/// <summary>An Arrow IPC stream with the result's own schema and metadata.</summary>
internal sealed class ArrowStreamResultWriter(Stream output) : IResultWriter
{
    public async Task<long> WriteAsync(IArrowArrayStream result, CancellationToken cancellationToken)
    {
        var rows = 0L;
        using var writer = new ArrowStreamWriter(output, result.Schema, leaveOpen: true);
        await writer.WriteStartAsync(cancellationToken).ConfigureAwait(false);
        while (await result.ReadNextRecordBatchAsync(cancellationToken).ConfigureAwait(false) is { } batch)
        {
            await writer.WriteRecordBatchAsync(batch, cancellationToken).ConfigureAwait(false);
            rows += batch.Length;
        }

        await writer.WriteEndAsync(cancellationToken).ConfigureAwait(false);
        await output.FlushAsync(cancellationToken).ConfigureAwait(false);
        return rows;
    }
}
