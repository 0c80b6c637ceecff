using System.Runtime.CompilerServices;
using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Catalog.Tables;
using Rerun.Server.Dialects;
using Rerun.Server.Grpc;
using Rerun.Server.Messages;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Server.Services;

/// <summary>The methods about what a dataset holds.</summary>
internal sealed class DatasetService(ICatalog catalog)
{
    private const string PartitionTable = "the partition table";
    private const string SegmentTable = "the segment table";
    private const string Manifest = "the manifest";

    private readonly SegmentTables _tables = new(catalog);

    public async Task<Wire.GetDatasetSchemaResponse> GetSchemaAsync(
        Wire.GetDatasetSchemaRequest request, RpcCall call, CancellationToken cancellationToken)
    {
        var dataset = await EntryAddress.DatasetAsync(catalog, call, cancellationToken).ConfigureAwait(false);
        var schema = await catalog.GetDatasetSchemaAsync(dataset, cancellationToken).ConfigureAwait(false);
        return new Wire.GetDatasetSchemaResponse { Schema = (call.RenamesComponents ? NewerNames.Of(schema) : schema).ToWire() };
    }

    public async Task<Wire.GetPartitionTableSchemaResponse> GetPartitionTableSchemaAsync(
        Wire.GetPartitionTableSchemaRequest request, RpcCall call, CancellationToken cancellationToken)
    {
        var table = await PartitionsAsync(call, Dialect.Partitions, [], cancellationToken).ConfigureAwait(false);
        return new Wire.GetPartitionTableSchemaResponse { Schema = table.Schema.ToWire() };
    }

    public async IAsyncEnumerable<Wire.ScanPartitionTableResponse> ScanPartitionTableAsync(
        Wire.ScanPartitionTableRequest request, RpcCall call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var table = await PartitionsAsync(call, Dialect.Partitions, request.Columns, cancellationToken).ConfigureAwait(false);
        yield return new() { Data = TableProjection.Apply(table, request.Columns, PartitionTable).ToPart() };
    }

    public async Task<Wire.GetSegmentTableSchemaResponse> GetSegmentTableSchemaAsync(
        Wire.GetSegmentTableSchemaRequest request, RpcCall call, CancellationToken cancellationToken)
    {
        var table = await PartitionsAsync(call, AtLeastSegments(call), [], cancellationToken).ConfigureAwait(false);
        return new Wire.GetSegmentTableSchemaResponse { Schema = table.Schema.ToWire() };
    }

    public async IAsyncEnumerable<Wire.ScanSegmentTableResponse> ScanSegmentTableAsync(
        Wire.ScanSegmentTableRequest request, RpcCall call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var table = await PartitionsAsync(call, AtLeastSegments(call), request.Columns, cancellationToken).ConfigureAwait(false);
        var rows = RowFilter.Apply(table, request.SegmentIdFilter);
        yield return new() { Data = TableProjection.Apply(rows, request.Columns, SegmentTable).ToPart() };
    }

    public async Task<Wire.GetDatasetManifestSchemaResponse> GetManifestSchemaAsync(
        Wire.GetDatasetManifestSchemaRequest request, RpcCall call, CancellationToken cancellationToken)
    {
        var table = await ManifestAsync(call, cancellationToken).ConfigureAwait(false);
        return new Wire.GetDatasetManifestSchemaResponse { Schema = table.Schema.ToWire() };
    }

    public async IAsyncEnumerable<Wire.ScanDatasetManifestResponse> ScanManifestAsync(
        Wire.ScanDatasetManifestRequest request, RpcCall call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var table = await ManifestAsync(call, cancellationToken).ConfigureAwait(false);
        var rows = RowFilter.Apply(RowFilter.Apply(table, request.SegmentIdFilter), request.LayerNameFilter);
        yield return new() { Data = TableProjection.Apply(rows, request.Columns, Manifest).ToPart() };
    }

    private static Dialect AtLeastSegments(RpcCall call) => call.Dialect < Dialect.Segments ? Dialect.Segments : call.Dialect;

    private async Task<RecordBatch> PartitionsAsync(RpcCall call, Dialect dialect, IReadOnlyCollection<string> columns, CancellationToken cancellationToken)
    {
        var dataset = await EntryAddress.DatasetAsync(catalog, call, cancellationToken).ConfigureAwait(false);
        return await _tables.PartitionsAsync(dataset, dialect, columns, cancellationToken).ConfigureAwait(false);
    }

    private async Task<RecordBatch> ManifestAsync(RpcCall call, CancellationToken cancellationToken)
    {
        var dataset = await EntryAddress.DatasetAsync(catalog, call, cancellationToken).ConfigureAwait(false);
        return await _tables.ManifestAsync(dataset, call.Dialect, cancellationToken).ConfigureAwait(false);
    }
}
