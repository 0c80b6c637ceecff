using System.Text.Json;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Chunks.Rrd;
using Rerun.Testing;

namespace Rerun.Catalog.Tests.Chunks.Rrd;

/// <summary>All recordings of the reference data, against what the official 0.27.3 server says of each.</summary>
public class SharedRecordingTests
{
    // The official software ends its process on these two; the third loads there, but no query of it works.
    private static readonly string[] EndTheOfficialProcess = ["edge/corrupt/message_length_huge.rrd", "edge/corrupt/uncompressed_size_huge.rrd"];

    private static readonly Lazy<Dictionary<string, JsonElement>> Expected = new(() =>
        JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(File.ReadAllText(SharedData.PathOf("data", "expected.json")))!);

    public static TheoryData<string> Recordings => SharedData.Root is null ? [] : [.. Expected.Value.Keys];

    [SharedTheory("data")]
    [MemberData(nameof(Recordings))]
    public void Every_recording_loads_or_is_refused_as_the_official_server_does(string name)
    {
        var expected = Expected.Value[name].GetProperty("0.27.3");
        if (expected.TryGetProperty("error", out _) || EndTheOfficialProcess.Contains(name))
        {
            var fault = Assert.ThrowsAny<RerunException>(() => ReadAll(PathOf(name)));
            Assert.Equal(PathOf(name), fault.FileName);
            Assert.NotNull(fault.FileOffset);
            Assert.Contains(fault.ErrorKind, (RerunErrorCode[])[RerunErrorCode.CorruptData, RerunErrorCode.UnsupportedVersion]);
            return;
        }

        var (file, chunks) = ReadAll(PathOf(name));
        using (file)
        {
            var recordings = file.Stores.Where(store => store.Kind == RrdStoreKind.Recording).ToArray();
            Assert.Equal(expected.GetProperty("partitions").EnumerateArray().Select(id => id.GetString()), recordings.Select(store => store.RecordingId).Order());

            // The official client drops from a server's schema what looks like an indicator of old.
            var columns = file.Chunks.SelectMany(chunk => chunk.Components.Select(component => (chunk.EntityPath, component.Descriptor.Component)))
                .Where(column => !(column.Component.StartsWith("rerun.components.") && column.Component.EndsWith("Indicator")));
            Assert.Equal(expected.GetProperty("components").GetInt32(), columns.Distinct().Count());
            foreach (var index in expected.GetProperty("rows").EnumerateObject())
            {
                if (index.Value.ValueKind == JsonValueKind.Number)
                {
                    Assert.Equal(index.Value.GetInt32(), RowsOn(index.Name, file, chunks));
                }
            }
        }
    }

    [SharedTheory("data")]
    [MemberData(nameof(Recordings))]
    public void What_the_start_of_a_chunk_tells_is_what_the_whole_chunk_holds(string name)
    {
        if (Expected.Value[name].GetProperty("0.27.3").TryGetProperty("rows", out _))
        {
            var (file, chunks) = ReadAll(PathOf(name));
            using (file)
            {
                foreach (var (entry, chunk) in file.Chunks.Zip(chunks))
                {
                    Assert.Equal(entry.Id, chunk.Id);
                    Assert.Equal(entry.EntityPath, chunk.EntityPath);
                    Assert.Equal(entry.RowCount, chunk.RowCount);
                    Assert.Equal(entry.IsStatic, chunk.IsStatic);
                    Assert.Equal(entry.Timelines.Select(timeline => (timeline.Name, timeline.Kind)), chunk.Timelines.Select(timeline => (timeline.Name, timeline.Kind)));
                    Assert.Equal(entry.Components.Select(component => component.Descriptor), chunk.Components.Select(component => component.Descriptor));
                    foreach (var (told, held) in entry.Components.Zip(chunk.Components))
                    {
                        Assert.Equal(told.Type.ToString(), held.Values.Data.DataType.ToString());
                        Assert.Equal(told.IsEmpty, held.Values.Values.Length == 0);
                    }

                    foreach (var timeline in chunk.Timelines)
                    {
                        Assert.Equal(timeline.Times.ToArray().Zip(timeline.Times.ToArray().Skip(1)).All(pair => pair.First <= pair.Second), timeline.IsSorted);
                    }
                }
            }
        }
    }

    private static string PathOf(string name) => SharedData.PathOf(["data", .. name.Split('/')]);

    private static (RrdFile File, IReadOnlyList<Chunk> Chunks) ReadAll(string path)
    {
        var file = RrdFile.Open(path);
        return (file, [.. file.Chunks.Select(file.Decode)]);
    }

    /// <summary>The rows of a view of everything but properties, counted the plain way: in each recording the different times at which something was logged.</summary>
    private static int RowsOn(string index, RrdFile file, IReadOnlyList<Chunk> chunks)
    {
        var properties = EntityPath.Parse("/__properties");
        var all = file.Chunks.Zip(chunks).Where(pair => !pair.Second.EntityPath.IsAtOrBelow(properties)).ToArray();

        // Static values hide temporal ones; columns without any value do not count for this release.
        var shadowed = all.Where(pair => pair.Second.IsStatic)
            .SelectMany(pair => pair.Second.Components.Select(component => (pair.First.Store, pair.Second.EntityPath, component.Descriptor.Component)))
            .ToHashSet();
        var filled = all.SelectMany(pair => pair.First.Components.Where(component => !component.IsEmpty)
            .Select(component => (pair.First.Store, pair.Second.EntityPath, component.Descriptor.Component))).ToHashSet();
        var rows = new HashSet<(RrdStore, long)>();
        foreach (var (entry, chunk) in all)
        {
            if (chunk.Timelines.FirstOrDefault(timeline => timeline.Name == index) is not { } timeline)
            {
                continue;
            }

            foreach (var component in chunk.Components)
            {
                var column = (entry.Store, chunk.EntityPath, component.Descriptor.Component);
                if (shadowed.Contains(column) || !filled.Contains(column))
                {
                    continue;
                }

                for (var row = 0; row < chunk.RowCount; row++)
                {
                    if (component.Values.IsValid(row) && timeline.Times[row] != long.MinValue)
                    {
                        rows.Add((entry.Store, timeline.Times[row]));
                    }
                }
            }
        }

        return rows.Count;
    }
}
