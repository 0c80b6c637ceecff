using Rerun.Catalog;
using Rerun.Catalog.Dataframes;
using Rerun.Catalog.Embedded;
using Rerun.Catalog.Remote;
using Rerun.Conformance.Catalog;
using Rerun.Server;
using Rerun.Testing;

namespace Rerun.Conformance.Remote;

public sealed class RepeatedQueryTests
{
    [Fact]
    public async Task A_repeated_query_moves_no_chunk()
    {
        await using var embedded = EmbeddedCatalog.Open(SharedData.SampleDrives);
        var (catalog, counter) = CountedCatalog.Of(embedded);
        await using var server = new RerunServer(catalog, new RerunServerOptions { Port = 0 });
        await server.StartAsync();
        await using var client = new CatalogClient(await RemoteCatalog.ConnectAsync(server.Address));
        var view = (await client.GetDatasetAsync("drives")).DataframeQueryView("log_time", "/**");
        var rows = await CountAsync(view);
        var moved = counter.ChunksRead;
        Assert.True(moved > 0);
        Assert.Equal(rows, await CountAsync(view));
        Assert.True(await CountAsync(view.FilterPartitionId("drive-001").FillLatestAt()) > 0);
        Assert.Equal(moved, counter.ChunksRead);
    }

    private static async Task<int> CountAsync(DataframeQueryView view)
    {
        using var reader = await view.ToArrowReaderAsync();
        return (await reader.ToListAsync()).Sum(batch => batch.Length);
    }
}
