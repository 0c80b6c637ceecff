using Rerun.Catalog.Embedded.Tests.Support;
using Rerun.Testing;

namespace Rerun.Catalog.Embedded.Tests.Clients;

public class LocalRecordingTests
{
    private static string Drive => Path.Combine(SharedData.SampleDrives, "drive-003.rrd");

    [Fact]
    public async Task A_file_can_be_queried_without_any_catalog()
    {
        using var folder = new CatalogClient(EmbeddedCatalog.Open(SharedData.SampleDrives));
        var expected = folder.GetDataset("drives").DataframeQueryView("log_time", "/drive/**").FilterPartitionId("drive-003").FillLatestAt().Execute().ToList();

        await using var recording = await LocalRecording.OpenAsync(Drive);
        var view = recording.DataframeQueryView("log_time", "/drive/**").FillLatestAt();
        var names = view.GetSchema().FieldsList.Select(field => field.Name).ToList();
        Assert.Contains("/drive/speed:Scalars:scalars", names);
        using var batches = view.ToArrowReader();
        var rows = new List<string>();
        while (await batches.ReadNextRecordBatchAsync() is { } batch)
        {
            rows.AddRange(CellTexts.Rows(batch, names));
        }

        Assert.NotEmpty(rows);
        Assert.Equal(expected.SelectMany(batch => CellTexts.Rows(batch, names)), rows);
    }

    [Fact]
    public void The_recording_is_also_a_dataset_of_one_partition()
    {
        using var recording = LocalRecording.Open(Drive);
        Assert.Equal(Drive, recording.Path);
        Assert.Equal(["drive-003"], recording.Dataset.GetPartitionIds());
        Assert.Contains(recording.Dataset.GetSchema().IndexColumns, index => index.IndexName == "log_time");
        Assert.Single(recording.DataframeQueryView(index: null, "/**").Execute());
    }

    [SharedFact("data")]
    public void A_file_of_several_recordings_has_a_partition_for_each()
    {
        using var recording = LocalRecording.Open(SharedData.PathOf("data", "edge", "two_recordings_joined.rrd"));
        Assert.Equal(2, recording.Dataset.GetPartitionIds().Count);
    }

    [Fact]
    public async Task What_is_no_recording_fails_when_opened()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.At("text.rrd"), "This is no recording, just text.");
        Assert.Throws<RerunNotFoundException>(() => LocalRecording.Open(folder.At("none.rrd")));
        Assert.Throws<RerunNotFoundException>(() => LocalRecording.Open(folder.Path));
        var error = await Assert.ThrowsAsync<RerunException>(async () => await LocalRecording.OpenAsync(folder.At("text.rrd")));
        Assert.Equal(folder.At("text.rrd"), error.FileName);
        Assert.Throws<RerunException>(() => LocalRecording.Open(folder.At("text.rrd")));
    }

    [Fact]
    public async Task Batches_outlive_the_recording()
    {
        var batches = new List<Arrow.RecordBatch>();
        using (var recording = LocalRecording.Open(Drive))
        {
            await foreach (var batch in recording.DataframeQueryView("log_time", "/drive/speed").ExecuteAsync())
            {
                batches.Add(batch);
            }
        }

        Assert.All(batches, batch => Assert.NotEqual("null", CellTexts.Of(batch.Column("log_time"), 0)));
        Assert.NotEmpty(batches);
    }
}
