using Rerun.Catalog.Embedded.Tests.Support;
using Rerun.Testing;

namespace Rerun.Catalog.Embedded.Tests.Registration;

public class DuplicateTests
{
    private static string Sample(string name) => Path.Combine(SharedData.SampleDrives, name + ".rrd");

    [Fact]
    public async Task A_layer_that_is_there_already_is_kept_or_replaced_as_asked()
    {
        using var folder = new TempFolder();
        var (first, second) = (folder.Drive("drive-001", "a.rrd"), folder.Drive("drive-001", "b.rrd"));
        await using var catalog = EmbeddedCatalog.Open(EmbeddedCatalog.InMemory);
        var dataset = (await catalog.CreateDatasetAsync("d")).Id;
        await catalog.RegisterAsync(dataset, [new RecordingSource(first)]);

        var skipped = await catalog.RegisterAsync(dataset, [new RecordingSource(second)], IfDuplicate.Skip);
        Assert.Equal(("drive-001", "base"), (skipped.Single().PartitionId, skipped.Single().Layer));
        Assert.EndsWith("a.rrd", (await catalog.GetManifestAsync(dataset)).Texts("rerun_storage_url").Single(), StringComparison.Ordinal);

        var before = await catalog.GetChunksAsync(dataset, null);
        await catalog.RegisterAsync(dataset, [new RecordingSource(second)], IfDuplicate.Overwrite);
        Assert.EndsWith("b.rrd", (await catalog.GetManifestAsync(dataset)).Texts("rerun_storage_url").Single(), StringComparison.Ordinal);
        var after = await catalog.GetChunksAsync(dataset, null);
        Assert.NotEqual(before.Version, after.Version);
        Assert.Empty(before.Partitions.Single().Chunks.Select(chunk => chunk.Key).Intersect(after.Partitions.Single().Chunks.Select(chunk => chunk.Key)));

        // Whoever holds the old directory still reads the old file.
        Assert.Equal(before.Partitions.Single().Chunks.Count, await catalog.ReadChunksAsync(before.Partitions.Single().Chunks).CountAsync());
    }

    [Fact]
    public async Task One_call_with_one_layer_twice_fails_as_a_whole_or_keeps_the_first_or_the_last()
    {
        using var folder = new TempFolder();
        RecordingSource[] both = [new(folder.Drive("drive-001", "a.rrd")), new(folder.Drive("drive-001", "b.rrd"))];
        await using var catalog = EmbeddedCatalog.Open(EmbeddedCatalog.InMemory);
        var dataset = (await catalog.CreateDatasetAsync("d")).Id;
        var error = await Assert.ThrowsAsync<RerunAlreadyExistsException>(async () => await catalog.RegisterAsync(dataset, both));
        Assert.Contains("a.rrd", error.Message);
        Assert.Contains("b.rrd", error.Message);
        Assert.Equal(0, (await catalog.GetManifestAsync(dataset)).Length);
        await catalog.RegisterAsync(dataset, both, IfDuplicate.Skip);
        Assert.EndsWith("a.rrd", (await catalog.GetManifestAsync(dataset)).Texts("rerun_storage_url").Single(), StringComparison.Ordinal);
        await catalog.RegisterAsync(dataset, both, IfDuplicate.Overwrite);
        Assert.EndsWith("b.rrd", (await catalog.GetManifestAsync(dataset)).Texts("rerun_storage_url").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prefix_registers_every_recording_below_it()
    {
        using var folder = new TempFolder();
        folder.Drive("drive-001", "a.rrd");
        folder.Drive("drive-002", "deep", "er", "b.rrd");
        folder.Drive("drive-003", "upper.RRD");
        File.Copy(Path.Combine(SharedData.SampleDrives, "drives.rbl"), folder.At("c.rbl"));
        File.Copy(Path.Combine(SharedData.SampleDrives, "drives.rbl"), folder.At("blueprints.rrd"));
        await using var catalog = EmbeddedCatalog.Open(EmbeddedCatalog.InMemory);
        var dataset = await catalog.CreateDatasetAsync("d");
        var registered = await catalog.RegisterAsync(dataset.Id, [new RecordingSource("file://" + folder.Path + "/", "x", IsPrefix: true)]);
        Assert.Equal([("drive-001", "x"), ("drive-002", "x")], registered.Select(row => (row.PartitionId, row.Layer)));
        Assert.Single(registered.Select(row => row.TaskId).Distinct());
    }

    [Fact]
    public async Task A_prefix_without_recordings_registers_nothing_and_one_that_is_no_folder_is_an_error()
    {
        using var folder = new TempFolder();
        await using var catalog = EmbeddedCatalog.Open(EmbeddedCatalog.InMemory);
        var dataset = (await catalog.CreateDatasetAsync("d")).Id;
        Assert.Empty(await catalog.RegisterAsync(dataset, [new RecordingSource(folder.Path, IsPrefix: true)]));
        Assert.Empty(await catalog.RegisterAsync(dataset, []));
        foreach (var url in new[] { folder.At("missing"), Sample("drive-001"), "s3://bucket/" })
        {
            var error = await Assert.ThrowsAsync<RerunException>(async () => await catalog.RegisterAsync(dataset, [new RecordingSource(url, IsPrefix: true)]));
            Assert.Equal(RerunErrorCode.InvalidArgument, error.ErrorKind);
        }
    }

    [Fact]
    public async Task A_task_keeps_its_state_and_an_unknown_one_is_not_found()
    {
        await using var catalog = EmbeddedCatalog.Open(EmbeddedCatalog.InMemory);
        var dataset = (await catalog.CreateDatasetAsync("d")).Id;
        var one = (await catalog.RegisterAsync(dataset, [new RecordingSource(Sample("drive-001"))])).Single().TaskId;
        var two = (await catalog.RegisterAsync(dataset, [new RecordingSource(Sample("drive-002"))])).Single().TaskId;
        Assert.NotEqual(one, two);
        var table = await catalog.QueryTasksAsync([two, one, two]);
        Assert.Equal([two, one], table.Texts("task_id"));
        Assert.Equal(["success", "success"], table.Texts("exec_status"));
        Assert.Equal(
            "task_id kind data exec_status msgs blob_len lease_owner lease_expiration attempts creation_time last_update_time",
            string.Join(' ', table.Schema.FieldsList.Select(field => field.Name)));
        Assert.Equal([one], (await catalog.QueryTasksOnCompletionAsync([one], TimeSpan.Zero).SingleAsync()).Texts("task_id"));
        Assert.Equal(0, (await catalog.QueryTasksAsync([])).Length);
        await Assert.ThrowsAsync<RerunNotFoundException>(async () => await catalog.QueryTasksAsync(["task_x"]));
    }

    [SharedFact("data")]
    public async Task An_index_that_counts_other_things_than_in_the_dataset_is_refused()
    {
        // A recording whose sequence 'frame' is renamed, in place, like the instants 'stamp' of another.
        using var folder = new TempFolder();
        var (one, other) = (SharedData.PathOf("data", "edge", "out_of_order.rrd"), folder.At("renamed.rrd"));
        var bytes = File.ReadAllBytes(SharedData.PathOf("data", "edge", "uncompressed.rrd"));
        for (var at = bytes.AsSpan().IndexOf("frame"u8); at >= 0; at = bytes.AsSpan().IndexOf("frame"u8))
        {
            "stamp"u8.CopyTo(bytes.AsSpan(at));
        }

        File.WriteAllBytes(other, bytes);
        await using var catalog = EmbeddedCatalog.Open(EmbeddedCatalog.InMemory);
        var dataset = (await catalog.CreateDatasetAsync("d")).Id;
        await catalog.RegisterAsync(dataset, [new RecordingSource(one)]);
        var error = await Assert.ThrowsAsync<RerunException>(async () => await catalog.RegisterAsync(dataset, [new RecordingSource(other, "other")]));
        Assert.Equal(RerunErrorCode.TypeMismatch, error.ErrorKind);
        Assert.Equal(1, (await catalog.GetManifestAsync(dataset)).Length);
        await catalog.GetDatasetSchemaAsync(dataset);
    }
}
