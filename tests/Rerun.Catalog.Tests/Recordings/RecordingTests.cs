using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Chunks.Rrd;
using Rerun.Catalog.Dataframes;
using Rerun.Catalog.Tests.Chunks.Sorbet;
using Rerun.Catalog.Tests.Dataframes.Oracle;
using Rerun.Testing;

namespace Rerun.Catalog.Tests.Recordings;

public class RecordingTests
{
    public static TheoryData<string> Recordings => ChunkEncoderTests.Recordings;

    private static string Sample => Path.Combine(SharedData.SampleDrives, "drive-001.rrd");

    [Fact]
    public void A_file_opens_as_a_recording_that_can_be_queried()
    {
        var recording = Recording.Open(Sample);
        Assert.Equal("drive-001", recording.RecordingId);
        Assert.Contains(recording.Schema.IndexColumns, index => index.IndexName == "log_time");
        var rows = recording.View("log_time", "/drive/**").FilterIsNotNull("/drive/speed:Scalars:scalars").Execute().ToList();
        Assert.NotEmpty(rows);
        Assert.All(rows, batch => Assert.Equal("drive-001", ((StringArray)batch.Column(0)).GetString(0)));
        Assert.Single(recording.View(null, "/**").Execute());
        Assert.Throws<RerunNotFoundException>(() => recording.View("log_time", "/**").FilterPartitionId("other").Execute().ToList());
    }

    [Fact]
    public void A_saved_recording_opens_again_as_it_was_and_takes_no_more_room()
    {
        foreach (var path in Directory.GetFiles(SharedData.SampleDrives, "*.rrd"))
        {
            var bytes = RequireRoundTrip(Recording.Open(path));
            Assert.InRange(bytes.Length, 1, new FileInfo(path).Length * 11 / 10);
        }
    }

    [SharedTheory("data")]
    [MemberData(nameof(Recordings))]
    public void Recordings_of_every_release_and_type_come_back_as_they_were(string name)
    {
        using var file = RrdFile.Open(SharedData.PathOf(["data", .. name.Split('/')]));
        foreach (var store in file.Stores.Where(store => store.Kind == RrdStoreKind.Recording))
        {
            RequireRoundTrip(new Recording(store.ApplicationId, store.RecordingId, file.Chunks.Where(entry => entry.Store == store).Select(file.Decode)));
        }
    }

    [Fact]
    public void Random_recordings_come_back_as_they_were() =>
        SeededProperty.Check(ModelGenerator.Cases(1), 100, model =>
        {
            foreach (var (partition, _) in model.World.Partitions)
            {
                RequireRoundTrip(new Recording("app", partition, model.World.ToLayers(null).Where(layer => layer.Partition == partition).SelectMany(layer => layer.Chunks)));
            }
        });

    [Fact]
    public async Task A_file_appears_when_it_is_whole()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var path = Path.Combine(folder.FullName, "a.rrd");
            var recording = Recording.Open(Sample);
            recording.Save(path);
            var before = await File.ReadAllBytesAsync(path);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await recording.SaveAsync(path, new CancellationToken(true)));
            Assert.Equal([path], Directory.GetFiles(folder.FullName));
            Assert.Equal(before, await File.ReadAllBytesAsync(path));
            Assert.Equal("drive-001", (await Recording.OpenAsync(path)).RecordingId);
            var error = await Assert.ThrowsAsync<RerunException>(async () => await recording.SaveAsync(Path.Combine(folder.FullName, "no", "a.rrd")));
            Assert.Equal(RerunErrorCode.InputOutput, error.ErrorKind);
        }
        finally
        {
            folder.Delete(true);
        }
    }

    [Fact]
    public void A_recording_is_made_of_chunks_and_repeated_ones_count_once()
    {
        var text = new ListArray.Builder(StringType.Default).Append();
        ((StringArray.Builder)text.ValueBuilder).Append("hello");
        var rowIds = new FixedSizeBinaryArray.Builder(Tuid.Size).Append(new byte[Tuid.Size]).Build();
        var frame = new ChunkTimeline("frame", IndexKind.Sequence, new Int64Array.Builder().Append(7).Build(), true);
        var chunk = new Chunk(new Tuid(1, 1), EntityPath.Parse("/log"), rowIds, [frame], [new(new("TextLog:text", null, null), text.Build())]);
        var recording = new Recording("notes", "n-1", [chunk, chunk]);
        Assert.Single(recording.Chunks);
        RequireRoundTrip(recording);
        var row = Assert.Single(recording.View("frame", "/**").Execute());
        Assert.Equal(7, ((Int64Array)row.Column("frame")).GetValue(0));
    }

    [SharedFact("data")]
    public void A_file_of_none_or_several_recordings_is_no_recording()
    {
        var error = Assert.Throws<RerunException>(() => Recording.Open(SharedData.PathOf("data", "edge", "two_recordings_merged.rrd")));
        Assert.Contains("holds 2 recordings", error.Message);
    }

    private static byte[] RequireRoundTrip(Recording recording)
    {
        using var stream = new MemoryStream();
        recording.Save(stream);
        using var file = RrdFile.Read(stream.ToArray());
        Assert.Empty(file.Warnings);
        Assert.True(file.HasEndMarker);
        Assert.Equal([new RrdStore(RrdStoreKind.Recording, recording.ApplicationId, recording.RecordingId)], file.Stores);
        Assert.Equal(recording.Chunks.Count, file.Chunks.Count);
        Assert.All(recording.Chunks.Zip(file.Chunks), pair => ChunkEquality.RequireEqual(pair.First, file.Decode(pair.Second)));
        var copy = new Recording(recording.ApplicationId, recording.RecordingId, file.Chunks.Select(file.Decode));
        foreach (var index in recording.Schema.IndexColumns.Select(column => (string?)column.IndexName).Append(null))
        {
            using var expected = recording.View(index, ViewContents.All).ToArrowReader();
            using var actual = copy.View(index, ViewContents.All).ToArrowReader();
            Assert.Equal(expected.Schema.FieldsList.Select(field => field.ToString()), actual.Schema.FieldsList.Select(field => field.ToString()));
            if (Record.Exception(() => RequireEqual(expected, actual)) is { } fault)
            {
                // Two value types in one component: the file is as it was, and the query fails for both.
                Assert.Equal(RerunErrorCode.TypeMismatch, Assert.IsType<RerunException>(fault).ErrorKind);
                Assert.Equal(fault.Message, Assert.Throws<RerunException>(() => ReadAll(actual)).Message);
            }
        }

        return stream.ToArray();
    }

    // How the rows are cut into batches depends on how large the chunks are in each file.
    private static void RequireEqual(IArrowArrayStream expected, IArrowArrayStream actual)
    {
        var (batches, others) = (ReadAll(expected), ReadAll(actual));
        Assert.Equal(batches.Sum(batch => batch.Length), others.Sum(batch => batch.Length));
        for (var column = 0; column < expected.Schema.FieldsList.Count && batches.Count > 0; column++)
        {
            Assert.True(ArrayComparer.Equals(Join(batches, column), Join(others, column)), expected.Schema.FieldsList[column].Name);
        }
    }

    private static IArrowArray Join(List<RecordBatch> batches, int column) => ArrowArrayConcatenator.Concatenate([.. batches.Select(batch => batch.Column(column))]);

    private static List<RecordBatch> ReadAll(IArrowArrayStream stream)
    {
        var batches = new List<RecordBatch>();
        while (Read(stream) is { } batch)
        {
            batches.Add(batch);
        }

        return batches;
    }

    private static RecordBatch? Read(IArrowArrayStream stream) => stream.ReadNextRecordBatchAsync().AsTask().GetAwaiter().GetResult();
}
