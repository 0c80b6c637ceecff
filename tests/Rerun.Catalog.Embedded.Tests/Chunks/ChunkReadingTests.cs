using Rerun.Catalog.Chunks;
using Rerun.Catalog.Embedded.Tests.Support;
using Rerun.Testing;

namespace Rerun.Catalog.Embedded.Tests.Chunks;

public class ChunkReadingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Each_chunk_asked_for_arrives_once(int parallelism)
    {
        await using var catalog = EmbeddedCatalog.Open(SharedData.SampleDrives, new EmbeddedCatalogOptions { MaxParallelism = parallelism });
        var chunks = await AllChunks(catalog);
        var arrived = new List<FetchedChunk>();
        await foreach (var chunk in catalog.ReadChunksAsync(chunks))
        {
            arrived.Add(chunk);
        }

        Assert.Equal(chunks.Select(info => info.Key).ToHashSet(), arrived.Select(chunk => chunk.Info.Key).ToHashSet());
        Assert.Equal(chunks.Count, arrived.Count);
        Assert.All(arrived, fetched =>
        {
            Assert.Equal(fetched.Info.Id, fetched.Chunk.Id);
            Assert.Equal(fetched.Info.EntityPath, fetched.Chunk.EntityPath);
            Assert.Equal(fetched.Info.IsStatic, fetched.Chunk.IsStatic);
            Assert.Equal(fetched.Info.RowCount, fetched.Chunk.RowCount);
            Assert.Equal(fetched.Info.Components, fetched.Chunk.Components.Select(component => component.Descriptor.Component));
            Assert.Equal(fetched.Info.Timelines!.Select(timeline => (timeline.Name, timeline.Kind)), fetched.Chunk.Timelines.Select(timeline => (timeline.Name, timeline.Kind)));
        });
    }

    [Fact]
    public async Task Keys_are_equal_over_openings_and_differ_for_a_changed_file()
    {
        using var folder = new TempFolder();
        var file = folder.Drive("drive-001", "d", "a.rrd");
        var first = await Keys();
        Assert.Equal(first, await Keys());
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddMinutes(1));
        Assert.Empty(first.Intersect(await Keys()));

        async Task<ChunkKey[]> Keys()
        {
            await using var catalog = EmbeddedCatalog.Open(folder.Path);
            return [.. (await AllChunks(catalog)).Select(chunk => chunk.Key)];
        }
    }

    [Fact]
    public async Task A_reader_that_leaves_early_or_cancels_stops_the_reading()
    {
        await using var catalog = EmbeddedCatalog.Open(SharedData.SampleDrives, new EmbeddedCatalogOptions { MaxParallelism = 4 });
        var chunks = await AllChunks(catalog);
        await foreach (var _ in catalog.ReadChunksAsync(chunks))
        {
            break;
        }

        using var cancellation = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in catalog.ReadChunksAsync(chunks, cancellation.Token))
            {
                await cancellation.CancelAsync();
            }
        });
    }

    [SharedFact("data")]
    public async Task A_faulty_chunk_ends_the_reading_with_its_error()
    {
        using var folder = new TempFolder();
        folder.Copy(SharedData.PathOf("data", "edge", "handmade", "row_ids_descending.rrd"), "d", "a.rrd");
        foreach (var name in new[] { "drive-001", "drive-002" })
        {
            folder.Drive(name, "d", name + ".rrd");
        }

        await using var catalog = EmbeddedCatalog.Open(folder.Path, new EmbeddedCatalogOptions { MaxParallelism = 4 });
        var chunks = await AllChunks(catalog);
        var error = await Assert.ThrowsAsync<RerunException>(async () =>
        {
            await foreach (var _ in catalog.ReadChunksAsync(chunks))
            {
            }
        });
        Assert.Equal(folder.At("d", "a.rrd"), error.FileName);
        Assert.NotNull(error.FileOffset);
    }

    [Fact]
    public async Task Thirty_two_threads_read_one_catalog_while_others_register()
    {
        await using var catalog = EmbeddedCatalog.Open(EmbeddedCatalog.InMemory);
        using var client = new CatalogClient(catalog);
        var dataset = client.CreateDataset("d");
        dataset.Register(Path.Combine(SharedData.SampleDrives, "drive-001.rrd"));
        var expected = dataset.ReadChunks("drive-001").Sum(chunk => (long)chunk.RowCount);

        var readers = Enumerable.Range(0, 32).Select(_ => OnThread(() =>
        {
            for (var round = 0; round < 3; round++)
            {
                Assert.Equal(expected, dataset.ReadChunks("drive-001").Sum(chunk => (long)chunk.RowCount));
                Assert.Contains("drive-001", dataset.GetPartitionIds());
                Assert.NotEmpty(dataset.GetArrowSchema().FieldsList);
            }

            return true;
        }));
        var writers = Directory.GetFiles(SharedData.SampleDrives, "*.rrd").Where(file => !file.EndsWith("drive-001.rrd", StringComparison.Ordinal))
            .Select(file => OnThread(() => dataset.Register(file)));
        var taken = Enumerable.Range(0, 8).Select(_ => OnThread(() =>
        {
            try
            {
                dataset.Register(Path.Combine(SharedData.SampleDrives, "drive-002.rrd"), "extra");
                return 1;
            }
            catch (RerunAlreadyExistsException)
            {
                return 0;
            }
        })).ToArray();
        await Task.WhenAll([.. readers, .. writers, .. taken]);

        Assert.Equal(1, (await Task.WhenAll(taken)).Sum());
        Assert.Equal(Directory.GetFiles(SharedData.SampleDrives, "*.rrd").Length, dataset.GetPartitionIds().Count);
    }

    [Fact]
    public async Task Closing_while_others_read_gives_errors_and_no_crash()
    {
        for (var round = 0; round < 5; round++)
        {
            var catalog = EmbeddedCatalog.Open(SharedData.SampleDrives);
            var chunks = await AllChunks(catalog);
            var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
            {
                try
                {
                    await foreach (var fetched in catalog.ReadChunksAsync(chunks))
                    {
                        Assert.Equal(fetched.Info.RowCount, fetched.Chunk.RowCount);
                    }
                }
                catch (ObjectDisposedException)
                {
                    // What a reader of a closed catalog has to expect.
                }
            })).ToArray();
            await catalog.DisposeAsync();
            await Task.WhenAll(readers);
        }
    }

    /// <summary>Runs something that blocks on a thread of its own.</summary>
    private static Task<T> OnThread<T>(Func<T> action) =>
        Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static async Task<List<ChunkInfo>> AllChunks(EmbeddedCatalog catalog)
    {
        var dataset = (await catalog.GetEntriesAsync()).Single(entry => entry.Kind == EntryKind.Dataset);
        return [.. (await catalog.GetChunksAsync(dataset.Id, null)).Partitions.SelectMany(partition => partition.Chunks)];
    }
}
