using System.Text.Json;
using Rerun.Server.Tests.Support;
using Rerun.Testing;

namespace Rerun.Server.Tests.Official;

/// <summary>The reference data's recordings of odd shapes and types, each a dataset, read by the official client.</summary>
public sealed class OddRecordingsTests
{
    private const string CountRows = """
        import json, sys
        from rerun.catalog import CatalogClient
        client = CatalogClient(sys.argv[1])
        counts = {}
        for name in client.dataset_names():
            dataset = client.get_dataset(name=name)
            for field in dataset.arrow_schema():
                if field.metadata[b"rerun:kind"] == b"index":
                    try:
                        count = dataset.dataframe_query_view(index=field.name, contents="/**").df().count()
                    except Exception:
                        count = -1
                    counts[name + " " + field.name] = count
        print(json.dumps(counts))
        """;

    // Two types in one component: what the official client makes of that depends on the order in which chunks happen to arrive.
    private const string ByChance = "component_type_conflict ";

    [SharedFact("rerun")]
    public async Task They_have_as_many_rows_as_on_the_official_server()
    {
        var folder = Directory.CreateTempSubdirectory("rerun-server-");
        try
        {
            foreach (var file in Directory.GetFiles(SharedData.PathOf("data", "edge"), "*.rrd"))
            {
                var dataset = folder.CreateSubdirectory(Path.GetFileNameWithoutExtension(file));
                File.CreateSymbolicLink(Path.Combine(dataset.FullName, Path.GetFileName(file)), file);
            }

            await using var server = await RunningServer.StartAsync(folder.FullName);
            var counts = await OfficialClient.RunAsync(CountRows, server.Address);
            Assert.Equal(
                Expected().Where(IsSure).Order(StringComparer.Ordinal),
                counts.EnumerateObject().Select(count => $"{count.Name} {count.Value.GetInt32()}").Where(IsSure).Order(StringComparer.Ordinal));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static bool IsSure(string count) => !count.StartsWith(ByChance, StringComparison.Ordinal);

    /// <summary>Row counts; -1 where the official client fails on the official server, too.</summary>
    private static IEnumerable<string> Expected()
    {
        using var expected = JsonDocument.Parse(File.ReadAllText(SharedData.PathOf("data", "expected.json")));
        foreach (var recording in expected.RootElement.EnumerateObject())
        {
            if (recording.Name.Split('/') is ["edge", var file] && recording.Value.GetProperty("0.27.3").TryGetProperty("rows", out var rows))
            {
                foreach (var index in rows.EnumerateObject())
                {
                    var count = index.Value.ValueKind == JsonValueKind.Number ? index.Value.GetInt32() : -1;
                    yield return $"{Path.GetFileNameWithoutExtension(file)} {index.Name} {count}";
                }
            }
        }
    }
}
