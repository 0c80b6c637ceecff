using Microsoft.Extensions.Logging;
using Rerun.Catalog.Embedded.Tests.Support;
using Rerun.Testing;

namespace Rerun.Catalog.Embedded.Tests.Registration;

public class CorruptFilesTests
{
    [Fact]
    public void By_default_a_faulty_file_fails_its_dataset_and_no_other()
    {
        using var folder = new TempFolder();
        folder.Drive("drive-001", "good", "a.rrd");
        folder.Drive("drive-002", "bad", "a.rrd");
        File.WriteAllText(folder.At("bad", "b.rrd"), "This is no recording, just text.");
        using var client = new CatalogClient(EmbeddedCatalog.Open(folder.Path));

        Assert.Equal(["drive-001"], client.GetDataset("good").GetPartitionIds());
        var bad = client.GetDataset("bad");
        foreach (var use in (Func<object>[])[() => bad.GetPartitionIds(), () => bad.GetArrowSchema(), () => bad.ScanManifest().Count()])
        {
            var error = Assert.Throws<RerunException>(use);
            Assert.Contains(folder.At("bad", "b.rrd"), error.Message);
            Assert.Equal(folder.At("bad", "b.rrd"), error.FileName);
        }
    }

    [Fact]
    public void Skipped_files_are_left_out_and_shown_in_the_manifest()
    {
        using var folder = new TempFolder();
        folder.Drive("drive-001", "d", "a.rrd");
        File.WriteAllText(folder.At("d", "b.rrd"), "This is no recording, just text.");
        File.WriteAllBytes(folder.At("d", "c.rrd"), []);
        using var client = new CatalogClient(EmbeddedCatalog.Open(folder.Path, new EmbeddedCatalogOptions { CorruptFiles = CorruptFiles.Skip }));

        var dataset = client.GetDataset("d");
        Assert.Equal(["drive-001"], dataset.GetPartitionIds());
        var manifest = dataset.ScanManifest().Single();
        Assert.Equal(["drive-001", "", ""], manifest.Texts("rerun_partition_id"));
        Assert.Equal(["done", "failed", "failed"], manifest.Texts("rerun_registration_status"));
        Assert.Equal(["a.rrd", "b.rrd", "c.rrd"], manifest.Texts("rerun_storage_url").Select(url => Path.GetFileName(url)));
        var errors = manifest.Texts("rerun_registration_error");
        Assert.Equal("null", errors[0]);
        Assert.Contains(folder.At("d", "b.rrd"), errors[1]);
        Assert.Contains(folder.At("d", "c.rrd"), errors[2]);
    }

    [SharedFact("data")]
    public void A_new_catalogue_leaves_skipped_files_out_with_a_warning()
    {
        using var folder = new TempFolder();
        folder.Drive("drive-001", "d", "a.rrd");
        File.WriteAllText(folder.At("d", "b.rrd"), "This is no recording, just text.");
        folder.Copy(SharedData.PathOf("data", "edge", "handmade", "row_ids_descending.rrd"), "d", "c.rrd");
        var create = new EmbeddedCatalogOptions { Mode = CatalogOpenMode.ReadWriteCreate };
        Assert.Throws<RerunException>(() => EmbeddedCatalog.Open(folder.Path, create));

        var log = new List<string>();
        using var client = new CatalogClient(EmbeddedCatalog.Open(folder.Path, create with { CorruptFiles = CorruptFiles.Skip, Logger = new ListLogger(log) }));
        Assert.Equal(["drive-001"], client.GetDataset("d").GetPartitionIds());
        Assert.Contains(log, line => line.Contains(folder.At("d", "b.rrd")));
        Assert.Contains(log, line => line.Contains(folder.At("d", "c.rrd")));
    }

    [Fact]
    public void A_recording_that_is_cut_short_is_read_up_to_the_cut_with_a_warning()
    {
        using var folder = new TempFolder();
        var file = folder.Drive("drive-001", "d", "a.rrd");
        using (var stream = File.OpenWrite(file))
        {
            stream.SetLength(stream.Length / 2);
        }

        var log = new List<string>();
        using var client = new CatalogClient(EmbeddedCatalog.Open(folder.Path, new EmbeddedCatalogOptions { Logger = new ListLogger(log) }));
        Assert.Equal(["drive-001"], client.GetDataset("d").GetPartitionIds());
        Assert.NotEmpty(client.GetDataset("d").ReadChunks("drive-001"));
        Assert.Contains(log, line => line.Contains(file));
    }

    [SharedFact("data")]
    public void A_fault_deep_inside_fails_the_first_read_that_touches_it()
    {
        // Row ids that fall are only seen when the rows are decoded.
        using var folder = new TempFolder();
        folder.Copy(SharedData.PathOf("data", "edge", "handmade", "row_ids_descending.rrd"), "d", "a.rrd");
        using var client = new CatalogClient(EmbeddedCatalog.Open(folder.Path, new EmbeddedCatalogOptions { CorruptFiles = CorruptFiles.Skip }));
        var dataset = client.GetDataset("d");
        Assert.Equal(["edge-handmade"], dataset.GetPartitionIds());
        var error = Assert.Throws<RerunException>(() => dataset.ReadChunks("edge-handmade").Count());
        Assert.Contains(folder.At("d", "a.rrd"), error.Message);
    }

    private sealed class ListLogger(List<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (lines)
            {
                lines.Add(formatter(state, exception));
            }
        }
    }
}
