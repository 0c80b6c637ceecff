using Rerun.Catalog.Embedded.Tests.Support;

namespace Rerun.Catalog.Embedded.Tests.Processes;

public class CrashTests
{
    private const int Rounds = 5;

    [Fact]
    public async Task After_a_crash_all_that_was_acknowledged_is_there_and_nothing_half_done()
    {
        using var folder = new TempFolder();
        string[] recordings = [folder.Drive("drive-001", "a.bin"), folder.Drive("drive-002", "b.bin")];
        var random = new Random(20260801);
        var acknowledged = new HashSet<string>(StringComparer.Ordinal);
        for (var round = 0; round < Rounds; round++)
        {
            using var child = new ChildProcess([ChildWork.Write, folder.Path, $"round{round}", "1000", .. recordings]);
            await child.WaitForLineAsync();
            await Task.Delay(random.Next(200));
            Assert.False(child.HasEnded);
            await child.KillAsync();
            Assert.NotEmpty(child.Said);
            acknowledged.UnionWith(child.Said);
            await RequireAsync(folder.Path, acknowledged);
        }
    }

    [Fact]
    public async Task A_crash_while_the_catalogue_is_made_leaves_none_or_a_whole_one()
    {
        var random = new Random(1);
        for (var round = 0; round < Rounds; round++)
        {
            using var folder = new TempFolder();
            for (var i = 1; i <= 12; i++)
            {
                folder.Drive($"drive-{i:000}", "d", $"{i}.rrd");
            }

            using var child = new ChildProcess(ChildWork.Import, folder.Path);
            while (!child.HasEnded && !File.Exists(folder.At("catalog.db")))
            {
                await Task.Delay(1);
            }

            await Task.Delay(random.Next(25));
            await child.KillAsync();
            await using var catalog = EmbeddedCatalog.Open(folder.Path);
            Assert.True(catalog.CanChange || child.Said.Count == 0, "An acknowledged catalogue is gone.");
            var dataset = (await catalog.GetEntriesAsync()).Single(entry => entry.Name == "d").Id;
            Assert.Equal(12, (await catalog.GetPartitionTableAsync(dataset)).Length);
            await using var made = EmbeddedCatalog.Open(folder.Path, new EmbeddedCatalogOptions { Mode = CatalogOpenMode.ReadWriteCreate });
            Assert.Equal(12, (await made.GetPartitionTableAsync(dataset)).Length);
        }
    }

    private static async Task RequireAsync(string folder, HashSet<string> acknowledged)
    {
        await using var catalog = EmbeddedCatalog.Open(folder, new EmbeddedCatalogOptions { Mode = CatalogOpenMode.ReadOnly });
        var entries = await catalog.GetEntriesAsync();
        var shared = entries.Single(entry => entry.Name == "shared").Id;

        // Each call registers two recordings: both are there, or none.
        var manifest = await catalog.GetManifestAsync(shared);
        var layers = manifest.Texts("rerun_layer_name").GroupBy(layer => layer).ToDictionary(group => group.Key, group => group.Count());
        Assert.All(layers, layer => Assert.Equal(2, layer.Value));
        Assert.Empty(acknowledged.Except([.. layers.Keys.Select(layer => $"layer {layer}"), .. entries.Select(entry => $"dataset {entry.Name}")]));

        // A dataset never comes without its blueprints.
        Assert.All(
            entries.Where(entry => entry.Kind == EntryKind.Dataset),
            entry => Assert.Contains(entries, other => other.Id == entry.BlueprintDatasetId));
        var chunks = (await catalog.GetChunksAsync(shared, null)).Partitions.SelectMany(partition => partition.Chunks).ToArray();
        Assert.Equal(chunks.Length, await catalog.ReadChunksAsync(chunks).CountAsync());
    }
}
