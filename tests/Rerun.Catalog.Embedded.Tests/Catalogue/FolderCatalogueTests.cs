using Rerun.Catalog.Embedded.Tests.Support;
using Rerun.Testing;

namespace Rerun.Catalog.Embedded.Tests.Catalogue;

public class FolderCatalogueTests
{
    private static readonly EmbeddedCatalogOptions Create = new() { Mode = CatalogOpenMode.ReadWriteCreate };
    private static readonly EmbeddedCatalogOptions ReadWrite = new() { Mode = CatalogOpenMode.ReadWrite };
    private static readonly EmbeddedCatalogOptions ReadOnly = new() { Mode = CatalogOpenMode.ReadOnly };

    [SharedFact("data")]
    public async Task A_new_catalogue_has_what_the_folder_showed_without_one()
    {
        using var folder = new TempFolder();
        folder.Drive("drive-001", "d", "a.rrd");
        folder.Drive("drive-002", "d", "b.rrd");
        folder.Copy(SharedData.PathOf("data", "layers", "drive-001-labels.rrd"), "d", "labels", "a.rrd");
        folder.Copy(Path.Combine(SharedData.SampleDrives, "drives.rbl"), "d", "x.rbl");
        folder.Drive("drive-003", "e", "c.rrd");
        string[] before;
        await using (var listed = EmbeddedCatalog.Open(folder.Path))
        {
            before = await CatalogTexts.OfAsync(listed);
        }

        await using (var made = EmbeddedCatalog.Open(folder.Path, Create))
        {
            Assert.Equal(before, await CatalogTexts.OfAsync(made, exceptEmptyBlueprints: true));
        }

        // Once: what comes into the folder later is not registered by itself.
        folder.Drive("drive-004", "d", "later.rrd");
        foreach (var options in new[] { new EmbeddedCatalogOptions(), ReadWrite, ReadOnly, Create })
        {
            await using var again = EmbeddedCatalog.Open(folder.Path, options);
            Assert.Equal(before, await CatalogTexts.OfAsync(again, exceptEmptyBlueprints: true));
        }
    }

    [SharedFact("data")]
    public async Task What_the_catalogue_keeps_of_a_recording_is_what_the_file_tells()
    {
        await using var memory = EmbeddedCatalog.Open(EmbeddedCatalog.InMemory);
        var compared = 0;
        foreach (var path in Directory.EnumerateFiles(SharedData.PathOf("data"), "*.rrd", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var dataset = await memory.CreateDatasetAsync(path);
            try
            {
                await memory.RegisterAsync(dataset.Id, [new RecordingSource(path)]);
            }
            catch (RerunException)
            {
                Assert.Empty((await memory.GetChunksAsync(dataset.Id, null)).Partitions);
                continue;
            }

            await using var listed = EmbeddedCatalog.Open(path);
            var listedId = (await listed.GetEntriesAsync()).Single(entry => entry.Kind == EntryKind.Dataset).Id;
            Assert.Equal(await CatalogTexts.OfDatasetAsync(listed, listedId), await CatalogTexts.OfDatasetAsync(memory, dataset.Id));
            foreach (var chunk in (await memory.GetChunksAsync(dataset.Id, null)).Partitions.SelectMany(partition => partition.Chunks))
            {
                Assert.All(chunk.Timelines!, timeline => Assert.Equal(chunk.RowCount == 0, timeline.Start is null));
            }

            compared++;
        }

        Assert.True(compared > 50, $"{compared} recordings were compared.");
    }

    [Fact]
    public async Task Changes_outlast_the_catalog_object()
    {
        using var folder = new TempFolder();
        var drive = folder.Drive("drive-001", "drive-001.bin");
        Tuid dataset;
        string task;
        await using (var catalog = EmbeddedCatalog.Open(folder.Path, Create))
        {
            dataset = (await catalog.CreateDatasetAsync("first")).Id;
            var other = (await catalog.CreateDatasetAsync("other")).Id;
            task = (await catalog.RegisterAsync(dataset, [new RecordingSource(drive), new RecordingSource(drive, "more")])).Select(row => row.TaskId).Distinct().Single();
            await catalog.RenameEntryAsync(dataset, "renamed");
            await catalog.UpdateDatasetAsync(dataset, null, "b");
            await catalog.DeleteEntryAsync(other);
        }

        await using var again = EmbeddedCatalog.Open(folder.Path, ReadOnly);
        var entry = await again.ReadEntryAsync(dataset);
        Assert.Equal(("renamed", "b", null), (entry.Name, entry.DefaultBlueprintPartitionId, entry.BlueprintDatasetId));
        Assert.Equal(["__entries", $"__bp_{dataset}", "renamed"], (await again.GetEntriesAsync()).Select(known => known.Name));
        Assert.Equal([["base", "more"]], (await again.GetPartitionTableAsync(dataset)).TextLists("rerun_layer_names"));
        Assert.Equal(["success"], (await again.QueryTasksAsync([task])).Texts("exec_status"));
        Assert.Equal(RerunErrorCode.ReadOnly, (await Assert.ThrowsAsync<RerunException>(async () => await again.DeleteEntryAsync(dataset))).ErrorKind);
        Assert.Equal(RerunErrorCode.ReadOnly, (await Assert.ThrowsAsync<RerunException>(async () => await again.CreateDatasetAsync("x"))).ErrorKind);
    }

    [Fact]
    public async Task A_folder_can_be_moved_with_its_catalogue()
    {
        using var folder = new TempFolder();
        folder.Drive("drive-001", "old", "d", "a.rrd");
        await EmbeddedCatalog.Open(folder.At("old"), Create).DisposeAsync();
        Directory.Move(folder.At("old"), folder.At("new"));
        await using var moved = EmbeddedCatalog.Open(folder.At("new"));
        var dataset = (await moved.GetEntriesAsync()).Single(entry => entry.Name == "d").Id;
        var chunks = (await moved.GetChunksAsync(dataset, null)).Partitions.Single().Chunks;
        Assert.Equal(chunks.Count, await moved.ReadChunksAsync(chunks).CountAsync());
        Assert.Contains(folder.At("new", "d", "a.rrd"), (await moved.GetManifestAsync(dataset)).Texts("rerun_storage_url").Single());
    }

    [Fact]
    public async Task A_recording_that_changed_is_an_error_that_names_it_until_it_is_registered_again()
    {
        using var folder = new TempFolder();
        var path = folder.Drive("drive-001", "d", "a.rrd");
        await using var catalog = EmbeddedCatalog.Open(folder.Path, Create);
        var dataset = (await catalog.GetEntriesAsync()).Single(entry => entry.Name == "d").Id;
        var old = (await catalog.GetChunksAsync(dataset, null)).Partitions.Single().Chunks;
        File.Copy(Path.Combine(SharedData.SampleDrives, "drive-002.rrd"), path, overwrite: true);
        var error = await Assert.ThrowsAsync<RerunException>(async () => await catalog.ReadChunksAsync(old).CountAsync());
        Assert.Contains(path, error.Message);

        File.Copy(Path.Combine(SharedData.SampleDrives, "drive-001.rrd"), path, overwrite: true);
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddHours(1));
        await Assert.ThrowsAsync<RerunException>(async () => await catalog.ReadChunksAsync(old).CountAsync());
        await catalog.RegisterAsync(dataset, [new RecordingSource(path)], IfDuplicate.Overwrite);
        var now = (await catalog.GetChunksAsync(dataset, null)).Partitions.Single().Chunks;
        Assert.Equal(now.Count, await catalog.ReadChunksAsync(now).CountAsync());
    }

    [Fact]
    public void A_faulty_recording_leaves_the_folder_without_a_catalogue()
    {
        using var folder = new TempFolder();
        folder.Drive("drive-001", "d", "a.rrd");
        File.WriteAllBytes(folder.At("d", "b.rrd"), new byte[100]);
        Assert.Contains(folder.At("d", "b.rrd"), Assert.Throws<RerunException>(() => EmbeddedCatalog.Open(folder.Path, Create)).Message);
        Assert.False(File.Exists(folder.At("catalog.db")));
    }

    [Fact]
    public async Task The_mode_must_fit_the_place()
    {
        using var folder = new TempFolder();
        var drive = folder.Drive("drive-001");
        var error = Assert.Throws<RerunException>(() => EmbeddedCatalog.Open(folder.Path, ReadWrite));
        Assert.Equal(RerunErrorCode.ReadOnly, error.ErrorKind);
        Assert.Contains("ReadWriteCreate", error.Message);
        Assert.Equal(RerunErrorCode.ReadOnly, Assert.Throws<RerunException>(() => EmbeddedCatalog.Open(drive, ReadWrite)).ErrorKind);
        Assert.Equal(RerunErrorCode.ReadOnly, Assert.Throws<RerunException>(() => EmbeddedCatalog.Open(drive, Create)).ErrorKind);
        Assert.Throws<RerunNotFoundException>(() => EmbeddedCatalog.Open(folder.At("missing"), ReadWrite));
        await EmbeddedCatalog.Open(folder.At("missing"), Create).DisposeAsync();
        await EmbeddedCatalog.Open(folder.At("missing"), ReadWrite).DisposeAsync();
    }

    [Fact]
    public void A_file_that_is_left_of_a_creation_that_never_ended_counts_as_no_catalogue()
    {
        using var folder = new TempFolder();
        folder.Drive("drive-001", "d", "a.rrd");
        File.WriteAllBytes(folder.At("catalog.db"), []);
        using (var client = new CatalogClient(EmbeddedCatalog.Open(folder.Path)))
        {
            Assert.Equal(["d"], client.GetDatasetNames());
            Assert.Equal(RerunErrorCode.ReadOnly, Assert.Throws<RerunException>(() => client.CreateDataset("more")).ErrorKind);
        }

        using var made = new CatalogClient(EmbeddedCatalog.Open(folder.Path, Create));
        Assert.Equal(["d"], made.GetDatasetNames());
        made.CreateDataset("more");
    }
}
