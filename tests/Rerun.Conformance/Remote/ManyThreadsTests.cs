using Rerun.Catalog;
using Rerun.Catalog.Embedded;
using Rerun.Catalog.Remote;
using Rerun.Conformance.Catalog;
using Rerun.Server;
using Rerun.Testing;

namespace Rerun.Conformance.Remote;

public sealed class ManyThreadsTests
{
    private const int Threads = 32;
    private static readonly string[] Drives = ["drive-001", "drive-002", "drive-003"];

    [Fact]
    public async Task Many_threads_share_one_connection()
    {
        await using var embedded = EmbeddedCatalog.Open(SharedData.SampleDrives);
        await using var server = new RerunServer(embedded, new RerunServerOptions { Port = 0 });
        await server.StartAsync();
        await using var client = new CatalogClient(await RemoteCatalog.ConnectAsync(server.Address));
        await using var local = new CatalogClient(EmbeddedCatalog.Open(SharedData.SampleDrives));
        var expected = new List<IReadOnlyList<string>>();
        foreach (var drive in Drives)
        {
            expected.Add(await RowsAsync(local, drive));
        }

        var answers = await Task.WhenAll(Enumerable.Range(0, Threads).Select(i => Task.Run(() => RowsAsync(client, Drives[i % Drives.Length]))));
        Assert.All(answers.Index(), answer => Assert.Equal(expected[answer.Index % Drives.Length], answer.Item));
    }

    private static async Task<IReadOnlyList<string>> RowsAsync(CatalogClient client, string drive)
    {
        var dataset = await client.GetDatasetAsync("drives");
        using var reader = await dataset.DataframeQueryView("log_time", "/drive/**").FilterPartitionId(drive).ToArrowReaderAsync();
        return await reader.RowsAsync("rerun_partition_id", "log_time", "/drive/speed:Scalars:scalars");
    }
}
