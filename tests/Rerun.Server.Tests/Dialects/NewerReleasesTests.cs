using Google.Protobuf;
using Rerun.Arrow;
using Rerun.Arrow.Ipc;
using Rerun.Catalog;
using Rerun.Catalog.Embedded;
using Rerun.Server.Messages;
using Rerun.Server.Tests.Support;
using Rerun.Testing;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Server.Tests.Dialects;

/// <summary>What clients of later releases get, against what the official servers of those sent for the same recordings.</summary>
public sealed class NewerReleasesTests
{
    [SharedTheory("golden/wire")]
    [InlineData("0.33.1", "009", "010", "030", "032", "034")]
    [InlineData("0.41.0", "008", "009", "031", "033", "036")]
    public async Task Tables_have_the_columns_of_the_release(
        string release, string register, string tasks, string schema, string segments, string manifest)
    {
        await using var served = await ServedAsync(release);
        var registered = await served.RegisterAsync("rec_a.rrd", "base");
        Check(release, register + "-RegisterWithDataset", registered.Schema);
        await served.RegisterAsync("rec_a_extra.rrd", "extra");
        await served.RegisterAsync("rec_b.rrd", "base");
        await served.RegisterAsync("prefix", "base", isPrefix: true);

        var ids = new Wire.QueryTasksOnCompletionRequest { Ids = { new Wire.TaskId { Id = ((StringArray)registered.Column("rerun_task_id")).GetString(0)! } } };
        var ended = await served.CallAsync("QueryTasksOnCompletion", ids, Wire.QueryTasksOnCompletionResponse.Parser);
        Check(release, tasks + "-QueryTasksOnCompletion", ended[0].Data.ToBatch(int.MaxValue).Schema);

        var all = await served.CallAsync("GetDatasetSchema", new Wire.GetDatasetSchemaRequest(), Wire.GetDatasetSchemaResponse.Parser);
        Check(release, schema + "-GetDatasetSchema", Read(all[0].Schema), inOrder: false);
        var table = await served.CallAsync("GetSegmentTableSchema", new Wire.GetSegmentTableSchemaRequest(), Wire.GetSegmentTableSchemaResponse.Parser);
        Check(release, segments + "-GetSegmentTableSchema", Read(table[0].Schema));
        var rows = await served.CallAsync("ScanSegmentTable", new Wire.ScanSegmentTableRequest(), Wire.ScanSegmentTableResponse.Parser);
        Assert.Equal(Read(table[0].Schema), rows[0].Data.ToBatch(int.MaxValue).Schema);
        Assert.Equal(4, rows[0].Data.ToBatch(int.MaxValue).Length);
        var layers = await served.CallAsync("GetDatasetManifestSchema", new Wire.GetDatasetManifestSchemaRequest(), Wire.GetDatasetManifestSchemaResponse.Parser);
        Check(release, manifest + "-GetDatasetManifestSchema", Read(layers[0].Schema));
        var scanned = await served.CallAsync("ScanDatasetManifest", new Wire.ScanDatasetManifestRequest(), Wire.ScanDatasetManifestResponse.Parser);
        Assert.Equal(Read(layers[0].Schema), scanned[0].Data.ToBatch(int.MaxValue).Schema);
        Assert.Equal(5, scanned[0].Data.ToBatch(int.MaxValue).Length);
    }

    [SharedFact("golden/wire")]
    public async Task Chunks_are_listed_with_the_columns_of_the_release()
    {
        await using var older = await ServedAsync("0.33.1");
        await older.RegisterAsync("rec_a.rrd", "base");
        var query = await older.CallAsync("QueryDataset", new Wire.QueryDatasetRequest { SelectAllEntityPaths = true }, Wire.QueryDatasetResponse.Parser);

        // The ends of chunks are more than official servers tell.
        var columns = GoldenFields.Of(query[0].Data.ToBatch(int.MaxValue).Schema).Where(field => !field.Contains(":end", StringComparison.Ordinal));
        Assert.Equal(GoldenFields.Of("0.33.1", "044-QueryDataset"), columns);

        await using var newer = await ServedAsync("0.41.0");
        await newer.RegisterAsync("rec_a.rrd", "base");
        var range = new Wire.RangeSelection { Timeline = "frame", Segments = new() { All = new() } };
        var search = new Wire.FindChunksRequest { Contents = new() { All = new() }, Range = range };
        var found = await newer.CallAsync("FindChunks", search, Wire.FindChunksResponse.Parser);
        Check("0.41.0", "044-FindChunks", found[0].Data.ToBatch(int.MaxValue).Schema);
    }

    [Fact]
    public async Task Chunks_are_chosen_by_segment_entity_and_time()
    {
        await using var server = await RunningServer.StartAsync();
        using var client = new GrpcClient(server.Http) { Version = "rerun-py/0.41.0" };
        var dataset = (await server.Catalog.GetEntriesAsync()).Single(entry => entry.Name == "drives").Id;
        var directory = await server.Catalog.GetChunksAsync(dataset, null);
        var all = directory.Partitions.Sum(partition => partition.Chunks.Count);
        var some = new Wire.SegmentSelection { Explicit = new() { Ids = { new Wire.SegmentId { Id = "drive-001" }, new Wire.SegmentId { Id = "nobody" } } } };
        var everything = new Wire.SegmentSelection { All = new() };
        var contents = new Wire.ContentSelection { All = new() };

        Assert.Equal(all, await CountAsync(new() { Contents = contents, Range = new() { Timeline = "log_time", Segments = everything } }));
        var first = directory.Partitions.Single(partition => partition.Partition == "drive-001").Chunks;
        Assert.Equal(first.Count, await CountAsync(new() { Contents = contents, Range = new() { Timeline = "log_time", Segments = some } }));
        var statics = first.Count(chunk => chunk.IsStatic);
        Assert.Equal(statics, await CountAsync(new() { Contents = contents, Static = new() { Segments = some } }));
        var battery = EntityPath.Parse("/battery");
        var entity = new Wire.ContentSelection { Explicit = new() { Entities = { new Wire.EntitySelection { EntityPath = new() { Path = "battery" }, All = new() } } } };
        Assert.Equal(
            first.Count(chunk => chunk.EntityPath.Equals(battery)),
            await CountAsync(new() { Contents = entity, Range = new() { Timeline = "log_time", Segments = some } }));
        Assert.Equal(0, await CountAsync(new() { Contents = new() { Explicit = new() }, Static = new() { Segments = everything } }));

        foreach (var wrong in (Wire.FindChunksRequest[])[new(), new() { Contents = contents }, new() { Contents = contents, Static = new() }, new() { Contents = contents, Range = new() { Timeline = "none", Segments = everything } }])
        {
            Assert.Equal(3, (await client.CallAsync("FindChunks", wrong, dataset)).Status);
        }

        async Task<int> CountAsync(Wire.FindChunksRequest request) =>
            (await client.CallAsync("FindChunks", request, dataset)).All(Wire.FindChunksResponse.Parser).Sum(message => message.Data.ToBatch(int.MaxValue).Length);
    }

    [Fact]
    public async Task A_duplicate_is_a_failed_task_to_the_newest_clients_and_an_error_to_others()
    {
        foreach (var (release, status) in new[] { ("0.27.3", 6), ("0.33.1", 6), ("0.41.0", 0) })
        {
            await using var served = await ServedAsync(release, SharedData.SampleDrives);
            await served.RegisterAsync("drive-001.rrd", "base");
            var answer = await served.TryRegisterAsync(("drive-001.rrd", "base"), ("drive-002.rrd", "base"));
            Assert.Equal(status, answer.Status);
            if (status == 0)
            {
                var rows = answer.Single(Wire.RegisterWithDatasetResponse.Parser).Data.ToBatch(int.MaxValue);
                var tasks = (StringArray)rows.Column("rerun_task_id");
                var asked = new Wire.QueryTasksRequest { Ids = { new Wire.TaskId { Id = tasks.GetString(0) }, new Wire.TaskId { Id = tasks.GetString(1) }, new Wire.TaskId { Id = "x" } } };
                var states = (await served.CallAsync("QueryTasks", asked, Wire.QueryTasksResponse.Parser))[0].Data.ToBatch(int.MaxValue);
                var byId = Enumerable.Range(0, 3).ToDictionary(row => ((StringArray)states.Column(0)).GetString(row)!, row => ((StringArray)states.Column("exec_status")).GetString(row));
                Assert.Equal(("failed", "success", "success"), (byId[tasks.GetString(0)!], byId[tasks.GetString(1)!], byId["x"]));
            }
        }
    }

    private static void Check(string release, string call, Schema schema, bool inOrder = true)
    {
        var (expected, actual) = (GoldenFields.Of(release, call), GoldenFields.Of(schema));
        Assert.Equal(inOrder ? expected : expected.Order(StringComparer.Ordinal), inOrder ? actual : actual.Order(StringComparer.Ordinal));
    }

    private static Schema Read(Wire.Schema schema) => ArrowStreamReader.ReadSchema(schema.ArrowSchema.Memory).Schema;

    private static async Task<Served> ServedAsync(string release, string? folder = null)
    {
        var data = folder ?? SharedData.PathOf("golden", "wire", "recordings", release);
        var server = await RunningServer.StartAsync(EmbeddedCatalog.Open(EmbeddedCatalog.InMemory), new RerunServerOptions { Roots = [data] });
        var client = new GrpcClient(server.Http) { Version = $"rerun-py/{release}" };
        var created = await client.CallAsync("CreateDatasetEntry", new Wire.CreateDatasetEntryRequest { Name = "golden" });
        return new Served(server, client, created.Single(Wire.CreateDatasetEntryResponse.Parser).Dataset.Details.Id.ToTuid()!.Value, data);
    }

    /// <summary>A dataset in memory behind a server.</summary>
    private sealed class Served(RunningServer server, GrpcClient client, Tuid dataset, string data) : IAsyncDisposable
    {
        public async Task<RecordBatch> RegisterAsync(string file, string layer, bool isPrefix = false) =>
            (await SendAsync(SourceOf(file, layer, isPrefix))).Single(Wire.RegisterWithDatasetResponse.Parser).Data.ToBatch(int.MaxValue);

        public Task<GrpcAnswer> TryRegisterAsync(params (string File, string Layer)[] files) =>
            SendAsync([.. files.Select(file => SourceOf(file.File, file.Layer, isPrefix: false))]);

        public async Task<IReadOnlyList<T>> CallAsync<T>(string method, IMessage request, MessageParser<T> parser)
            where T : IMessage<T> => (await client.CallAsync(method, request, dataset)).All(parser);

        public async ValueTask DisposeAsync()
        {
            client.Dispose();
            await server.DisposeAsync();
        }

        private Wire.DataSource SourceOf(string file, string layer, bool isPrefix) =>
            new() { StorageUrl = $"file://{data}/{file}", Layer = layer, Typ = Wire.DataSourceKind.Rrd, Prefix = isPrefix };

        private Task<GrpcAnswer> SendAsync(params Wire.DataSource[] sources) => client.CallAsync(
            "RegisterWithDataset",
            new Wire.RegisterWithDatasetRequest { DataSources = { sources }, OnDuplicate = Wire.IfDuplicateBehavior.Error },
            dataset);
    }
}
