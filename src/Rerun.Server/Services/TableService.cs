using System.Runtime.CompilerServices;
using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Catalog.Tables;
using Rerun.Server.Dialects;
using Rerun.Server.Grpc;
using Rerun.Server.Messages;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Server.Services;

/// <summary>The methods about the rows of tables.</summary>
internal sealed class TableService(ICatalog catalog, int maxPartBytes)
{
    public async Task<Wire.GetTableSchemaResponse> GetSchemaAsync(
        Wire.GetTableSchemaRequest request, RpcCall call, CancellationToken cancellationToken)
    {
        var table = TableOf(request.TableId, call);
        var schema = await catalog.GetTableSchemaAsync(table, cancellationToken).ConfigureAwait(false);
        var isEntries = await IsEntryTableAsync(table, call.Dialect, cancellationToken).ConfigureAwait(false);
        return new Wire.GetTableSchemaResponse { Schema = (isEntries ? NewerEntryTable.Of(schema) : schema).ToWire(keepsMetadata: true) };
    }

    /// <summary>A message per stored batch.</summary>
    public async IAsyncEnumerable<Wire.ScanTableResponse> ScanAsync(
        Wire.ScanTableRequest request, RpcCall call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var table = TableOf(request.TableId, call);
        using var rows = await catalog.ReadTableAsync(table, cancellationToken).ConfigureAwait(false);
        var isEntries = await IsEntryTableAsync(table, call.Dialect, cancellationToken).ConfigureAwait(false);
        while (await rows.ReadNextRecordBatchAsync(cancellationToken).ConfigureAwait(false) is { } batch)
        {
            yield return new() { DataframePart = (isEntries ? NewerEntryTable.Of(batch) : batch).ToPart() };
        }
    }

    /// <summary>
    /// Writes a stream of batches as a whole. An overwrite may go on with appends, as clients do that know servers to which each batch is an overwrite of
    /// its own. Where the mode changes in another way, what came before is written first.
    /// </summary>
    public async Task<Wire.WriteTableResponse> WriteAsync(
        IAsyncEnumerable<Wire.WriteTableRequest> requests, RpcCall call, CancellationToken cancellationToken)
    {
        await using var messages = requests.GetAsyncEnumerator(cancellationToken);
        if (!await messages.MoveNextAsync().ConfigureAwait(false))
        {
            return new Wire.WriteTableResponse();
        }

        var table = await EntryAddress.DatasetAsync(catalog, call, cancellationToken).ConfigureAwait(false);
        var writing = new TableWriting(messages, maxPartBytes);
        while (writing.Mode is { } mode)
        {
            await catalog.WriteTableAsync(table, writing.BatchesAsync(), mode, cancellationToken).ConfigureAwait(false);
        }

        return new Wire.WriteTableResponse();
    }

    private static Tuid TableOf(Wire.EntryId? id, RpcCall call) => EntryAddress.IdOf(id, call)
        ?? throw new GrpcException(call.Dialect < Dialect.Newest ? GrpcStatus.NotFound : GrpcStatus.InvalidArgument, "Table ID not specified in request");

    private async ValueTask<bool> IsEntryTableAsync(Tuid table, Dialect dialect, CancellationToken cancellationToken) =>
        dialect >= Dialect.Newest
        && await catalog.FindEntriesAsync(new EntryFilter(table), cancellationToken).ConfigureAwait(false) is [{ Name: EntryTable.Name }];
}
