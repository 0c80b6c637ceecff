using Rerun.Arrow;
using Rerun.Catalog.Dataframes;
using Rerun.Catalog.Embedded.Tests.Support;
using Rerun.Testing;

namespace Rerun.Catalog.Embedded.Tests.Clients;

public class DownloadTests
{
    private static string Drive => Path.Combine(SharedData.SampleDrives, "drive-003.rrd");

    [Fact]
    public void A_partition_and_the_file_of_its_recording_give_the_same_rows()
    {
        using var client = new CatalogClient(EmbeddedCatalog.Open(SharedData.SampleDrives));
        var dataset = client.GetDataset("drives");
        var recording = dataset.DownloadPartition("drive-003");
        Assert.Equal(("drives", "drive-003"), (recording.ApplicationId, recording.RecordingId));
        var expected = Rows(dataset.DataframeQueryView("log_time", "/drive/**").FilterPartitionId("drive-003").FillLatestAt());
        Assert.NotEmpty(expected);
        Assert.Equal(expected, Rows(recording.View("log_time", "/drive/**").FillLatestAt()));
        Assert.Equal(expected, Rows(Recording.Open(Drive).View("log_time", "/drive/**").FillLatestAt()));
        Assert.Throws<RerunNotFoundException>(() => dataset.DownloadPartition("drive-000"));
    }

    [SharedFact("data")]
    public void A_download_has_all_layers_and_can_be_saved_and_registered_again()
    {
        using var client = new CatalogClient(EmbeddedCatalog.Open(EmbeddedCatalog.InMemory));
        var dataset = client.CreateDataset("d");
        dataset.Register(SharedData.PathOf("data", "drives", "drive-001.rrd"));
        dataset.Register(SharedData.PathOf("data", "layers", "drive-001-labels.rrd"), "labels");
        using var folder = new TempFolder();
        dataset.DownloadPartition("drive-001").Save(folder.At("both.rrd"));
        var copy = client.CreateDataset("e");
        Assert.Equal("drive-001", copy.Register(folder.At("both.rrd")));
        Assert.Equal(dataset.GetSchema().Select(column => column.Name), copy.GetSchema().Select(column => column.Name));
        foreach (var index in dataset.GetSchema().IndexColumns.Select(column => (string?)column.IndexName).Append(null))
        {
            var expected = dataset.DataframeQueryView(index, ViewContents.All).Execute().ToList();
            var actual = copy.DataframeQueryView(index, ViewContents.All).Execute().ToList();
            Assert.NotEmpty(expected);
            Assert.All(
                Enumerable.Range(0, expected[0].ColumnCount),
                i => Assert.True(ArrayComparer.Equals(Column(expected, i), Column(actual, i)), expected[0].Schema.GetFieldByIndex(i).Name));
        }
    }

    [Fact]
    public async Task What_is_no_recording_fails_when_opened()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.At("text.rrd"), "This is no recording, just text.");
        Assert.Throws<RerunNotFoundException>(() => Recording.Open(folder.At("none.rrd")));
        Assert.Throws<RerunNotFoundException>(() => Recording.Open(folder.Path));
        var error = await Assert.ThrowsAsync<RerunException>(async () => await Recording.OpenAsync(folder.At("text.rrd")));
        Assert.Equal(folder.At("text.rrd"), error.FileName);
    }

    private static IArrowArray Column(List<RecordBatch> batches, int index) =>
        ArrowArrayConcatenator.Concatenate([.. batches.Select(batch => batch.Column(index))]);

    private static List<string> Rows(DataframeQueryView view)
    {
        var names = view.GetSchema().FieldsList.Select(field => field.Name).ToList();
        return [.. view.Execute().SelectMany(batch => CellTexts.Rows(batch, names))];
    }
}
