using Rerun.Catalog.Embedded.Tests.Support;
using Rerun.Testing;

namespace Rerun.Catalog.Embedded.Tests.Folders;

public class FolderTests
{
    [Fact]
    public void Recordings_directly_in_a_folder_form_a_dataset_named_after_it()
    {
        using var client = new CatalogClient(EmbeddedCatalog.Open(SharedData.SampleDrives));
        Assert.Equal(["drives"], client.GetDatasetNames());
        string[] expected = [.. Directory.GetFiles(SharedData.SampleDrives, "*.rrd").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)!];
        Assert.Equal(expected, client.GetDataset("drives").GetPartitionIds());
    }

    [Fact]
    public void Sub_folders_with_recordings_are_datasets_and_theirs_are_layers()
    {
        using var folder = new TempFolder();
        folder.Drive("drive-001", "north", "a.rrd");
        folder.Drive("drive-002", "north", "b.RRD");
        folder.Drive("drive-002", "north", "again", "b.rrd");
        folder.Drive("drive-003", "south", "c.rrd");
        folder.Drive("drive-004", "south", "deep", "deeper", "never-read.rrd");
        folder.Drive("drive-004", "without", "recordings", "of-its-own.rrd");
        folder.Drive("drive-005", ".hidden", "d.rrd");
        using var client = new CatalogClient(EmbeddedCatalog.Open(folder.Path));

        Assert.Equal(["north", "south"], client.GetDatasetNames());
        var table = client.GetDataset("north").ScanPartitionTable().Single();
        Assert.Equal(["drive-001", "drive-002"], table.Texts("rerun_partition_id"));
        Assert.Equal([["base"], ["base", "again"]], table.TextLists("rerun_layer_names"));
        Assert.EndsWith("/north/again/b.rrd", table.TextLists("rerun_storage_urls")[1][1]);
        Assert.Equal(["drive-003"], client.GetDataset("south").GetPartitionIds());
    }

    [Fact]
    public void Beside_recordings_in_the_folder_itself_sub_folders_are_layers()
    {
        using var folder = new TempFolder();
        folder.Drive("drive-001");
        folder.Drive("drive-001", "labels", "x.rrd");
        using var client = new CatalogClient(EmbeddedCatalog.Open(folder.Path));
        var dataset = client.GetDatasets().Single();
        Assert.Equal(Path.GetFileName(folder.Path), dataset.Name);
        Assert.Equal([["base", "labels"]], dataset.ScanPartitionTable().Single().TextLists("rerun_layer_names"));
    }

    [Fact]
    public void One_recording_is_a_dataset_named_after_the_file()
    {
        using var client = new CatalogClient(EmbeddedCatalog.Open(Path.Combine(SharedData.SampleDrives, "drive-003.rrd")));
        Assert.Equal(["__entries", "drive-003"], client.GetEntryNames());
        Assert.Equal(["drive-003"], client.GetDataset("drive-003").GetPartitionIds());
    }

    [Fact]
    public void Blueprints_beside_the_recordings_form_a_hidden_blueprint_dataset()
    {
        using var client = new CatalogClient(EmbeddedCatalog.Open(SharedData.SampleDrives));
        var drives = client.GetDataset("drives");
        var blueprints = drives.GetBlueprintDataset()!;
        Assert.Equal($"__bp_{drives.Id}", blueprints.Name);
        Assert.Equal(EntryKind.BlueprintDataset, blueprints.Kind);
        Assert.Null(blueprints.GetBlueprintDataset());
        Assert.Single(blueprints.GetPartitionIds());
        Assert.Equal(["drives"], client.GetEntryNames(includeHidden: false));
        Assert.Equal([blueprints.Name, "__entries", "drives"], client.GetEntryNames());
    }

    [Fact]
    public void Ids_derive_from_names_and_times_from_files()
    {
        using var folder = new TempFolder();
        var early = folder.Drive("drive-001", "d", "a.rrd");
        var late = folder.Drive("drive-002", "d", "b.rrd");
        File.SetLastWriteTimeUtc(early, new DateTime(2025, 1, 2, 3, 4, 5, DateTimeKind.Utc));
        File.SetLastWriteTimeUtc(late, new DateTime(2025, 6, 7, 8, 9, 10, DateTimeKind.Utc));
        using var first = new CatalogClient(EmbeddedCatalog.Open(folder.Path));
        using var second = new CatalogClient(EmbeddedCatalog.Open(folder.Path));

        var dataset = first.GetDataset("d");
        Assert.Equal(dataset.Id, second.GetDataset("d").Id);
        Assert.Equal(dataset, second.GetDataset(dataset.Id));
        Assert.Equal(new DateTimeOffset(2025, 1, 2, 3, 4, 5, TimeSpan.Zero), dataset.CreatedAt);
        Assert.Equal(new DateTimeOffset(2025, 6, 7, 8, 9, 10, TimeSpan.Zero), dataset.UpdatedAt);
    }

    [Fact]
    public void Two_files_with_one_recording_in_one_layer_are_an_error_that_names_both()
    {
        using var folder = new TempFolder();
        folder.Drive("drive-001", "d", "a.rrd");
        folder.Drive("drive-001", "d", "b.rrd");
        folder.Drive("drive-002", "other", "c.rrd");
        using var client = new CatalogClient(EmbeddedCatalog.Open(folder.Path));

        var error = Assert.Throws<RerunAlreadyExistsException>(() => client.GetDataset("d").GetPartitionIds());
        Assert.Contains(folder.At("d", "a.rrd"), error.Message);
        Assert.Contains(folder.At("d", "b.rrd"), error.Message);
        Assert.Equal(["drive-002"], client.GetDataset("other").GetPartitionIds());
    }

    [Fact]
    public void A_dataset_and_a_table_of_one_name_are_an_error_that_names_both()
    {
        using var folder = new TempFolder();
        folder.Drive("drive-001", "d", "a.rrd");
        File.WriteAllBytes(folder.At("d.arrow"), []);
        var error = Assert.Throws<RerunAlreadyExistsException>(() => EmbeddedCatalog.Open(folder.Path));
        Assert.Contains(folder.At("d.arrow"), error.Message);
        Assert.Contains(folder.At("d", "a.rrd"), error.Message);
    }

    [Fact]
    public void An_empty_folder_is_an_empty_catalog()
    {
        using var folder = new TempFolder();
        using var client = new CatalogClient(EmbeddedCatalog.Open(folder.Path));
        Assert.Equal(["__entries"], client.GetEntryNames());
        Assert.Equal(1, client.ScanEntries().Single().Length);
    }

    [Fact]
    public void A_missing_place_is_not_found()
    {
        var error = Assert.Throws<RerunNotFoundException>(() => EmbeddedCatalog.Open("/no/such/folder"));
        Assert.Contains("/no/such/folder", error.Message);
    }

    [Fact]
    public void A_folder_is_read_only()
    {
        using var client = new CatalogClient(EmbeddedCatalog.Open(SharedData.SampleDrives));
        Assert.Equal(RerunErrorCode.ReadOnly, Assert.Throws<RerunException>(() => client.CreateDataset("more")).ErrorKind);
        var drives = client.GetDataset("drives");
        Assert.Equal(RerunErrorCode.ReadOnly, Assert.Throws<RerunException>(() => drives.Register("x.rrd")).ErrorKind);
    }

    [Fact]
    public void Files_added_after_opening_are_not_seen()
    {
        using var folder = new TempFolder();
        folder.Drive("drive-001", "d", "a.rrd");
        using var client = new CatalogClient(EmbeddedCatalog.Open(folder.Path));
        folder.Drive("drive-002", "d", "b.rrd");
        folder.Drive("drive-003", "e", "c.rrd");
        Assert.Equal(["d"], client.GetDatasetNames());
        Assert.Equal(["drive-001"], client.GetDataset("d").GetPartitionIds());
    }

    [Fact]
    public void Links_are_followed_and_a_broken_one_fails_its_dataset_only()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var folder = new TempFolder();
        var file = folder.Drive("drive-001", "elsewhere", "a.bin");
        Directory.CreateDirectory(folder.At("linked"));
        File.CreateSymbolicLink(folder.At("linked", "a.rrd"), file);
        Directory.CreateDirectory(folder.At("broken"));
        File.CreateSymbolicLink(folder.At("broken", "b.rrd"), folder.At("nowhere.rrd"));
        using var client = new CatalogClient(EmbeddedCatalog.Open(folder.Path));

        Assert.Equal(["drive-001"], client.GetDataset("linked").GetPartitionIds());
        Assert.NotEmpty(client.GetDataset("linked").ReadChunks("drive-001"));
        var error = Assert.Throws<RerunNotFoundException>(() => client.GetDataset("broken").GetPartitionIds());
        Assert.Contains(folder.At("broken", "b.rrd"), error.Message);
    }
}
