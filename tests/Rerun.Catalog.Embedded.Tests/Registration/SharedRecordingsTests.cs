using System.Diagnostics;
using System.Text.Json;
using Rerun.Catalog.Embedded.Tests.Support;
using Rerun.Testing;

namespace Rerun.Catalog.Embedded.Tests.Registration;

/// <summary>Every recording of the reference data loads where the official 0.27.3 software loads it, and is refused otherwise.</summary>
public class SharedRecordingsTests
{
    /// <summary>What ends the official process or comes out by chance there; here it is refused.</summary>
    private static readonly string[] Fatal = ["edge/corrupt/message_length_huge.rrd", "edge/corrupt/uncompressed_size_huge.rrd"];

    public static TheoryData<string> Recordings
    {
        get
        {
            var names = new TheoryData<string>();
            if (SharedData.Root is not null)
            {
                foreach (var recording in Expected().EnumerateObject())
                {
                    names.Add(recording.Name);
                }
            }

            return names;
        }
    }

    [SharedTheory("data")]
    [MemberData(nameof(Recordings))]
    public void A_recording_loads_or_is_refused_as_by_the_official_software(string name)
    {
        var path = SharedData.PathOf(["data", .. name.Split('/')]);
        var official = Expected().GetProperty(name).GetProperty("0.27.3");
        var watch = Stopwatch.StartNew();
        using var client = Open(name.Split('/'));
        var dataset = client.GetDatasets().Single();
        if (official.TryGetProperty("error", out _) || Fatal.Contains(name))
        {
            var error = Assert.ThrowsAny<RerunException>(() => dataset.GetPartitionIds().Sum(id => dataset.ReadChunks(id).Count()));
            Assert.Contains(path, error.Message);
            Assert.Equal(path, error.FileName);
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(1), $"Refusing took {watch.Elapsed}.");
            return;
        }

        string[] partitions = [.. official.GetProperty("partitions").EnumerateArray().Select(id => id.GetString()!)];
        Assert.Equal(partitions.Order(StringComparer.Ordinal), dataset.GetPartitionIds());
        var schema = DatasetSchema.FromArrow(dataset.GetArrowSchema());
        Assert.Equal(official.GetProperty("components").GetInt32(), schema.ComponentColumns.Count);
        Assert.Equal(official.GetProperty("entities").GetInt32(), schema.EntityPaths.Count());
        Assert.Equal(
            official.GetProperty("rows").EnumerateObject().Select(index => index.Name).Order(StringComparer.Ordinal),
            schema.IndexColumns.Select(index => index.IndexName));

        // Where the official query fails there is text in place of a number; the next test has those.
        foreach (var (index, rows) in official.GetProperty("rows").EnumerateObject().Select(index => ((string?)index.Name, index.Value))
            .Append((null, official.GetProperty("static_rows"))).Where(index => index.Item2.ValueKind == JsonValueKind.Number))
        {
            Assert.Equal(rows.GetInt32(), Rows(dataset, index));
        }
    }

    [SharedFact("data")]
    public void A_large_list_loads_as_a_list_and_a_timeline_may_be_named_like_the_partition_column()
    {
        using var large = Open("edge", "handmade", "component_large_list.rrd");
        Assert.Equal(5, Rows(large.GetDatasets().Single(), "frame"));
        using var named = Open("edge", "timeline_named_like_the_partition_column.rrd");
        var dataset = named.GetDatasets().Single();
        foreach (var index in new[] { "frame", "rerun_partition_id" })
        {
            var batches = dataset.DataframeQueryView(index, "/**").Execute().ToList();
            Assert.True(batches.Sum(batch => batch.Length) > 0);
            Assert.IsType<Arrow.StringArray>(batches[0].Column(0));
        }
    }

    [SharedFact("data")]
    public void Two_value_types_in_one_component_are_an_error_of_queries_that_select_it()
    {
        using var client = Open("edge", "component_type_conflict.rrd");
        var dataset = client.GetDatasets().Single();
        Assert.Equal(1, Rows(dataset, null));
        var error = Assert.Throws<RerunException>(() => Rows(dataset, "frame"));
        Assert.Contains("int32", error.Message);
        Assert.Contains("double", error.Message);
        Assert.Contains("component_type_conflict.rrd", error.Message);
    }

    private static CatalogClient Open(params string[] parts) => new(
        EmbeddedCatalog.Open(SharedData.PathOf(["data", .. parts]), new EmbeddedCatalogOptions { Compatibility = Dataframes.CompatibilityMode.Rerun027 }),
        new CatalogClientOptions { Compatibility = Dataframes.CompatibilityMode.Rerun027 });

    private static int Rows(DatasetEntry dataset, string? index) => dataset.DataframeQueryView(index, "/**").Execute().Sum(batch => batch.Length);

    private static JsonElement Expected()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(SharedData.PathOf("data", "expected.json")));
        return document.RootElement.Clone();
    }
}
