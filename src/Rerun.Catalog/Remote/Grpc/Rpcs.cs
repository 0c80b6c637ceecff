using Rerun.Catalog.Wire;

namespace Rerun.Catalog.Remote.Grpc;

/// <summary>The calls that the client makes.</summary>
internal static class Rpcs
{
    private const string IndexServers = "open-source servers have search indexes from 0.28 to 0.33";
    private const string MaintainedServers = "no open-source server has maintenance";

    public static readonly Rpc<VersionRequest, VersionResponse> Version = new("Version", VersionResponse.Parser);
    public static readonly Rpc<WhoAmIRequest, WhoAmIResponse> WhoAmI = new("WhoAmI", WhoAmIResponse.Parser, Offered: "servers have it from 0.31 on");
    public static readonly Rpc<FindEntriesRequest, FindEntriesResponse> FindEntries = new("FindEntries", FindEntriesResponse.Parser);
    public static readonly Rpc<ReadDatasetEntryRequest, ReadDatasetEntryResponse> ReadDatasetEntry = new("ReadDatasetEntry", ReadDatasetEntryResponse.Parser);
    public static readonly Rpc<ReadTableEntryRequest, ReadTableEntryResponse> ReadTableEntry = new("ReadTableEntry", ReadTableEntryResponse.Parser);

    public static readonly Rpc<CreateDatasetEntryRequest, CreateDatasetEntryResponse> CreateDatasetEntry =
        new("CreateDatasetEntry", CreateDatasetEntryResponse.Parser, IsRead: false);

    public static readonly Rpc<UpdateDatasetEntryRequest, UpdateDatasetEntryResponse> UpdateDatasetEntry =
        new("UpdateDatasetEntry", UpdateDatasetEntryResponse.Parser, IsRead: false);

    public static readonly Rpc<UpdateEntryRequest, UpdateEntryResponse> UpdateEntry = new("UpdateEntry", UpdateEntryResponse.Parser, IsRead: false);
    public static readonly Rpc<DeleteEntryRequest, DeleteEntryResponse> DeleteEntry = new("DeleteEntry", DeleteEntryResponse.Parser, IsRead: false);
    public static readonly Rpc<GetDatasetSchemaRequest, GetDatasetSchemaResponse> GetDatasetSchema = new("GetDatasetSchema", GetDatasetSchemaResponse.Parser);

    public static readonly Rpc<GetPartitionTableSchemaRequest, GetPartitionTableSchemaResponse> GetPartitionTableSchema =
        new("GetPartitionTableSchema", GetPartitionTableSchemaResponse.Parser);

    public static readonly Rpc<ScanPartitionTableRequest, ScanPartitionTableResponse> ScanPartitionTable =
        new("ScanPartitionTable", ScanPartitionTableResponse.Parser);

    public static readonly Rpc<GetSegmentTableSchemaRequest, GetSegmentTableSchemaResponse> GetSegmentTableSchema =
        new("GetSegmentTableSchema", GetSegmentTableSchemaResponse.Parser, Offered: "servers have it from 0.28 on");

    public static readonly Rpc<ScanSegmentTableRequest, ScanSegmentTableResponse> ScanSegmentTable =
        new("ScanSegmentTable", ScanSegmentTableResponse.Parser, Offered: "servers have it from 0.28 on");

    public static readonly Rpc<GetDatasetManifestSchemaRequest, GetDatasetManifestSchemaResponse> GetDatasetManifestSchema =
        new("GetDatasetManifestSchema", GetDatasetManifestSchemaResponse.Parser);

    public static readonly Rpc<ScanDatasetManifestRequest, ScanDatasetManifestResponse> ScanDatasetManifest =
        new("ScanDatasetManifest", ScanDatasetManifestResponse.Parser);

    public static readonly Rpc<RegisterWithDatasetRequest, RegisterWithDatasetResponse> RegisterWithDataset =
        new("RegisterWithDataset", RegisterWithDatasetResponse.Parser, IsRead: false);

    public static readonly Rpc<QueryTasksRequest, QueryTasksResponse> QueryTasks = new("QueryTasks", QueryTasksResponse.Parser);

    public static readonly Rpc<QueryTasksOnCompletionRequest, QueryTasksOnCompletionResponse> QueryTasksOnCompletion =
        new("QueryTasksOnCompletion", QueryTasksOnCompletionResponse.Parser);

    public static readonly Rpc<QueryDatasetRequest, QueryDatasetResponse> QueryDataset = new("QueryDataset", QueryDatasetResponse.Parser);
    public static readonly Rpc<FetchChunksRequest, FetchChunksResponse> FetchChunks = new("FetchChunks", FetchChunksResponse.Parser);

    public static readonly Rpc<GetRrdManifestRequest, GetRrdManifestResponse> GetRrdManifest =
        new("GetRrdManifest", GetRrdManifestResponse.Parser, Offered: "servers have it from 0.28 on");

    public static readonly Rpc<CreateTableEntryRequest, CreateTableEntryResponse> CreateTableEntry =
        new("CreateTableEntry", CreateTableEntryResponse.Parser, IsRead: false);

    public static readonly Rpc<RegisterTableRequest, RegisterTableResponse> RegisterTable = new("RegisterTable", RegisterTableResponse.Parser, IsRead: false);
    public static readonly Rpc<GetTableSchemaRequest, GetTableSchemaResponse> GetTableSchema = new("GetTableSchema", GetTableSchemaResponse.Parser);
    public static readonly Rpc<ScanTableRequest, ScanTableResponse> ScanTable = new("ScanTable", ScanTableResponse.Parser);
    public static readonly Rpc<WriteTableRequest, WriteTableResponse> WriteTable = new("WriteTable", WriteTableResponse.Parser, IsRead: false);

    public static readonly Rpc<CreateIndexRequest, CreateIndexResponse> CreateIndex =
        new("CreateIndex", CreateIndexResponse.Parser, IsRead: false, Offered: IndexServers);

    public static readonly Rpc<ListIndexesRequest, ListIndexesResponse> ListIndexes = new("ListIndexes", ListIndexesResponse.Parser, Offered: IndexServers);

    public static readonly Rpc<DeleteIndexesRequest, DeleteIndexesResponse> DeleteIndexes =
        new("DeleteIndexes", DeleteIndexesResponse.Parser, IsRead: false, Offered: IndexServers);

    public static readonly Rpc<SearchDatasetRequest, SearchDatasetResponse> SearchDataset =
        new("SearchDataset", SearchDatasetResponse.Parser, Offered: IndexServers);

    public static readonly Rpc<DoMaintenanceRequest, DoMaintenanceResponse> DoMaintenance =
        new("DoMaintenance", DoMaintenanceResponse.Parser, IsRead: false, Offered: MaintainedServers);

    public static readonly Rpc<DoGlobalMaintenanceRequest, DoGlobalMaintenanceResponse> DoGlobalMaintenance =
        new("DoGlobalMaintenance", DoGlobalMaintenanceResponse.Parser, IsRead: false, Offered: MaintainedServers);
}
