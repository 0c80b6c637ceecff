using System.Runtime.CompilerServices;
using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Server.Dialects;
using Rerun.Server.Grpc;
using Rerun.Server.Messages;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Server.Services;

/// <summary>The methods about search indexes.</summary>
internal sealed class IndexService(ICatalog catalog, int maxPartBytes)
{
    public async Task<Wire.CreateIndexResponse> CreateAsync(Wire.CreateIndexRequest request, RpcCall call, CancellationToken cancellationToken)
    {
        var dataset = await EntryAddress.DatasetAsync(catalog, call, cancellationToken).ConfigureAwait(false);
        var index = await catalog.CreateIndexAsync(dataset, request.Config.ToConfig(), cancellationToken).ConfigureAwait(false);
        var response = new Wire.CreateIndexResponse { Index = index.Config.ToWire(), StatisticsJson = WireIndexes.ToWire(index.StatisticsJson) };
        if (index.MemoryUsed is { } bytes)
        {
            response.DebugInfo = new Wire.DebugInfo { MemoryUsed = (ulong)bytes };
        }

        return response;
    }

    /// <summary>Lists indexes. Each has statistics, be they empty: clients show only indexes that have them.</summary>
    public async Task<Wire.ListIndexesResponse> ListAsync(Wire.ListIndexesRequest request, RpcCall call, CancellationToken cancellationToken)
    {
        var dataset = await EntryAddress.DatasetAsync(catalog, call, cancellationToken).ConfigureAwait(false);
        var response = new Wire.ListIndexesResponse();
        foreach (var index in await catalog.GetIndexesAsync(dataset, cancellationToken).ConfigureAwait(false))
        {
            response.Indexes.Add(index.Config.ToWire());
            response.StatisticsJson.Add(WireIndexes.ToWire(index.StatisticsJson));
        }

        return response;
    }

    public async Task<Wire.DeleteIndexesResponse> DeleteAsync(Wire.DeleteIndexesRequest request, RpcCall call, CancellationToken cancellationToken)
    {
        var dataset = await EntryAddress.DatasetAsync(catalog, call, cancellationToken).ConfigureAwait(false);
        var deleted = await catalog.DeleteIndexesAsync(dataset, request.Column.ToColumn(), cancellationToken).ConfigureAwait(false);
        var response = new Wire.DeleteIndexesResponse();
        response.Indexes.AddRange(deleted.Select(index => index.ToWire()));
        return response;
    }

    /// <summary>Searches; a message per batch of hits.</summary>
    public async IAsyncEnumerable<Wire.SearchDatasetResponse> SearchAsync(
        Wire.SearchDatasetRequest request, RpcCall call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var dataset = await EntryAddress.DatasetAsync(catalog, call, cancellationToken).ConfigureAwait(false);
        using var hits = await catalog.SearchAsync(dataset, SearchOf(request), cancellationToken).ConfigureAwait(false);
        while (await hits.ReadNextRecordBatchAsync(cancellationToken).ConfigureAwait(false) is { } batch)
        {
            yield return new() { Data = (call.Dialect >= Dialect.Segments ? SegmentNames.Of(batch) : batch).ToPart() };
        }
    }

    private IndexSearch SearchOf(Wire.SearchDatasetRequest request)
    {
        var query = request.Query ?? throw GrpcException.InvalidArgument("missing required field: 'query'");
        using var batch = query.ToBatch(maxPartBytes);
        if (batch.ColumnCount != 1)
        {
            throw GrpcException.InvalidArgument($"A search query has one column, not {batch.ColumnCount}.");
        }

        var scan = request.ScanParameters ?? new Wire.ScanParameters();
        if (scan.HasFilter || scan.OrderBy.Count > 0)
        {
            throw new GrpcException(GrpcStatus.Unimplemented, "search_dataset: filters and orders of the hits are not implemented");
        }

        var properties = request.Properties ?? throw GrpcException.InvalidArgument("missing required field: 'properties'");
        var isAll = scan.Columns.Count == 0 || scan.Columns is ["*"];
        return new IndexSearch(request.Column.ToColumn(), batch.Column(0), KindOf(properties), TopKOf(properties))
        {
            Columns = isAll ? null : [.. scan.Columns.Select(SegmentNames.ToPartition)],
            Offset = scan.HasLimitOffset ? scan.LimitOffset : 0,
            Limit = scan.HasLimitLen ? scan.LimitLen : null,
        };
    }

    private static IndexSearchKind KindOf(Wire.IndexQueryProperties properties) => properties.PropsCase switch
    {
        Wire.IndexQueryProperties.PropsOneofCase.Inverted => IndexSearchKind.FullText,
        Wire.IndexQueryProperties.PropsOneofCase.Vector => IndexSearchKind.Vector,
        Wire.IndexQueryProperties.PropsOneofCase.Btree => IndexSearchKind.BTree,
        _ => throw GrpcException.InvalidArgument("missing required field: 'props'"),
    };

    private static int? TopKOf(Wire.IndexQueryProperties properties) => properties.Vector is not { } vector ? null
        : vector.HasTopK ? WireIndexes.Count(vector.TopK)
        : throw GrpcException.InvalidArgument("missing required field: 'top_k'");
}
