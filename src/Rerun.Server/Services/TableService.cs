using System.Runtime.CompilerServices;
using Rerun.Catalog;
using Rerun.Server.Grpc;
using Rerun.Server.Messages;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Server.Services;

/// <summary>The methods about the rows of tables.</summary>
internal sealed class TableService(ICatalog catalog)
{
    public async Task<Wire.GetTableSchemaResponse> GetSchemaAsync(
        Wire.GetTableSchemaRequest request, RpcCall call, CancellationToken cancellationToken)
    {
        var schema = await catalog.GetTableSchemaAsync(TableOf(request.TableId), cancellationToken).ConfigureAwait(false);
        return new Wire.GetTableSchemaResponse { Schema = schema.ToWire() };
    }

    /// <summary>A message per stored batch.</summary>
    public async IAsyncEnumerable<Wire.ScanTableResponse> ScanAsync(
        Wire.ScanTableRequest request, RpcCall call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var rows = await catalog.ReadTableAsync(TableOf(request.TableId), cancellationToken).ConfigureAwait(false);
        while (await rows.ReadNextRecordBatchAsync(cancellationToken).ConfigureAwait(false) is { } batch)
        {
            yield return new() { DataframePart = batch.ToPart() };
        }
    }

    private static Tuid TableOf(Wire.EntryId? id) => id.ToTuid() ?? throw GrpcException.NotFound("Table ID not specified in request");
}
