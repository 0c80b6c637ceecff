using Google.Protobuf;
using Rerun.Arrow;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Remote;
using Rerun.Catalog.Remote.Chunks;
using Rerun.Catalog.Remote.Messages;
using Messages = Rerun.Catalog.Wire;

namespace Rerun.Catalog.Tests.Remote.Recorded;

/// <summary>Makes the client ask what an official client asked, and gives the number of rows that it understood of the answer.</summary>
internal static class ClientCalls
{
    private const int MaxBytes = 1 << 24;

    /// <summary>The calls that the client has a member for.</summary>
    public static readonly IReadOnlyDictionary<string, Func<RemoteCatalog, RecordedCall, Task<int>>> All =
        new Dictionary<string, Func<RemoteCatalog, RecordedCall, Task<int>>>
        {
            ["FindEntries"] = async (catalog, call) =>
            {
                var filter = Request(call, Messages.FindEntriesRequest.Parser).Filter ?? new Messages.EntryFilter();
                EntryKind? kind = filter.HasEntryKind ? (EntryKind)(int)filter.EntryKind : null;
                await catalog.FindEntriesAsync(new EntryFilter(Id(filter.Id), filter.HasName ? filter.Name : null, kind));
                return 0;
            },
            ["CreateDatasetEntry"] = async (catalog, call) =>
                await NoneAsync(catalog.CreateDatasetAsync(Request(call, Messages.CreateDatasetEntryRequest.Parser).Name)),
            ["UpdateEntry"] = async (catalog, call) =>
            {
                var request = Request(call, Messages.UpdateEntryRequest.Parser);
                return await NoneAsync(catalog.RenameEntryAsync(Id(request.Id)!.Value, request.EntryDetailsUpdate.HasName ? request.EntryDetailsUpdate.Name : null));
            },
            ["DeleteEntry"] = async (catalog, call) =>
            {
                await catalog.DeleteEntryAsync(Id(Request(call, Messages.DeleteEntryRequest.Parser).Id)!.Value);
                return 0;
            },
            ["GetDatasetSchema"] = async (catalog, call) => await NoneAsync(catalog.GetDatasetSchemaAsync(Entry(call))),
            ["ScanPartitionTable"] = async (catalog, call) => (await catalog.GetPartitionTableAsync(Entry(call))).Length,
            ["ScanSegmentTable"] = async (catalog, call) => (await catalog.GetPartitionTableAsync(Entry(call))).Length,
            ["ScanDatasetManifest"] = async (catalog, call) => (await catalog.GetManifestAsync(Entry(call))).Length,
            ["RegisterWithDataset"] = async (catalog, call) =>
            {
                var request = Request(call, Messages.RegisterWithDatasetRequest.Parser);
                var sources = request.DataSources.Select(source => new RecordingSource(source.StorageUrl, source.Layer, source.Prefix)).ToList();
                return (await catalog.RegisterAsync(Entry(call), sources, (IfDuplicate)(int)request.OnDuplicate)).Count;
            },
            ["QueryTasks"] = async (catalog, call) =>
                (await catalog.QueryTasksAsync([.. Request(call, Messages.QueryTasksRequest.Parser).Ids.Select(id => id.Id)])).Length,
            ["QueryTasksOnCompletion"] = async (catalog, call) =>
            {
                var request = Request(call, Messages.QueryTasksOnCompletionRequest.Parser);
                var rows = 0;
                await foreach (var batch in catalog.QueryTasksOnCompletionAsync([.. request.Ids.Select(id => id.Id)], request.Timeout.ToTimeSpan()))
                {
                    Assert.Equal(11, batch.ColumnCount);
                    Assert.True(batch.Schema.GetFieldIndex("blob_len") >= 0);
                    rows += batch.Length;
                }

                return rows;
            },
            ["QueryDataset"] = async (catalog, call) =>
            {
                var request = Request(call, Messages.QueryDatasetRequest.Parser);
                var ids = request.PartitionIds.Select(id => id.Id).Concat(request.SegmentIds.Select(id => id.Id)).ToList();
                var directory = await catalog.GetChunksAsync(Entry(call), ids.Count == 0 ? null : ids);
                return directory.Partitions.Sum(partition => partition.Chunks.Count);
            },
            ["FetchChunks"] = async (catalog, call) =>
            {
                var chunks = 0;
                await foreach (var chunk in catalog.ReadChunksAsync(Chunks(call)))
                {
                    Assert.Equal(chunk.Info.Id, chunk.Chunk.Id);
                    chunks++;
                }

                return chunks;
            },
            ["RegisterTable"] = async (catalog, call) =>
            {
                var request = Request(call, Messages.RegisterTableRequest.Parser);
                return await NoneAsync(catalog.RegisterTableAsync(request.Name, Messages.LanceTable.Parser.ParseFrom(request.ProviderDetails.Value).TableUrl));
            },
            ["CreateTableEntry"] = async (catalog, call) =>
            {
                var request = Request(call, Messages.CreateTableEntryRequest.Parser);
                var url = request.ProviderDetails is { } provider ? Messages.LanceTable.Parser.ParseFrom(provider.Value).TableUrl : null;
                return await NoneAsync(catalog.CreateTableAsync(request.Name, DataframeParts.ReadSchema(request.Schema), url));
            },
            ["GetTableSchema"] = async (catalog, call) => await NoneAsync(catalog.GetTableSchemaAsync(Id(Request(call, Messages.GetTableSchemaRequest.Parser).TableId)!.Value)),
            ["CreateIndex"] = async (catalog, call) =>
                await NoneAsync(catalog.CreateIndexAsync(Entry(call), WireIndexes.Read(Request(call, Messages.CreateIndexRequest.Parser).Config))),
            ["ListIndexes"] = async (catalog, call) => await NoneAsync(catalog.GetIndexesAsync(Entry(call))),
            ["DoGlobalMaintenance"] = async (catalog, call) =>
            {
                await catalog.DoGlobalMaintenanceAsync();
                return 0;
            },
        };

    public static T Request<T>(RecordedCall call, MessageParser<T> parser)
        where T : IMessage<T> => parser.ParseFrom(call.Requests[0]);

    private static Tuid? Id(Messages.EntryId? id) => id is null ? null : new Tuid(id.Id.TimeNs, id.Id.Inc);

    private static Tuid Entry(RecordedCall call) => Tuid.Parse(call.EntryId);

    private static async Task<int> NoneAsync<T>(ValueTask<T> call)
    {
        Assert.NotNull(await call);
        return 0;
    }

    /// <summary>What the official client asked for, with the ids that came in the answer.</summary>
    private static List<ChunkInfo> Chunks(RecordedCall call)
    {
        var chunks = new List<ChunkInfo>();
        foreach (var part in Request(call, Messages.FetchChunksRequest.Parser).ChunkInfos)
        {
            // The 0.41.0 client may send keys alone, which a directory cannot be made of.
            var rows = DataframeParts.Read(part, MaxBytes);
            if (TableColumns.Find(rows, "chunk_entity_path") is not null)
            {
                chunks.AddRange(ChunkTable.Read(rows).SelectMany(layer => layer.Chunks));
            }
        }

        return chunks;
    }
}
