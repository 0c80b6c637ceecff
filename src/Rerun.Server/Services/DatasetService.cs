using System.Runtime.CompilerServices;
using Rerun.Catalog;
using Rerun.Catalog.Tables;
using Rerun.Server.Grpc;
using Rerun.Server.Messages;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Server.Services;

/// <summary>The methods about what a dataset holds.</summary>
internal sealed class DatasetService(ICatalog catalog)
{
    public async Task<Wire.GetDatasetSchemaResponse> GetSchemaAsync(
        Wire.GetDatasetSchemaRequest request, RpcCall call, CancellationToken cancellationToken)
    {
        var dataset = await DatasetAddress.ResolveAsync(catalog, call, cancellationToken).ConfigureAwait(false);
        var schema = await catalog.GetDatasetSchemaAsync(dataset, cancellationToken).ConfigureAwait(false);
        return new Wire.GetDatasetSchemaResponse { Schema = schema.ToWire() };
    }

    public async Task<Wire.GetPartitionTableSchemaResponse> GetPartitionTableSchemaAsync(
        Wire.GetPartitionTableSchemaRequest request, RpcCall call, CancellationToken cancellationToken)
    {
        var dataset = await DatasetAddress.ResolveAsync(catalog, call, cancellationToken).ConfigureAwait(false);
        var table = await catalog.GetPartitionTableAsync(dataset, cancellationToken).ConfigureAwait(false);
        return new Wire.GetPartitionTableSchemaResponse { Schema = table.Schema.ToWire() };
    }

    public async IAsyncEnumerable<Wire.ScanPartitionTableResponse> ScanPartitionTableAsync(
        Wire.ScanPartitionTableRequest request, RpcCall call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var dataset = await DatasetAddress.ResolveAsync(catalog, call, cancellationToken).ConfigureAwait(false);
        var table = await catalog.GetPartitionTableAsync(dataset, cancellationToken).ConfigureAwait(false);
        yield return new() { Data = TableProjection.Apply(table, request.Columns, "the partition table").ToPart() };
    }

    public async Task<Wire.GetDatasetManifestSchemaResponse> GetManifestSchemaAsync(
        Wire.GetDatasetManifestSchemaRequest request, RpcCall call, CancellationToken cancellationToken)
    {
        var dataset = await DatasetAddress.ResolveAsync(catalog, call, cancellationToken).ConfigureAwait(false);
        var table = await catalog.GetManifestAsync(dataset, cancellationToken).ConfigureAwait(false);
        return new Wire.GetDatasetManifestSchemaResponse { Schema = table.Schema.ToWire() };
    }

    public async IAsyncEnumerable<Wire.ScanDatasetManifestResponse> ScanManifestAsync(
        Wire.ScanDatasetManifestRequest request, RpcCall call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var dataset = await DatasetAddress.ResolveAsync(catalog, call, cancellationToken).ConfigureAwait(false);
        var table = await catalog.GetManifestAsync(dataset, cancellationToken).ConfigureAwait(false);
        yield return new() { Data = TableProjection.Apply(table, request.Columns, "the manifest").ToPart() };
    }
}
