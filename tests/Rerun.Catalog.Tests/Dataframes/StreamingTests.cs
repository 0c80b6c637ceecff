using Rerun.Arrow;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Dataframes;
using Rerun.Catalog.Dataframes.Slices;
using Rerun.Catalog.Tests.Dataframes.Oracle;

namespace Rerun.Catalog.Tests.Dataframes;

/// <summary>When rows come, and how much of a recording has to be in memory for them.</summary>
public sealed class StreamingTests
{
    private const int ChunksPerEntity = 200;
    private const int RowsPerChunk = 200;
    private static readonly string[] Entities = ["/a", "/b", "/c"];

    // With these a slice has about a thirtieth of the recording.
    private const long SmallLimit = 2 << 20;

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task The_first_batch_comes_after_the_first_chunks_where_bounds_are_known(int threads)
    {
        using var hold = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var catalog = new InMemoryCatalog(Partition("p", 0), CompatibilityMode.Correct)
        {
            BeforeEach = (info, token) => info.Timelines![0].Start >= 10 * RowsPerChunk ? Task.Delay(Timeout.Infinite, token) : Task.CompletedTask,
        };
        using var stream = await Open(catalog, threads, SmallLimit).OpenAsync(default, Everything);

        // What comes later cannot be read at all.
        var batch = await stream.ReadNextRecordBatchAsync(hold.Token);
        Assert.InRange(batch!.Length, 1, 10 * RowsPerChunk);
        Assert.InRange(catalog.ChunksRead, 1, 10 * Entities.Length);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_recording_that_exceeds_the_limit_is_decoded_once_and_little_of_it_is_in_memory(bool fill)
    {
        var catalog = new LendingCatalog([.. Partition("p", 0), .. Partition("q", 1)], CompatibilityMode.Correct);
        var engine = Open(catalog, 2, SmallLimit);
        var rows = 0;
        using (var stream = await engine.OpenAsync(default, Everything with { FillLatestAt = fill }))
        {
            while (await stream.ReadNextRecordBatchAsync() is { } batch)
            {
                rows += batch.Length;
            }
        }

        var decoded = catalog.Chunks.Sum(chunk => chunk.ByteSize);
        Assert.Equal(2 * ChunksPerEntity * RowsPerChunk, rows);
        Assert.Equal(2 * ChunksPerEntity * Entities.Length, catalog.ChunksRead);
        Assert.True(decoded > 4 * SmallLimit, $"{decoded} bytes are too few for this test.");
        Assert.InRange(catalog.BufferBytes, 1, SmallLimit / 8);
    }

    [Fact]
    public async Task Batches_stay_as_they_are_while_later_ones_are_read()
    {
        var small = await ReadAll(new LendingCatalog(Partition("p", 0), CompatibilityMode.Correct), SmallLimit);
        var large = await ReadAll(new InMemoryCatalog(Partition("p", 0), CompatibilityMode.Correct), 1 << 30);
        Assert.Equal(large, small);

        static async Task<List<string>> ReadAll(InMemoryCatalog catalog, long limit)
        {
            using var stream = await Open(catalog, 2, limit).OpenAsync(default, Everything);
            var batches = new List<RecordBatch>();
            while (await stream.ReadNextRecordBatchAsync() is { } batch)
            {
                batches.Add(batch);
            }

            return [.. batches.SelectMany(batch => Enumerable.Range(0, batch.Length).Select(
                row => string.Join(" | ", batch.Arrays.Select(array => Golden.CellJson.Text(array, row)))))];
        }
    }

    [Fact]
    public void Slices_adjoin_cover_the_range_and_have_every_chunk_that_reaches_into_them()
    {
        var random = new Random(5);
        for (var run = 0; run < 200; run++)
        {
            var range = new IndexRange(-50, random.Next(-50, 200));
            var infos = new InMemoryCatalog(Partition("p", 0), CompatibilityMode.Correct).Chunks.Take(random.Next(40)).ToList();
            var chunks = infos.ConvertAll(info => new BoundedChunk(info, random.Next(10) == 0 ? null : Random(-100, 250)));
            var slices = IndexSlice.Cut(range, chunks, new SliceBudget(0, random.Next(1, 100_000), random.Next(1, 400_000)));
            Assert.Equal(range, new IndexRange(slices[0].Range.Start, slices[^1].Range.End));
            Assert.All(slices.Skip(1).Zip(slices), pair => Assert.Equal(pair.Second.Range.End + 1, pair.First.Range.Start));
            Assert.All(slices, slice => Assert.True(slice.Range.Start <= slice.Range.End));
            Assert.All(slices, slice => Assert.Equal(
                chunks.Where(chunk => chunk.Bounds is not { } bounds || (bounds.Start <= slice.Range.End && bounds.End >= slice.Range.Start)).ToHashSet(),
                slice.Chunks.ToHashSet()));
        }

        IndexRange Random(int least, int most)
        {
            var start = random.Next(least, most);
            return new IndexRange(start, random.Next(start, random.Next(2) == 0 ? most : Math.Min(most, start + 10)));
        }
    }

    private static DataframeQuery Everything => new() { Index = "s", Contents = ViewContents.All };

    private static DataframeEngine Open(InMemoryCatalog catalog, int threads, long limit) =>
        new(catalog, new ChunkCache(limit / 2), new DataframeEngineOptions { MaxParallelism = threads, MemoryLimit = limit, BatchRows = 64 });

    /// <summary>A partition of entities logged together, in the order of a file: entity by entity.</summary>
    private static IReadOnlyList<LayerChunks> Partition(string name, int number) =>
    [
        new(name, "base", [.. Entities.SelectMany((entity, e) => Enumerable.Range(0, ChunksPerEntity).Select(chunk => ChunkOf(entity, (ulong)((((number * 10) + e) * ChunksPerEntity) + chunk), chunk)))]),
    ];

    private static Chunk ChunkOf(string entity, ulong id, int chunk)
    {
        var rows = Enumerable.Range(chunk * RowsPerChunk, RowsPerChunk).ToArray();
        return new ModelChunk(
            id,
            "base",
            entity,
            [.. rows.Select(row => (ulong)row)],
            new Dictionary<string, long[]> { ["s"] = [.. rows.Select(row => (long)row)] },
            new Dictionary<string, object?[]?[]> { ["P"] = [.. rows.Select(row => row % 3 == 0 && entity == "/b" ? null : new object?[] { (long)row })] }).ToChunk();
    }
}
