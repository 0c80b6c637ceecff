using Google.Protobuf;
using Rerun.Catalog;
using Rerun.Server.Grpc;
using Rerun.Server.Hosting;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Server.Services;

/// <summary>The methods of the catalog service, by name. What is not here is answered with UNIMPLEMENTED.</summary>
internal static class CatalogService
{
    // What clients of some release may ask for, and no catalog here has.
    private static readonly (string Name, string Missing)[] NotOffered =
    [
        ("WriteChunks", "register recordings instead."),
        ("UnregisterFromDataset", "a catalog keeps what is registered."),
        ("GetSegmentProperties", "log properties with the recording, or register them as a layer."),
        ("SetSegmentProperties", "log properties with the recording, or register them as a layer."),
        ("DeleteSegmentProperties", "log properties with the recording, or register them as a layer."),
        ("GetAssetsForSegment", "there are no asset datasets."),
        ("GetSchemas", "use GetDatasetSchema."),
        ("GetWriteAccessGrant", "the server takes no uploads; register recordings that it can read."),
        ("GetMultipartUploadPartGrants", "the server takes no uploads."),
        ("CompleteMultipartUpload", "the server takes no uploads."),
        ("AbortMultipartUpload", "the server takes no uploads."),
        ("UpdateTableEntry", "tables have no blueprints."),
        ("WatchEvents", "ask for the entries again."),
    ];

    /// <param name="catalog">What is served.</param>
    /// <param name="version">The server's version.</param>
    /// <param name="roots">The folders below which clients may name files.</param>
    /// <param name="maxRequestBytes">The greatest number of bytes that a part of a request may decode to.</param>
    public static IReadOnlyDictionary<string, IRpc> Methods(ICatalog catalog, string version, AllowedRoots roots, int maxRequestBytes)
    {
        var methods = new Dictionary<string, IRpc>
        {
            ["Version"] = Unary(Wire.VersionRequest.Parser, (_, _, _) => Task.FromResult(ServerDescription.Version(version))),
            ["WhoAmI"] = Unary(Wire.WhoAmIRequest.Parser, (_, _, _) => Task.FromResult(ServerDescription.Client())),
            ["DoBandwidthTest"] = Streaming(Wire.DoBandwidthTestRequest.Parser, BandwidthTest.RunAsync),
        };
        AddEntries(methods, catalog, roots);
        AddDatasets(methods, catalog, roots, maxRequestBytes);
        AddTables(methods, catalog, maxRequestBytes);
        foreach (var (name, missing) in NotOffered)
        {
            methods[name] = new RefusedRpc($"{name} is not implemented: {missing}");
        }

        return methods;
    }

    private static void AddEntries(Dictionary<string, IRpc> methods, ICatalog catalog, AllowedRoots roots)
    {
        var entries = new EntryService(catalog);
        methods["FindEntries"] = Unary(Wire.FindEntriesRequest.Parser, entries.FindAsync);
        methods["UpdateEntry"] = Unary(Wire.UpdateEntryRequest.Parser, entries.UpdateAsync);
        methods["DeleteEntry"] = Unary(Wire.DeleteEntryRequest.Parser, entries.DeleteAsync);

        var datasets = new DatasetEntryService(catalog);
        methods["CreateDatasetEntry"] = Unary(Wire.CreateDatasetEntryRequest.Parser, datasets.CreateAsync);
        methods["ReadDatasetEntry"] = Unary(Wire.ReadDatasetEntryRequest.Parser, datasets.ReadAsync);
        methods["UpdateDatasetEntry"] = Unary(Wire.UpdateDatasetEntryRequest.Parser, datasets.UpdateAsync);

        var tables = new TableEntryService(catalog, roots);
        methods["CreateTableEntry"] = Unary(Wire.CreateTableEntryRequest.Parser, tables.CreateAsync);
        methods["RegisterTable"] = Unary(Wire.RegisterTableRequest.Parser, tables.RegisterAsync);
        methods["ReadTableEntry"] = Unary(Wire.ReadTableEntryRequest.Parser, tables.ReadAsync);
    }

    private static void AddDatasets(Dictionary<string, IRpc> methods, ICatalog catalog, AllowedRoots roots, int maxRequestBytes)
    {
        var datasets = new DatasetService(catalog);
        methods["GetDatasetSchema"] = Unary(Wire.GetDatasetSchemaRequest.Parser, datasets.GetSchemaAsync);
        methods["GetPartitionTableSchema"] = Unary(Wire.GetPartitionTableSchemaRequest.Parser, datasets.GetPartitionTableSchemaAsync);
        methods["ScanPartitionTable"] = Streaming(Wire.ScanPartitionTableRequest.Parser, datasets.ScanPartitionTableAsync);
        methods["GetSegmentTableSchema"] = Unary(Wire.GetSegmentTableSchemaRequest.Parser, datasets.GetSegmentTableSchemaAsync);
        methods["ScanSegmentTable"] = Streaming(Wire.ScanSegmentTableRequest.Parser, datasets.ScanSegmentTableAsync);
        methods["GetDatasetManifestSchema"] = Unary(Wire.GetDatasetManifestSchemaRequest.Parser, datasets.GetManifestSchemaAsync);
        methods["ScanDatasetManifest"] = Streaming(Wire.ScanDatasetManifestRequest.Parser, datasets.ScanManifestAsync);

        var chunks = new ChunkService(catalog, maxRequestBytes);
        methods["QueryDataset"] = Streaming(Wire.QueryDatasetRequest.Parser, chunks.QueryAsync);
        methods["FindChunks"] = Streaming(Wire.FindChunksRequest.Parser, chunks.FindAsync);
        methods["GetRrdManifest"] = Streaming(Wire.GetRrdManifestRequest.Parser, chunks.GetManifestAsync);
        methods["FetchChunks"] = Streaming(Wire.FetchChunksRequest.Parser, chunks.FetchAsync);

        var failures = new FailedTasks();
        var registration = new RegistrationService(catalog, roots, failures);
        methods["RegisterWithDataset"] = Unary(Wire.RegisterWithDatasetRequest.Parser, registration.RegisterAsync);

        var tasks = new TaskService(catalog, failures);
        methods["QueryTasks"] = Unary(Wire.QueryTasksRequest.Parser, tasks.QueryAsync);
        methods["QueryTasksOnCompletion"] = Streaming(Wire.QueryTasksOnCompletionRequest.Parser, tasks.QueryOnCompletionAsync);
        methods["CancelTasks"] = Unary(Wire.CancelTasksRequest.Parser, tasks.CancelAsync);
        methods["DoMaintenance"] = Unary(Wire.DoMaintenanceRequest.Parser, tasks.DoMaintenanceAsync);
        methods["DoGlobalMaintenance"] = Unary(Wire.DoGlobalMaintenanceRequest.Parser, tasks.DoGlobalMaintenanceAsync);

        var indexes = new IndexService(catalog, maxRequestBytes);
        methods["CreateIndex"] = Unary(Wire.CreateIndexRequest.Parser, indexes.CreateAsync);
        methods["ListIndexes"] = Unary(Wire.ListIndexesRequest.Parser, indexes.ListAsync);
        methods["DeleteIndexes"] = Unary(Wire.DeleteIndexesRequest.Parser, indexes.DeleteAsync);
        methods["SearchDataset"] = Streaming(Wire.SearchDatasetRequest.Parser, indexes.SearchAsync);
    }

    private static void AddTables(Dictionary<string, IRpc> methods, ICatalog catalog, int maxRequestBytes)
    {
        var tables = new TableService(catalog, maxRequestBytes);
        methods["GetTableSchema"] = Unary(Wire.GetTableSchemaRequest.Parser, tables.GetSchemaAsync);
        methods["ScanTable"] = Streaming(Wire.ScanTableRequest.Parser, tables.ScanAsync);
        methods["WriteTable"] = new ClientStreamingRpc<Wire.WriteTableRequest, Wire.WriteTableResponse>(Wire.WriteTableRequest.Parser, tables.WriteAsync);
    }

    private static UnaryRpc<TRequest, TResponse> Unary<TRequest, TResponse>(
        MessageParser<TRequest> parser, Func<TRequest, RpcCall, CancellationToken, Task<TResponse>> answer)
        where TRequest : class, IMessage<TRequest>
        where TResponse : IMessage<TResponse> => new(parser, answer);

    private static ServerStreamingRpc<TRequest, TResponse> Streaming<TRequest, TResponse>(
        MessageParser<TRequest> parser, Func<TRequest, RpcCall, CancellationToken, IAsyncEnumerable<TResponse>> answer)
        where TRequest : class, IMessage<TRequest>
        where TResponse : IMessage<TResponse> => new(parser, answer);
}
