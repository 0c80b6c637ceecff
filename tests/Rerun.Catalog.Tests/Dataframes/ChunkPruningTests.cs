using Rerun.Catalog.Chunks;
using Rerun.Catalog.Dataframes;
using Rerun.Catalog.Tests.Dataframes.Oracle;

namespace Rerun.Catalog.Tests.Dataframes;

/// <summary>Only the chunks that can matter to a query are read, and each of them once.</summary>
public sealed class ChunkPruningTests
{
    // Per partition: ten chunks of /a over a hundred frames; of /b one with P, one without frames, one with Q; a static one of /c.
    private const int OnFrame = 13;
    private const int PerPartition = 14;
    private static readonly string[] Partitions = ["p1", "p2"];

    [Theory]
    [InlineData(25, 34, 2)]
    [InlineData(29, 29, 1)]
    [InlineData(30, 30, 1)]
    [InlineData(0, 99, 10)]
    [InlineData(100, 200, 0)]
    [InlineData(50, 40, 0)]
    public async Task A_range_reads_the_chunks_that_reach_into_it(long start, long end, int expected)
    {
        var catalog = Open(DirectoryDetail.All);
        var query = Query("/a") with { PartitionIds = ["p1"], Range = new IndexRange(start, end) };
        Assert.Equal(expected, await ReadAsync(catalog, query));
    }

    [Fact]
    public async Task Bounds_that_the_directory_does_not_tell_are_remembered_after_the_first_reading()
    {
        var catalog = Open(DirectoryDetail.NoBounds);
        var engine = Engine(catalog, cacheLimit: 0);
        var query = Query("/a") with { PartitionIds = ["p1"], Range = new IndexRange(25, 34) };
        await ReadAsync(engine, query);
        var first = catalog.ChunksRead;
        await ReadAsync(engine, query);
        Assert.InRange(first, 10, 12);
        Assert.InRange(catalog.ChunksRead - first, 2, 4);
    }

    [Fact]
    public async Task Index_values_read_the_chunks_between_the_first_and_the_last()
    {
        var query = Query("/a") with { PartitionIds = ["p1"] };
        Assert.Equal(1, await ReadAsync(Open(DirectoryDetail.All), query with { FilterIndexValues = [41, 47] }));
        Assert.Equal(1, await ReadAsync(Open(DirectoryDetail.All), query with { UsingIndexValues = [41] }));
        Assert.Equal(2, await ReadAsync(Open(DirectoryDetail.All), query with { RowRanges = [new IndexRange(38, 41)] }));
        Assert.Equal(0, await ReadAsync(Open(DirectoryDetail.All), query with { FilterIndexValues = [] }));
    }

    [Fact]
    public async Task Other_partitions_are_not_read()
    {
        Assert.Equal(10, await ReadAsync(Open(DirectoryDetail.Least), Query("/a") with { PartitionIds = ["p2"] }));
        Assert.Equal(10, await ReadAsync(Open(DirectoryDetail.Least), Query("/a") with { RowPartitions = ["p2", "none"] }));
        var perPartition = new Dictionary<string, IReadOnlyList<long>> { ["p1"] = [5, 95] };
        Assert.Equal(10, await ReadAsync(Open(DirectoryDetail.Least), Query("/a") with { UsingIndexValuesPerPartition = perPartition }));
    }

    [Fact]
    public async Task Other_entities_are_not_read()
    {
        Assert.Equal(3, await ReadAsync(Open(DirectoryDetail.Least), Query("/b") with { PartitionIds = ["p1"] }));
        Assert.Equal(2, await ReadAsync(Open(DirectoryDetail.NoBounds), Query("/b") with { PartitionIds = ["p1"] }));
        Assert.Equal(0, await ReadAsync(Open(DirectoryDetail.Least), Query("/none")));
    }

    [Fact]
    public async Task Chunks_without_a_wanted_component_or_the_index_are_not_read()
    {
        var query = Query("""{"/b": "Q"}""") with { PartitionIds = ["p1"] };
        Assert.Equal(1, await ReadAsync(Open(DirectoryDetail.All), query));
        Assert.Equal(0, await ReadAsync(Open(DirectoryDetail.All), Query("""{"/b": "C"}""")));
        Assert.Equal(1, await ReadAsync(Open(DirectoryDetail.NoBounds), Query("/c") with { Index = null, PartitionIds = ["p1"] }));
    }

    [Fact]
    public async Task A_limit_reads_no_partition_behind_its_last_row()
    {
        Assert.InRange(await ReadAsync(Open(DirectoryDetail.All), Query("/**") with { Limit = 5 }), 1, OnFrame);
    }

    [Fact]
    public async Task No_chunk_is_decoded_twice_within_the_budget()
    {
        var catalog = Open(DirectoryDetail.All);
        var engine = Engine(catalog, cacheLimit: 1 << 24);
        DataframeQuery[] queries =
        [
            Query("/**"), Query("/**") with { FillLatestAt = true }, Query("/a") with { Range = new IndexRange(3, 42) }, Query("/**") with { UsingIndexValues = [7, 70] },
            Query("/**") with { Index = null }, Query("/b") with { IncludeSemanticallyEmptyColumns = true }, Query("/**"),
        ];
        foreach (var query in queries)
        {
            await ReadAsync(engine, query);
        }

        Assert.InRange(catalog.ChunksRead, 2 * OnFrame, 2 * PerPartition);
    }

    [Fact]
    public async Task Queries_at_one_time_read_a_chunk_once()
    {
        var catalog = Open(DirectoryDetail.All);
        var engine = Engine(catalog, cacheLimit: 1 << 24);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => ReadAsync(engine, Query("/**") with { FillLatestAt = i % 2 == 0 }))));
        Assert.InRange(catalog.ChunksRead, 2 * OnFrame, 2 * PerPartition);
    }

    [Fact]
    public async Task What_does_not_fit_is_read_again()
    {
        var catalog = Open(DirectoryDetail.All);
        var engine = Engine(catalog, cacheLimit: 0);
        await ReadAsync(engine, Query("/a"));
        var first = catalog.ChunksRead;
        await ReadAsync(engine, Query("/a"));
        Assert.InRange(first, 20, 40);
        Assert.Equal(2 * first, catalog.ChunksRead);
    }

    private static InMemoryCatalog Open(DirectoryDetail detail) =>
        new([.. Partitions.Select((partition, i) => new LayerChunks(partition, "base", [.. Chunks((ulong)(100 * (i + 1))).Select(chunk => chunk.ToChunk())]))], CompatibilityMode.Correct, detail);

    private static IEnumerable<ModelChunk> Chunks(ulong id)
    {
        for (var i = 0; i < 10; i++)
        {
            yield return Chunk(id++, "/a", ["P"], ("frame", 10 * i), ("log", 1000 + (10 * i)));
        }

        yield return Chunk(id++, "/b", ["P"], ("frame", 0));
        yield return Chunk(id++, "/b", ["P", "Q"], ("log", 0));
        yield return Chunk(id++, "/b", ["Q"], ("frame", 50));
        yield return Chunk(id, "/c", ["C"]);
    }

    private static ModelChunk Chunk(ulong id, string entity, string[] components, params (string Name, int Start)[] timelines) => new(
        id,
        "base",
        entity,
        [.. Enumerable.Range(0, 10).Select(row => (id * 10) + (ulong)row)],
        timelines.ToDictionary(timeline => timeline.Name, timeline => Enumerable.Range(timeline.Start, 10).Select(time => (long)time).ToArray()),
        components.ToDictionary(name => name, name => Enumerable.Range(0, 10).Select(row => (object?[]?)[ModelValue.Next(name, id, row)]).ToArray()));

    private static DataframeQuery Query(ViewContents contents) => new() { Index = "frame", Contents = contents };

    private static DataframeEngine Engine(InMemoryCatalog catalog, long cacheLimit) =>
        new(catalog, new ChunkCache(cacheLimit), new DataframeEngineOptions { MaxParallelism = 2, MemoryLimit = 1 << 26 });

    private static async Task<int> ReadAsync(InMemoryCatalog catalog, DataframeQuery query)
    {
        await ReadAsync(Engine(catalog, 1 << 24), query);
        return catalog.ChunksRead;
    }

    private static async Task ReadAsync(DataframeEngine engine, DataframeQuery query)
    {
        using var stream = await engine.OpenAsync(default, query);
        while (await stream.ReadNextRecordBatchAsync() is not null)
        {
        }
    }
}
