using Rerun.Testing;
using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Catalog.Chunks;
using Rerun.Conformance.Catalog.Recordings;
using Rerun.Conformance.Catalog.Settings;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Conformance.Catalog.Cases;

public sealed class QueryCases
{
    [Theory, Case("C119", "all", OnlyByWire = true)]
    public async Task An_empty_dataset_has_no_chunks(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.CreateAsync("d");
        var batches = await ListAsync(on, dataset, new() { SelectAllEntityPaths = true });
        Assert.Equal(0, batches.Sum(batch => batch.Length));
        if (on.Release == 27)
        {
            Assert.Superset(
                new HashSet<string> { "chunk_id", "chunk_partition_id", "rerun_partition_layer", "chunk_key", "chunk_entity_path", "chunk_is_static" },
                batches[0].Schema.FieldsList.Select(field => field.Name).ToHashSet());
        }
    }

    [Theory, Case("C120", "all")]
    public async Task Every_chunk_is_listed(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.CreateAsync("d");
        await on.RegisterAsync(dataset, Fixtures.Three());
        var chunks = (await on.Catalog.GetChunksAsync(dataset, null)).Partitions.SelectMany(partition => partition.Chunks).ToList();
        Assert.Equal(
            Fixtures.Three().SelectMany(recording => recording.Chunks.Select(chunk => (recording.Id, chunk.Id, chunk.IsStatic))),
            chunks.Select(chunk => (chunk.Partition, chunk.Id, chunk.IsStatic)).OrderBy(chunk => chunk.Id));
        Assert.All(chunks, chunk => Assert.Equal("base", chunk.Layer));
    }

    [Theory, Case("C121", "all")]
    public async Task One_partitions_chunks_are_listed(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.CreateAsync("d");
        await on.RegisterAsync(dataset, Fixtures.Three());
        var partition = Assert.Single((await on.Catalog.GetChunksAsync(dataset, ["p3"])).Partitions);
        Assert.Equal(("p3", 6), (partition.Partition, partition.Chunks.Count));
    }

    [Theory, Case("C122", "all", OnlyByWire = true)]
    public async Task One_entitys_chunks_are_listed(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.CreateAsync("d");
        await on.RegisterAsync(dataset, Fixtures.Three());
        foreach (var path in new[] { "/my/entity", "my/entity" })
        {
            var request = new Wire.QueryDatasetRequest();
            request.EntityPaths.Add(new Wire.EntityPath { Path = path });
            Assert.Equal(6, (await ListAsync(on, dataset, request)).Sum(batch => batch.Length));
        }
    }

    [Theory, Case("C123", "all")]
    public async Task Chunks_tell_their_layer(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.CreateAsync("d");
        await on.RegisterAsync(
            dataset,
            new RecordingSource(on.Write(Fixtures.Simple("partition1", ["my/entity"]), "1.rrd")),
            new RecordingSource(on.Write(Fixtures.Simple("partition1", ["extra/entity"], 2), "2.rrd"), "extra"),
            new RecordingSource(on.Write(Fixtures.Simple("partition2", ["another/one"], 3), "3.rrd")),
            new RecordingSource(on.Write(Fixtures.Simple("partition2", ["extra/entity"], 4), "4.rrd"), "extra"),
            new RecordingSource(on.Write(Fixtures.Simple("partition3", ["i/am/alone"], 5), "5.rrd")));
        var chunks = (await on.Catalog.GetChunksAsync(dataset, null)).Partitions.SelectMany(partition => partition.Chunks);
        Assert.Equal(
            ["partition1/base 2", "partition1/extra 2", "partition2/base 2", "partition2/extra 2", "partition3/base 2"],
            chunks.GroupBy(chunk => $"{chunk.Partition}/{chunk.Layer}").Select(layer => $"{layer.Key} {layer.Count()}").Order(StringComparer.Ordinal));
    }

    [Theory, Case("C124", "all", OnlyByWire = true)]
    public async Task All_and_some_entities_contradict_each_other(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.CreateAsync("d");
        await on.RegisterAsync(dataset, Fixtures.Three());
        var request = new Wire.QueryDatasetRequest { SelectAllEntityPaths = true };
        request.EntityPaths.Add(new Wire.EntityPath { Path = "/my/entity" });
        Assert.Equal(GrpcCode.InvalidArgument, (await on.Wire.CallAsync("QueryDataset", request, dataset)).Status);
    }

    [Theory, Case("C125", "27-32")]
    public async Task An_unknown_partition_is_not_found(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.CreateAsync("d");
        await on.RegisterAsync(dataset, Fixtures.Three());
        await Assert.ThrowsAsync<RerunNotFoundException>(async () => await on.Catalog.GetChunksAsync(dataset, ["nope"]));
    }

    [Theory, Case("C132", "all")]
    public async Task Chunks_come_as_they_were_written(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.CreateAsync("d");
        await on.RegisterAsync(dataset, Fixtures.Three());
        var expected = Fixtures.Three().SelectMany(recording => recording.Chunks).ToDictionary(chunk => chunk.Id);
        var fetched = await FetchAsync(on, dataset);
        Assert.Equal(expected.Keys.Order(), fetched.Select(chunk => chunk.Id).Order());
        foreach (var chunk in fetched)
        {
            var original = expected[chunk.Id];
            Assert.Equal(Enumerable.Range(0, original.RowCount).Select(original.RowId), Enumerable.Range(0, chunk.RowCount).Select(chunk.RowId));
            Assert.Equal(original.Timelines.Select(Times), chunk.Timelines.Select(Times));
            Assert.Equal(Lists(original), Lists(chunk));
        }

        static string Times(ChunkTimeline timeline) => $"{timeline.Name}: {string.Join(" ", timeline.Times.ToArray())}";

        static IEnumerable<string> Lists(Chunk chunk) => chunk.Components
            .OrderBy(component => component.Descriptor.Component, StringComparer.Ordinal)
            .SelectMany(component => Enumerable.Range(0, chunk.RowCount).Select(row => $"{component.Descriptor.Component} {CellTexts.Of(component.Values, row)}"));
    }

    [Theory, Case("C133", "all")]
    public async Task Chunks_of_several_datasets_come_in_one_request(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var (one, other) = (await on.CreateAsync("a"), await on.CreateAsync("b"));
        await on.RegisterAsync(one, Fixtures.Three());
        await on.RegisterAsync(other, [Fixtures.Nasty("nasty", ["my/entity"], 50)]);
        ChunkInfo[] infos =
        [
            .. (await on.Catalog.GetChunksAsync(one, null)).Partitions.SelectMany(partition => partition.Chunks),
            .. (await on.Catalog.GetChunksAsync(other, null)).Partitions.SelectMany(partition => partition.Chunks),
        ];
        var fetched = new List<Tuid>();
        await foreach (var chunk in on.Catalog.ReadChunksAsync(infos))
        {
            fetched.Add(chunk.Chunk.Id);
        }

        Assert.Equal(infos.Select(info => info.Id).Order(), fetched.Order());
    }

    [Theory, Case("C134", "all", OnlyByWire = true)]
    public async Task Chunks_are_asked_for_by_key(CatalogSetting setting) =>
        Assert.Equal(GrpcCode.InvalidArgument, await FetchByWireAsync(setting, new RecordBatch(new Schema([], null), [], 0)));

    [Theory, Case("C135", "all", OnlyByWire = true)]
    public async Task Keys_are_bytes_that_the_server_gave(CatalogSetting setting)
    {
        var texts = new StringArray.Builder().Append("abc").Build();
        Assert.Equal(GrpcCode.InvalidArgument, await FetchByWireAsync(setting, Frames.Of(("chunk_key", texts))));
        Assert.Equal(GrpcCode.InvalidArgument, await FetchByWireAsync(setting, Frames.Of(("chunk_key", new BinaryArray.Builder().AppendNull().Build()))));
        Assert.Equal(GrpcCode.InvalidArgument, await FetchByWireAsync(setting, Frames.Of(("chunk_key", new BinaryArray.Builder().Append([1, 2, 3]).Build()))));
    }

    [Theory, Case("C136", "all", OnlyByWire = true)]
    public async Task No_keys_give_no_chunks(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var answer = await on.Wire.CallAsync("FetchChunks", new Wire.FetchChunksRequest());
        Assert.Equal(0, answer.All(Wire.FetchChunksResponse.Parser).Sum(message => message.Chunks.Count));
    }

    [Theory, Case("C137", "all")]
    public async Task A_partition_is_downloaded_with_all_layers(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.Client.CreateDatasetAsync("d");
        await on.RegisterAsync(
            dataset.Id,
            new RecordingSource(on.Write(Fixtures.Simple("partition1", ["my/entity"]), "1.rrd")),
            new RecordingSource(on.Write(Fixtures.Simple("partition1", ["extra/entity"], 2), "2.rrd"), "extra"));
        var recording = await dataset.DownloadPartitionAsync("partition1");
        Assert.Equal("partition1", recording.RecordingId);
        Assert.Equal(["/extra/entity", "/extra/entity", "/my/entity", "/my/entity"], recording.Chunks.Select(chunk => chunk.EntityPath.ToString()).Order(StringComparer.Ordinal));
    }

    [Theory, Case("C138", "27-32")]
    public async Task An_unknown_partition_is_not_downloaded(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.Client.CreateDatasetAsync("d");
        await Assert.ThrowsAsync<RerunNotFoundException>(async () => await dataset.DownloadPartitionAsync("nope"));
    }

    private static async Task<List<Chunk>> FetchAsync(CatalogUnderTest on, Tuid dataset)
    {
        var chunks = new List<Chunk>();
        var infos = (await on.Catalog.GetChunksAsync(dataset, null)).Partitions.SelectMany(partition => partition.Chunks).ToList();
        await foreach (var fetched in on.Catalog.ReadChunksAsync(infos))
        {
            chunks.Add(fetched.Chunk);
        }

        return chunks;
    }

    private static async Task<IReadOnlyList<RecordBatch>> ListAsync(CatalogUnderTest on, Tuid dataset, Wire.QueryDatasetRequest request) =>
        [.. (await on.Wire.CallAsync("QueryDataset", request, dataset)).All(Wire.QueryDatasetResponse.Parser).Select(message => message.Data.Batch())];

    private static async Task<int?> FetchByWireAsync(CatalogSetting setting, RecordBatch keys)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var request = new Wire.FetchChunksRequest();
        request.ChunkInfos.Add(Frames.ToPart(keys));
        return (await on.Wire.CallAsync("FetchChunks", request)).Status;
    }
}
