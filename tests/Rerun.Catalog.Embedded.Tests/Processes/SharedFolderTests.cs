using Rerun.Catalog.Embedded.Tests.Support;
using Rerun.Testing;

namespace Rerun.Catalog.Embedded.Tests.Processes;

public class SharedFolderTests
{
    private static readonly EmbeddedCatalogOptions Create = new() { Mode = CatalogOpenMode.ReadWriteCreate };

    [Fact]
    public async Task Two_processes_write_one_folder_and_see_each_others_changes()
    {
        const int Count = 15;
        using var folder = new TempFolder();
        var recording = folder.Drive("drive-001", "a.bin");
        await using var catalog = EmbeddedCatalog.Open(folder.Path, Create);
        var shared = (await catalog.CreateDatasetAsync("shared")).Id;
        using var one = new ChildProcess(ChildWork.Write, folder.Path, "one", $"{Count}", recording);
        using var two = new ChildProcess(ChildWork.Write, folder.Path, "two", $"{Count}", recording);
        for (var i = 0; i < Count; i++)
        {
            await catalog.RegisterAsync(shared, [new RecordingSource(recording, $"own-{i}")]);
        }

        await one.SucceedAsync();
        await two.SucceedAsync();
        Assert.Equal(3 * Count, (await catalog.GetManifestAsync(shared)).Length);
        Assert.Equal(2 * Count, (await catalog.GetEntriesAsync()).Count(entry => entry.Kind == EntryKind.Dataset && entry.Name.Contains('-', StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Several_processes_make_a_catalogue_at_once_and_only_one_of_them_fills_it()
    {
        using var folder = new TempFolder();
        folder.Drive("drive-001", "d", "a.rrd");
        ChildProcess[] children = [.. Enumerable.Range(0, 3).Select(_ => new ChildProcess(ChildWork.Import, folder.Path))];
        foreach (var child in children)
        {
            await child.SucceedAsync();
            child.Dispose();
        }

        await using var catalog = EmbeddedCatalog.Open(folder.Path);
        var dataset = (await catalog.GetEntriesAsync()).Single(entry => entry.Name == "d").Id;
        Assert.Equal(1, (await catalog.GetManifestAsync(dataset)).Length);
    }

    [Fact]
    public async Task Thirty_two_threads_change_and_read_one_catalog()
    {
        const int Threads = 32;
        using var folder = new TempFolder();
        await using var catalog = EmbeddedCatalog.Open(folder.Path, Create);
        var shared = (await catalog.CreateDatasetAsync("shared")).Id;
        var drive = Path.Combine(SharedData.SampleDrives, "drive-001.rrd");
        var sameName = 0;
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(async () =>
        {
            await catalog.RegisterAsync(shared, [new RecordingSource(drive, $"layer-{thread}")]);
            Assert.Contains($"layer-{thread}", (await catalog.GetManifestAsync(shared)).Texts("rerun_layer_name"));
            var made = await catalog.CreateDatasetAsync($"dataset-{thread}");
            Assert.Equal(made, await catalog.ReadEntryAsync(made.Id));
            try
            {
                await catalog.CreateDatasetAsync("of one of them");
                Interlocked.Increment(ref sameName);
            }
            catch (RerunAlreadyExistsException)
            {
                // All but one.
            }

            var chunks = (await catalog.GetChunksAsync(shared, ["drive-001"])).Partitions.Single().Chunks;
            Assert.Equal(chunks.Count, await catalog.ReadChunksAsync(chunks).CountAsync());
            await catalog.DeleteEntryAsync(made.Id);
        })));
        Assert.Equal(1, sameName);
        Assert.Equal(Threads, (await catalog.GetManifestAsync(shared)).Length);
        Assert.Equal(5, (await catalog.GetEntriesAsync()).Count);
    }

    [Fact]
    public async Task What_another_object_changes_is_seen_by_the_next_call()
    {
        using var folder = new TempFolder();
        var drive = folder.Drive("drive-001", "a.bin");
        await using var one = EmbeddedCatalog.Open(folder.Path, Create);
        await using var other = EmbeddedCatalog.Open(folder.Path);
        var dataset = (await one.CreateDatasetAsync("d")).Id;
        Assert.Equal("d", (await other.ReadEntryAsync(dataset)).Name);
        await other.RegisterAsync(dataset, [new RecordingSource(drive)]);
        var directory = await one.GetChunksAsync(dataset, null);
        Assert.Single(directory.Partitions);
        await other.RegisterAsync(dataset, [new RecordingSource(drive, "more")]);
        Assert.Equal(2, (await one.GetManifestAsync(dataset)).Length);
        Assert.NotEqual(directory.Version, (await one.GetChunksAsync(dataset, null)).Version);
        await one.DeleteEntryAsync(dataset);
        await Assert.ThrowsAsync<RerunNotFoundException>(async () => await other.GetManifestAsync(dataset));
    }
}
