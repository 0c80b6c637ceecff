using System.Text.Json;
using Rerun.Arrow;
using Rerun.Arrow.Ipc;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Chunks.Rrd;
using Rerun.Catalog.Chunks.Sorbet;
using Rerun.Catalog.Tests.Recordings;
using Rerun.Testing;

namespace Rerun.Catalog.Tests.Chunks.Sorbet;

public class ChunkEncoderTests
{
    public static TheoryData<string> Recordings
    {
        get
        {
            var names = new TheoryData<string>();
            if (SharedData.Root is not null)
            {
                var expected = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(File.ReadAllText(SharedData.PathOf("data", "expected.json")))!;
                names.AddRange([.. expected.Where(entry => entry.Value.GetProperty("0.27.3").TryGetProperty("rows", out _)).Select(entry => entry.Key)]);
            }

            return names;
        }
    }

    [Fact]
    public void The_sample_drives_come_back_as_they_were()
    {
        foreach (var path in Directory.GetFiles(SharedData.SampleDrives, "*.rrd"))
        {
            RequireRoundTrip(path);
        }
    }

    [SharedTheory("data")]
    [MemberData(nameof(Recordings))]
    public void Chunks_of_every_release_and_type_come_back_as_they_were(string name) => RequireRoundTrip(SharedData.PathOf(["data", .. name.Split('/')]));

    [Fact]
    public void A_chunk_says_what_it_is_by_metadata_in_the_form_of_its_release()
    {
        using var file = RrdFile.Open(Directory.GetFiles(SharedData.SampleDrives, "*.rrd").Order(StringComparer.Ordinal).First());
        var entry = file.Chunks.First(chunk => !chunk.IsStatic);
        var schema = ArrowStreamReader.ReadSchema(ChunkEncoder.Encode(file.Decode(entry))).Schema;
        Assert.Equal(
            [$"rerun:entity_path={entry.EntityPath}", $"rerun:id=chunk_{entry.Id}", "sorbet:version=0.1.1"], Texts(schema.Metadata));
        Assert.Equal("rerun.controls.RowId: fixed_size_binary[16] not null", schema.FieldsList[0].ToString());
        Assert.Equal(
            [
                "ARROW:extension:metadata={\"namespace\":\"row\"}",
                "ARROW:extension:name=rerun.datatypes.TUID",
                "rerun:is_sorted=true",
                "rerun:kind=control",
            ],
            Texts(schema.FieldsList[0].Metadata));
        var timeline = entry.Timelines[0].Name;
        Assert.Equal(
            [$"rerun:index_name={timeline}", "rerun:is_sorted=true", "rerun:kind=index"], Texts(schema.GetFieldByName(timeline)!.Metadata));
        var component = entry.Components[0].Descriptor;
        Assert.Equal(
            [
                $"rerun:archetype={component.Archetype}",
                $"rerun:component={component.Component}",
                $"rerun:component_type={component.ComponentType}",
                "rerun:kind=data",
            ],
            Texts(schema.GetFieldByName(component.Component)!.Metadata));
        Assert.All(schema.FieldsList.Skip(1), field => Assert.True(field.IsNullable));
    }

    private static IEnumerable<string> Texts(IReadOnlyDictionary<string, string> metadata) =>
        metadata.Select(entry => $"{entry.Key}={entry.Value}").Order(StringComparer.Ordinal);

    private static void RequireRoundTrip(string path)
    {
        using var file = RrdFile.Open(path);
        foreach (var entry in file.Chunks)
        {
            var chunk = file.Decode(entry);
            var bytes = ChunkEncoder.Encode(chunk).ToArray();
            var head = ChunkHeadReader.Read(bytes, false, bytes.Length, new ChunkSchemaCache());
            ChunkEquality.RequireEqual(chunk, ChunkDecoder.Decode(bytes, false, bytes.Length, head));
        }
    }
}
