using Rerun.Arrow;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Chunks.Rrd;
using Rerun.Catalog.Chunks.Sorbet;
using Rerun.Catalog.Dataframes;
using Rerun.Catalog.Tests.Dataframes.Oracle;
using Rerun.Testing;

namespace Rerun.Catalog.Tests.Dataframes;

/// <summary>Values of wide chunks are read for the rows that are given out, and for no others.</summary>
public sealed class OutlineTests
{
    private const int Images = 100;
    private static readonly EntityPath Camera = EntityPath.Parse("/camera");

    [Theory]
    [InlineData("s", "/speed:P")]
    [InlineData("s", "t", "/speed:P")]
    [InlineData("rerun_partition_id")]
    public async Task Values_that_are_not_asked_for_are_not_read(params string[] projection)
    {
        var catalog = World();
        Assert.Equal(Images, await CountAsync(Open(catalog), Everything with { Projection = projection }));
        Assert.Equal(1, catalog.ChunksRead);
        Assert.Equal(Images, catalog.OutlinesRead);
    }

    [Theory]
    [InlineData(1 << 30)]
    [InlineData(1 << 20)]
    public async Task Of_rows_at_some_instants_the_chunks_of_these_are_read(long memoryLimit)
    {
        var catalog = World();
        var engine = Open(catalog, memoryLimit);
        Assert.Equal(Images, await CountAsync(engine, Everything with { Projection = ["s"] }));
        var read = catalog.ChunksRead;
        Assert.Equal(2, await CountAsync(engine, Everything with { FilterIndexValues = [5, 50], Projection = ["s", "t", "/camera:P"] }));
        Assert.Equal(2, catalog.ChunksRead - read);
        Assert.Equal(5, await CountAsync(engine, Everything with { Limit = 5, Projection = ["s", "/camera:P"] }));
        Assert.InRange(catalog.ChunksRead - read, 2, 7);
    }

    [Fact]
    public async Task Of_chunks_without_outlines_too_those_of_the_instants_are_read()
    {
        var catalog = World(hasOutlines: false);
        Assert.Equal(3, await CountAsync(Open(catalog), Everything with { Contents = "/camera", FilterIndexValues = [5, 50, 99], Projection = ["s", "/camera:P"] }));
        Assert.Equal(3, catalog.ChunksRead);
        Assert.Equal(3, await CountAsync(Open(catalog), Everything with { Contents = "/camera", UsingIndexValues = [0, 7, 1000], Projection = ["s", "/camera:P"] }));
        Assert.Equal(5, catalog.ChunksRead);
    }

    [Theory]
    [InlineData(1 << 30, 1)]
    [InlineData(1 << 20, 1)]
    [InlineData(1 << 20, 3)]
    public async Task Each_chunk_is_read_once_for_all_rows_and_no_batch_waits_for_more_than_its_bytes(long memoryLimit, int threads)
    {
        var catalog = World();
        var engine = new DataframeEngine(catalog, new ChunkCache(0), new DataframeEngineOptions { MemoryLimit = memoryLimit, MaxParallelism = threads, BatchBytes = 1 << 17 });
        using var stream = await engine.OpenAsync(default, Everything with { Projection = ["s", "/camera:P"] });
        var first = await stream.ReadNextRecordBatchAsync();
        Assert.InRange(first!.Length, 1, 16);
        var rows = first.Length;
        while (await stream.ReadNextRecordBatchAsync() is { } batch)
        {
            rows += batch.Length;
        }

        Assert.Equal(Images, rows);
        Assert.Equal(Images, catalog.ChunksRead - 1);
    }

    [Fact]
    public void An_outline_tells_what_the_chunk_tells_but_for_its_values()
    {
        var random = new Random(3);
        for (var round = 0; round < 300; round++)
        {
            var times = Enumerable.Range(0, random.Next(1, 40)).Select(_ => (long)random.Next(50)).ToArray();
            string[] components = [.. new[] { "C", "P", "Q", "V", "B" }.Where(_ => random.Next(2) == 0)];
            var nulls = random.Next(2) == 0;
            var chunk = new ModelChunk(
                (ulong)round + 1,
                "base",
                "/a",
                [.. times.Select((_, row) => (ulong)row)],
                random.Next(5) == 0 ? [] : new Dictionary<string, long[]> { ["frame"] = times, ["log"] = [.. times.Reverse()] },
                components.ToDictionary(component => component, component => times.Select(
                    object?[]? (_, row) => nulls && random.Next(3) == 0 ? null : random.Next(4) == 0 ? [] : [ModelValue.Next(component, 1, row)]).ToArray())).ToChunk();
            var catalog = new OutliningCatalog([new("p", "base", [chunk])], CompatibilityMode.Correct, DirectoryDetail.All, _ => true);
            var outline = catalog.ReadOutlines([catalog.Chunks.Single()]).Single();
            RequireSame(chunk, outline);
        }
    }

    [Fact]
    public void Outlines_of_sample_recordings_tell_what_their_chunks_tell() => Assert.InRange(CompareAll(SharedData.SampleDrives), 20, int.MaxValue);

    [SharedTheory]
    [InlineData("drives")]
    [InlineData("layers")]
    [InlineData("versions")]
    [InlineData("edge")]
    public void Outlines_of_recordings_tell_what_their_chunks_tell(string folder) => CompareAll(SharedData.PathOf("data", folder));

    private static int CompareAll(string folder)
    {
        var fromStart = 0;
        foreach (var path in Directory.GetFiles(folder, "*.rrd", SearchOption.AllDirectories))
        {
            var bytes = File.ReadAllBytes(path);
            if (Try(() => RrdFile.Read(bytes)) is not { } file)
            {
                continue;
            }

            foreach (var entry in file.Chunks.Where(entry => entry.RowCount < 10_000))
            {
                // Few of these chunks have large values; what is read of them must be right all the same.
                if (Try(() => file.Decode(entry)) is not { } chunk)
                {
                    continue;
                }

                RequireSame(chunk, ChunkOutline.Of(chunk));
                var message = entry.Message;
                var payload = bytes.AsSpan((int)message.PayloadOffset, message.PayloadLength);
                if (ChunkOutlineReader.TryRead(payload, message.IsCompressed, message.DecodedSize, entry.Head) is { } outline)
                {
                    fromStart++;
                    RequireSame(chunk, outline);
                }
            }
        }

        return fromStart;

        // Some files are refused, and some have chunks that are.
        static T? Try<T>(Func<T> read)
            where T : class
        {
            try
            {
                return read();
            }
            catch (RerunException)
            {
                return null;
            }
        }
    }

    private static void RequireSame(Chunk chunk, Chunk outline)
    {
        Assert.Equal((chunk.Id, chunk.EntityPath, chunk.RowCount, chunk.IsStatic), (outline.Id, outline.EntityPath, outline.RowCount, outline.IsStatic));
        Assert.Equal(chunk.RowIdColumn.Values.ToArray(), outline.RowIdColumn.Values.ToArray());
        Assert.Equal(chunk.Timelines.Select(Text), outline.Timelines.Select(Text));
        Assert.Equal(chunk.Components.Select(Cells), outline.Components.Select(Cells));
        var (known, told) = (ChunkSummary.Of(chunk), ChunkSummary.Of(outline));
        Assert.All(chunk.Timelines, timeline => Assert.Equal(known.Timeline(timeline.Name), told.Timeline(timeline.Name)));
        Assert.All(chunk.Components, component => Assert.Equal(known.HasValues(component.Descriptor.Component), told.HasValues(component.Descriptor.Component)));
        Assert.All(chunk.Components, component => Assert.True(told.MostBytes(component.Descriptor.Component) >= known.MostBytes(component.Descriptor.Component)));

        static string Text(ChunkTimeline timeline) => $"{timeline.Name} {timeline.Kind} {timeline.IsSorted} {string.Join(",", timeline.Times.ToArray())}";
        static string Cells(ChunkComponent component) => $"{component.Descriptor} {string.Concat(Enumerable.Range(0, component.Values.Length).Select(row => component.Values.IsValid(row) ? '1' : '0'))}";
    }

    private static DataframeQuery Everything => new() { Index = "s", Contents = ViewContents.All };

    private static DataframeEngine Open(InMemoryCatalog catalog, long memoryLimit = 1 << 30) =>
        new(catalog, new ChunkCache(memoryLimit / 2), new DataframeEngineOptions { MemoryLimit = memoryLimit, MaxParallelism = 2 });

    private static async Task<int> CountAsync(DataframeEngine engine, DataframeQuery query)
    {
        using var stream = await engine.OpenAsync(default, query);
        var rows = 0;
        while (await stream.ReadNextRecordBatchAsync() is { } batch)
        {
            rows += batch.Length;
        }

        return rows;
    }

    /// <summary>A speed and an image of some 16 kB at each instant, an image a chunk.</summary>
    private static OutliningCatalog World(bool hasOutlines = true) => new(
        [
            new("p", "base", [
                .. Enumerable.Range(0, Images).Select(image => ChunkOf(image + 2, "/camera", [image], row => [.. Enumerable.Range(0, 2048).Select(i => (object?)(long)((image * 7919) + (i * 104729)))])),
                ChunkOf(1, "/speed", [.. Enumerable.Range(0, Images)], row => [(long)row]),
            ]),
        ],
        CompatibilityMode.Correct,
        DirectoryDetail.All,
        chunk => hasOutlines && chunk.EntityPath.Equals(Camera));

    private static Chunk ChunkOf(int id, string entity, int[] rows, Func<int, object?[]> cell) => new ModelChunk(
        (ulong)id,
        "base",
        entity,
        [.. rows.Select(row => (ulong)row)],
        new Dictionary<string, long[]> { ["s"] = [.. rows.Select(row => (long)row)], ["t"] = [.. rows.Select(row => 1000L + row)] },
        new Dictionary<string, object?[]?[]> { ["P"] = [.. rows.Select(cell)] }).ToChunk();
}
