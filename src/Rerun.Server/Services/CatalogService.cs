using Google.Protobuf;
using Rerun.Catalog;
using Rerun.Server.Grpc;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Server.Services;

/// <summary>The methods of the catalog service, by name. What is not here is answered with UNIMPLEMENTED.</summary>
internal static class CatalogService
{
    /// <param name="catalog">What is served.</param>
    /// <param name="version">The server's version.</param>
    /// <param name="maxRequestBytes">The greatest number of bytes that a part of a request may decode to.</param>
    public static IReadOnlyDictionary<string, IRpc> Methods(ICatalog catalog, string version, int maxRequestBytes)
    {
        var entries = new EntryService(catalog);
        var datasets = new DatasetService(catalog);
        var tables = new TableService(catalog);
        var chunks = new ChunkService(catalog, maxRequestBytes);
        return new Dictionary<string, IRpc>
        {
            ["Version"] = Unary(Wire.VersionRequest.Parser, (_, _, _) => Task.FromResult(ServerVersion.Of(version))),
            ["FindEntries"] = Unary(Wire.FindEntriesRequest.Parser, entries.FindAsync),
            ["ReadDatasetEntry"] = Unary(Wire.ReadDatasetEntryRequest.Parser, entries.ReadDatasetAsync),
            ["ReadTableEntry"] = Unary(Wire.ReadTableEntryRequest.Parser, entries.ReadTableAsync),
            ["GetDatasetSchema"] = Unary(Wire.GetDatasetSchemaRequest.Parser, datasets.GetSchemaAsync),
            ["GetPartitionTableSchema"] = Unary(Wire.GetPartitionTableSchemaRequest.Parser, datasets.GetPartitionTableSchemaAsync),
            ["ScanPartitionTable"] = Streaming(Wire.ScanPartitionTableRequest.Parser, datasets.ScanPartitionTableAsync),
            ["GetDatasetManifestSchema"] = Unary(Wire.GetDatasetManifestSchemaRequest.Parser, datasets.GetManifestSchemaAsync),
            ["ScanDatasetManifest"] = Streaming(Wire.ScanDatasetManifestRequest.Parser, datasets.ScanManifestAsync),
            ["GetTableSchema"] = Unary(Wire.GetTableSchemaRequest.Parser, tables.GetSchemaAsync),
            ["ScanTable"] = Streaming(Wire.ScanTableRequest.Parser, tables.ScanAsync),
            ["QueryDataset"] = Streaming(Wire.QueryDatasetRequest.Parser, chunks.QueryAsync),
            ["FetchChunks"] = Streaming(Wire.FetchChunksRequest.Parser, chunks.FetchAsync),
        };
    }

    private static UnaryRpc<TRequest, TResponse> Unary<TRequest, TResponse>(
        MessageParser<TRequest> parser, Func<TRequest, RpcCall, CancellationToken, Task<TResponse>> answer)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse> => new(parser, answer);

    private static ServerStreamingRpc<TRequest, TResponse> Streaming<TRequest, TResponse>(
        MessageParser<TRequest> parser, Func<TRequest, RpcCall, CancellationToken, IAsyncEnumerable<TResponse>> answer)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse> => new(parser, answer);
}
