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
        using var client = new CatalogClient(EmbeddedCatalog.Open(path, new EmbeddedCatalogOptions { Compatibility = Dataframes.CompatibilityMode.Rerun027 }));
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
        foreach (var partition in partitions)
        {
            foreach (var chunk in dataset.ReadChunks(partition))
            {
                Assert.True(chunk.RowCount >= 0);
            }
        }
    }

    private static JsonElement Expected()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(SharedData.PathOf("data", "expected.json")));
        return document.RootElement.Clone();
    }
}
