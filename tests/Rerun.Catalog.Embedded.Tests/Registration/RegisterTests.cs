using Rerun.Catalog.Embedded.Tests.Support;
using Rerun.Testing;

namespace Rerun.Catalog.Embedded.Tests.Registration;

public class RegisterTests
{
    private static string Sample(string name) => Path.Combine(SharedData.SampleDrives, name + ".rrd");

    [Fact]
    public void A_created_dataset_is_empty_and_has_a_blueprint_dataset()
    {
        using var client = new CatalogClient(EmbeddedCatalog.Open(EmbeddedCatalog.InMemory));
        var dataset = client.CreateDataset("drives");
        Assert.Equal("drives", dataset.Name);
        Assert.Empty(dataset.GetArrowSchema().FieldsList);
        Assert.Empty(dataset.GetPartitionIds());
        Assert.Equal($"__bp_{dataset.Id}", dataset.GetBlueprintDataset()!.Name);
        Assert.Equal([$"__bp_{dataset.Id}", "__entries", "drives"], client.GetEntryNames());
        Assert.Equal(dataset, client.CreateDataset("drives", existOk: true));

        var error = Assert.Throws<RerunAlreadyExistsException>(() => client.CreateDataset("drives"));
        Assert.Contains("'drives'", error.Message);
        Assert.Throws<RerunAlreadyExistsException>(() => client.CreateDataset("__entries"));
    }

    [Fact]
    public void Recordings_are_registered_by_path_and_by_url()
    {
        using var client = new CatalogClient(EmbeddedCatalog.Open(EmbeddedCatalog.InMemory));
        var dataset = client.CreateDataset("drives");
        Assert.Equal("drive-001", dataset.Register(Sample("drive-001")));
        Assert.Equal("drive-002", dataset.Register("file://" + Sample("drive-002")));
        Assert.Equal("drive-001", dataset.Register(new Uri(Sample("drive-001")).AbsoluteUri, "again"));

        Assert.Equal(["drive-001", "drive-002"], dataset.GetPartitionIds());
        var manifest = dataset.ScanManifest().Single();
        Assert.Equal(["drive-001", "drive-001", "drive-002"], manifest.Texts("rerun_partition_id"));
        Assert.Equal(["base", "again", "base"], manifest.Texts("rerun_layer_name"));
        Assert.DoesNotContain(manifest.Schema.FieldsList, field => field.Name == "rerun_registration_status");
    }

    [Fact]
    public void Odd_characters_in_paths_survive_as_urls()
    {
        using var folder = new TempFolder();
        var path = folder.Drive("drive-001", "100% #1 ?é", "a b.rrd");
        using var client = new CatalogClient(EmbeddedCatalog.Open(EmbeddedCatalog.InMemory));
        var dataset = client.CreateDataset("d");
        dataset.Register(path);
        var url = dataset.ScanManifest().Single().Texts("rerun_storage_url").Single();
        Assert.Equal(path, new Uri(url).LocalPath);
        Assert.Equal("drive-001", client.CreateDataset("e").Register(url));
    }

    [Fact]
    public void A_layer_that_is_there_already_is_an_error_and_changes_nothing()
    {
        using var client = new CatalogClient(EmbeddedCatalog.Open(EmbeddedCatalog.InMemory));
        var dataset = client.CreateDataset("d");
        dataset.Register(Sample("drive-001"));
        var error = Assert.Throws<RerunAlreadyExistsException>(() => dataset.Register(Sample("drive-001")));
        Assert.Contains("'base'", error.Message);
        Assert.Contains("'drive-001'", error.Message);
        Assert.Equal(1, dataset.ScanManifest().Single().Length);
    }

    [Fact]
    public async Task A_request_registers_all_its_recordings_or_none()
    {
        await using var catalog = EmbeddedCatalog.Open(EmbeddedCatalog.InMemory);
        var dataset = await catalog.CreateDatasetAsync("d");
        await Assert.ThrowsAsync<RerunNotFoundException>(async () =>
            await catalog.RegisterAsync(dataset.Id, [new RecordingSource(Sample("drive-001")), new RecordingSource("/no/such/file.rrd")]));
        Assert.Equal(0, (await catalog.GetPartitionTableAsync(dataset.Id)).Length);

        var registered = await catalog.RegisterAsync(dataset.Id, [new RecordingSource(Sample("drive-001")), new RecordingSource(Sample("drive-002"), "x")]);
        Assert.Equal([("drive-001", "base"), ("drive-002", "x")], registered.Select(layer => (layer.PartitionId, layer.Layer)));
    }

    [Fact]
    public void Registering_moves_the_time_of_the_last_change()
    {
        using var client = new CatalogClient(EmbeddedCatalog.Open(EmbeddedCatalog.InMemory));
        var dataset = client.CreateDataset("d");
        var before = dataset.UpdatedAtNanos;
        dataset.Register(Sample("drive-001"));
        dataset.Refresh();
        Assert.True(dataset.UpdatedAtNanos > before);
        Assert.Equal(client.GetTable("__entries").UpdatedAtNanos, dataset.UpdatedAtNanos);
    }

    [Fact]
    public async Task Each_registration_gives_the_directory_a_new_version()
    {
        await using var catalog = EmbeddedCatalog.Open(EmbeddedCatalog.InMemory);
        var dataset = (await catalog.CreateDatasetAsync("d")).Id;
        var empty = await catalog.GetChunksAsync(dataset, null);
        await catalog.RegisterAsync(dataset, [new RecordingSource(Sample("drive-001"))]);
        var one = await catalog.GetChunksAsync(dataset, null);
        Assert.Equal(one.Version, (await catalog.GetChunksAsync(dataset, null)).Version);
        await catalog.RegisterAsync(dataset, [new RecordingSource(Sample("drive-002"))]);
        var two = await catalog.GetChunksAsync(dataset, null);
        Assert.Equal(3, new[] { empty.Version, one.Version, two.Version }.Distinct().Count());

        // A snapshot stays what it was.
        Assert.Empty(empty.Partitions);
        Assert.Single(one.Partitions);
        Assert.Equal(["drive-001", "drive-002"], two.Partitions.Select(partition => partition.Partition));
        Assert.Equal(["drive-002"], (await catalog.GetChunksAsync(dataset, ["drive-002"])).Partitions.Select(partition => partition.Partition));
        await Assert.ThrowsAsync<RerunNotFoundException>(async () => await catalog.GetChunksAsync(dataset, ["drive-002", "nope"]));
    }

    [Theory]
    [InlineData("s3://bucket/x.rrd", RerunErrorCode.InvalidArgument)]
    [InlineData("file://otherhost/x.rrd", RerunErrorCode.InvalidArgument)]
    [InlineData("", RerunErrorCode.InvalidArgument)]
    [InlineData("/no/such/file.rrd", RerunErrorCode.NotFound)]
    [InlineData("/tmp", RerunErrorCode.NotFound)]
    public void What_cannot_be_registered_says_why(string url, RerunErrorCode expected)
    {
        using var client = new CatalogClient(EmbeddedCatalog.Open(EmbeddedCatalog.InMemory));
        var dataset = client.CreateDataset("d");
        Assert.Equal(expected, Assert.ThrowsAny<RerunException>(() => dataset.Register(url)).ErrorKind);
    }

    [Fact]
    public void Blueprints_go_into_the_blueprint_dataset_only()
    {
        using var client = new CatalogClient(EmbeddedCatalog.Open(EmbeddedCatalog.InMemory));
        var dataset = client.CreateDataset("d");
        var blueprint = Path.Combine(SharedData.SampleDrives, "drives.rbl");
        Assert.Contains("holds no recording", Assert.Throws<RerunException>(() => dataset.Register(blueprint)).Message);
        var blueprints = dataset.GetBlueprintDataset()!;
        var id = blueprints.Register(blueprint);
        Assert.Equal([id], blueprints.GetPartitionIds());
        Assert.NotEmpty(blueprints.ReadChunks(id));
        Assert.Contains("holds no blueprint", Assert.Throws<RerunException>(() => blueprints.Register(Sample("drive-001"))).Message);
    }

    [SharedFact("data")]
    public void One_file_with_two_recordings_makes_two_partitions()
    {
        using var client = new CatalogClient(EmbeddedCatalog.Open(EmbeddedCatalog.InMemory));
        var dataset = client.CreateDataset("d");
        Assert.Equal("edge-two-b", dataset.Register(SharedData.PathOf("data", "edge", "two_recordings_merged.rrd")));
        Assert.Equal(["edge-two-a", "edge-two-b"], dataset.GetPartitionIds());
    }

    [SharedFact("data")]
    public void Registering_reads_everything_and_refuses_faults_that_opening_does_not_see()
    {
        using var client = new CatalogClient(EmbeddedCatalog.Open(EmbeddedCatalog.InMemory));
        var dataset = client.CreateDataset("d");
        var path = SharedData.PathOf("data", "edge", "handmade", "row_ids_descending.rrd");
        Assert.Contains(path, Assert.Throws<RerunException>(() => dataset.Register(path)).Message);
        Assert.Empty(dataset.GetPartitionIds());
    }

    [SharedFact("data")]
    public void Layers_add_their_columns_to_the_partition()
    {
        using var client = new CatalogClient(EmbeddedCatalog.Open(EmbeddedCatalog.InMemory));
        var dataset = client.CreateDataset("d");
        dataset.Register(Sample("drive-001"));
        var before = DatasetSchema.FromArrow(dataset.GetArrowSchema()).ComponentColumns.Count;
        dataset.Register(SharedData.PathOf("data", "layers", "drive-001-labels.rrd"), "labels");
        Assert.Equal(before + 6, DatasetSchema.FromArrow(dataset.GetArrowSchema()).ComponentColumns.Count);
        Assert.Equal([["base", "labels"]], dataset.ScanPartitionTable().Single().TextLists("rerun_layer_names"));
    }
}
