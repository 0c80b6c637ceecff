using Google.Protobuf;
using Rerun.Arrow;
using Rerun.Arrow.Ipc;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Chunks.Sorbet;
using Rerun.Server.Messages;
using Rerun.Server.Tests.Support;
using Rerun.Testing;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Server.Tests.Services;

public sealed class ChunkServiceTests
{
    private const int InvalidArgument = 3;
    private const int NotFound = 5;
    private const int Internal = 13;

    [Fact]
    public async Task Every_chunk_of_the_directory_is_listed_and_fetched_as_it_is_in_process()
    {
        await using var server = await RunningServer.StartAsync();
        var dataset = await DrivesAsync(server);
        var listed = (await QueryAsync(server, dataset, new() { SelectAllEntityPaths = true })).All(Wire.QueryDatasetResponse.Parser);
        var directory = await server.Catalog.GetChunksAsync(dataset, null);
        var infos = directory.Partitions.SelectMany(partition => partition.Chunks).ToList();
        Assert.Equal(directory.Partitions.Count, listed.Count);
        Assert.Equal(infos.Select(info => info.Id), listed.SelectMany(message => Ids(message.Data.ToBatch(int.MaxValue))));

        var expected = new Dictionary<Tuid, Chunk>();
        await foreach (var fetched in server.Catalog.ReadChunksAsync(infos))
        {
            expected.Add(fetched.Chunk.Id, fetched.Chunk);
        }

        var request = new Wire.FetchChunksRequest();
        request.ChunkInfos.AddRange(listed.Select(message => message.Data));
        var messages = (await server.Client.CallAsync("FetchChunks", request)).All(Wire.FetchChunksResponse.Parser);
        var chunks = messages.SelectMany(message => message.Chunks).ToList();
        Assert.Equal(expected.Count, chunks.Count);
        foreach (var chunk in chunks)
        {
            var id = new Tuid(chunk.ChunkId.TimeNs, chunk.ChunkId.Inc);
            Assert.True(expected.Remove(id, out var original));
            Assert.Equal(infos.Single(info => info.Id == id).Partition, chunk.StoreId.RecordingId);
            Assert.Equal(original.IsStatic, chunk.IsStatic);
            Assert.Equal(ChunkEncoder.Encode(original).ToArray(), ChunkEncoder.Encode(Decode(chunk)).ToArray());
        }

        // A partition is complete before the next begins.
        var runs = chunks.Select(chunk => chunk.StoreId.RecordingId).Aggregate(new List<string>(), (seen, id) => seen is [.., var last] && last == id ? seen : [.. seen, id]);
        Assert.Equal(runs.Distinct(), runs);
    }

    [SharedTheory("data")]
    [InlineData("0.23.4", false)]
    [InlineData("0.27.3", true)]
    public async Task Chunks_travel_as_they_are_stored_unless_they_have_to_be_migrated(string release, bool areStored)
    {
        await using var server = await RunningServer.StartAsync(SharedData.PathOf("data", "versions", release, "basic.rrd"));
        var dataset = (await server.Catalog.GetEntriesAsync()).First(entry => entry.Kind == EntryKind.Dataset).Id;
        var listed = (await QueryAsync(server, dataset, new() { SelectAllEntityPaths = true })).All(Wire.QueryDatasetResponse.Parser);
        var request = new Wire.FetchChunksRequest { ChunkInfos = { listed.Select(message => message.Data) } };
        var chunks = (await server.Client.CallAsync("FetchChunks", request)).All(Wire.FetchChunksResponse.Parser).SelectMany(message => message.Chunks).ToList();
        Assert.Equal(areStored, chunks.Exists(chunk => chunk.Compression == Wire.Compression.Lz4));
        Assert.All(chunks, chunk => Assert.Equal(new Tuid(chunk.ChunkId.TimeNs, chunk.ChunkId.Inc), Decode(chunk).Id));
    }

    [Fact]
    public async Task Only_what_was_asked_for_is_listed()
    {
        await using var server = await RunningServer.StartAsync();
        var dataset = await DrivesAsync(server);
        var all = (await server.Catalog.GetChunksAsync(dataset, null)).Partitions.SelectMany(partition => partition.Chunks).ToList();
        var entity = all.First(chunk => !chunk.IsStatic).EntityPath;
        var partition = all[^1].Partition;

        await Check(new() { EntityPaths = { new Wire.EntityPath { Path = entity.ToString() } } }, chunk => chunk.EntityPath.Equals(entity));
        await Check(new() { PartitionIds = { new Wire.PartitionId { Id = partition } } }, chunk => chunk.Partition == partition);
        await Check(new() { Query = new() { LatestAt = new() { At = long.MinValue } } }, chunk => chunk.IsStatic);
        await Check(new() { ExcludeStaticData = true }, chunk => !chunk.IsStatic);
        await Check(new(), _ => true);

        async Task Check(Wire.QueryDatasetRequest request, Func<ChunkInfo, bool> isWanted)
        {
            var messages = (await QueryAsync(server, dataset, request)).All(Wire.QueryDatasetResponse.Parser);
            var wanted = all.Where(isWanted).Select(chunk => chunk.Id).ToList();
            Assert.NotEmpty(wanted);
            Assert.Equal(wanted, messages.SelectMany(message => Ids(message.Data.ToBatch(int.MaxValue))));
        }
    }

    [Fact]
    public async Task Nothing_found_is_one_message_without_rows()
    {
        await using var server = await RunningServer.StartAsync();
        var request = new Wire.QueryDatasetRequest { EntityPaths = { new Wire.EntityPath { Path = "/nope" } } };
        var batch = (await QueryAsync(server, await DrivesAsync(server), request)).Single(Wire.QueryDatasetResponse.Parser).Data.ToBatch(int.MaxValue);
        Assert.Equal(0, batch.Length);
        Assert.Equal(
            ["chunk_id", "chunk_partition_id", "rerun_partition_layer", "chunk_key", "chunk_entity_path", "chunk_is_static"],
            batch.Schema.FieldsList.Select(field => field.Name));
    }

    [Fact]
    public async Task Contradictions_and_unknown_partitions_are_refused()
    {
        await using var server = await RunningServer.StartAsync();
        var dataset = await DrivesAsync(server);
        Assert.Equal(NotFound, (await QueryAsync(server, dataset, new() { PartitionIds = { new Wire.PartitionId { Id = "nope" } } })).Status);
        Assert.Equal(InvalidArgument, (await QueryAsync(server, dataset, new() { PartitionIds = { new Wire.PartitionId() } })).Status);
        Assert.Equal(
            InvalidArgument,
            (await QueryAsync(server, dataset, new() { SelectAllEntityPaths = true, EntityPaths = { new Wire.EntityPath { Path = "/a" } } })).Status);
        Assert.Equal(12, (await QueryAsync(server, dataset, new() { ChunkIds = { new Wire.Tuid { TimeNs = 1, Inc = 1 } } })).Status);
    }

    [Fact]
    public async Task Keys_alone_suffice_and_each_chunk_comes_once()
    {
        await using var server = await RunningServer.StartAsync();
        var key = await FirstKeyAsync(server);
        var part = Part(BinaryType.Default, new BinaryArray.Builder().Append(key).Append(key).Build());
        Assert.Single((await FetchAsync(server, part)).Single(Wire.FetchChunksResponse.Parser).Chunks);
    }

    [Fact]
    public async Task No_parts_and_no_rows_are_one_message_without_chunks()
    {
        await using var server = await RunningServer.StartAsync();
        Assert.Empty((await FetchAsync(server)).Single(Wire.FetchChunksResponse.Parser).Chunks);
        var part = Part(BinaryType.Default, new BinaryArray.Builder().Build());
        Assert.Empty((await FetchAsync(server, part)).Single(Wire.FetchChunksResponse.Parser).Chunks);
    }

    [Fact]
    public async Task Wrong_keys_are_refused()
    {
        await using var server = await RunningServer.StartAsync();
        await using var other = await RunningServer.StartAsync();
        var key = await FirstKeyAsync(server);
        Assert.Equal(NotFound, (await FetchAsync(server, Keys(await FirstKeyAsync(other)))).Status);
        Assert.Equal(InvalidArgument, (await FetchAsync(server, Keys([1, 2, 3]))).Status);
        Assert.Equal(InvalidArgument, (await FetchAsync(server, Part(LargeBinaryType.Default, new LargeBinaryArray.Builder().Append(key).Build()))).Status);
        Assert.Equal(InvalidArgument, (await FetchAsync(server, Part(BinaryType.Default, new BinaryArray.Builder().AppendNull().Build()))).Status);
        Assert.Equal(Internal, (await FetchAsync(server, new Wire.DataframePart { EncoderVersion = Wire.EncoderVersion.V0, Payload = ByteString.CopyFrom(1, 2, 3) })).Status);
        Assert.Equal(Internal, (await FetchAsync(server, new Wire.DataframePart())).Status);

        // Every byte counts: of the run, the ids, the hash and the partition; the ordinal (bytes 44 to 47) is only where the search begins.
        for (var i = 0; i < key.Length; i++)
        {
            var changed = (byte[])key.Clone();
            changed[i] ^= 1;
            Assert.Equal(i is >= 44 and < 48 ? 0 : NotFound, (await FetchAsync(server, Keys(changed))).Status);
        }
    }

    private static async Task<Tuid> DrivesAsync(RunningServer server) =>
        (await server.Catalog.GetEntriesAsync()).Single(entry => entry.Name == "drives").Id;

    private static Task<GrpcAnswer> QueryAsync(RunningServer server, Tuid dataset, Wire.QueryDatasetRequest request) =>
        server.Client.CallAsync("QueryDataset", request, dataset);

    private static Task<GrpcAnswer> FetchAsync(RunningServer server, params Wire.DataframePart[] parts) =>
        server.Client.CallAsync("FetchChunks", new Wire.FetchChunksRequest { ChunkInfos = { parts } });

    private static async Task<byte[]> FirstKeyAsync(RunningServer server)
    {
        var messages = (await QueryAsync(server, await DrivesAsync(server), new())).All(Wire.QueryDatasetResponse.Parser);
        return ((BinaryArray)messages[0].Data.ToBatch(int.MaxValue).Column("chunk_key")).GetBytes(0).ToArray();
    }

    private static Wire.DataframePart Keys(byte[] key) => Part(BinaryType.Default, new BinaryArray.Builder().Append(key).Build());

    private static Wire.DataframePart Part(IArrowType type, IArrowArray keys) =>
        new RecordBatch(new Schema([new Field("chunk_key", type, true)]), [keys], keys.Length).ToPart();

    private static IEnumerable<Tuid> Ids(RecordBatch batch)
    {
        var ids = (FixedSizeBinaryArray)batch.Column("chunk_id");
        return Enumerable.Range(0, ids.Length).Select(row => Tuid.Read(ids.GetBytes(row)));
    }

    private static Chunk Decode(Wire.ArrowMsg message)
    {
        var payload = message.Payload.Span;
        var size = (int)message.UncompressedSize;
        var isCompressed = message.Compression == Wire.Compression.Lz4;
        return ChunkDecoder.Decode(payload, isCompressed, size, ChunkHeadReader.Read(payload, isCompressed, size, new ChunkSchemaCache()));
    }
}
