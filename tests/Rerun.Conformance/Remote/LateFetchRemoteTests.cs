using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Catalog.Embedded;
using Rerun.Catalog.Remote;
using Rerun.Query;
using Rerun.Server;
using Rerun.Testing;

namespace Rerun.Conformance.Remote;

/// <summary>Chunks with large values come from a server only for rows that are left, where one column alone tells which rows there are.</summary>
public sealed class LateFetchRemoteTests : IAsyncLifetime
{
    private const int Frames = 40;
    private const string Image = "\"/camera:Image:buffer\"";
    private const string Speeds = "\"/drive/speed:Scalars:scalars\"";
    private const string Speed = $"{Speeds}[1]";

    private readonly string _folder = Directory.CreateTempSubdirectory("rerun-wide-remote").FullName;

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "wide"));
        await WideRecording.Create("a", Frames, 20_000).SaveAsync(Path.Combine(_folder, "wide", "a.rrd"));
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData($"SELECT log_time, {Image} FROM wide.log_time WHERE {Speed} > 100", 1)]
    [InlineData($"SELECT log_time, {Image} FROM wide.log_time WHERE {Speed} > 8", 1 + 4)]
    [InlineData($"SELECT frame, {Image} FROM wide.frame WHERE {Speeds} IS NOT NULL ORDER BY {Speed} DESC, frame LIMIT 3", 1 + 3)]
    [InlineData($"SELECT {Image} FROM wide.frame ORDER BY {Speed} DESC, frame LIMIT 3", 1 + 1 + Frames + 14)]
    [InlineData($"SELECT * FROM wide.frame WHERE {Speed} > 5", 1 + 1 + Frames + 14)]
    public async Task Rows_are_those_of_the_folder_and_few_chunks_move(string sql, int chunks)
    {
        // The catalogue knows when the images of each chunk were taken, so that the server need not look.
        await using var embedded = EmbeddedCatalog.Open(_folder, new EmbeddedCatalogOptions { Mode = CatalogOpenMode.ReadWriteCreate });
        var (catalog, counter) = CountedCatalog.Of(embedded);
        await using var server = new RerunServer(catalog, new RerunServerOptions { Port = 0 });
        await server.StartAsync();
        await using var remote = new CatalogClient(await RemoteCatalog.ConnectAsync(server.Address));
        await using var local = new CatalogClient(EmbeddedCatalog.Open(_folder));
        var rows = await RowsAsync(remote, sql);
        Assert.InRange(counter.ChunksRead, 1, chunks);
        Assert.Equal(await RowsAsync(local, sql), rows);
        Assert.Equal(await RowsAsync(local, sql, "late-fetch-wide-columns"), rows);
    }

    private static async Task<List<string>> RowsAsync(CatalogClient client, string sql, params string[] disabledRules)
    {
        var session = new QueryEngine(client, new QueryEngineOptions { DisabledRules = disabledRules }).CreateSession();
        await using var result = await session.ExecuteAsync(session.Prepare(sql).Statements[0], QueryParameters.None);
        var rows = new List<string>();
        while (await result.ReadNextRecordBatchAsync() is { } batch)
        {
            rows.AddRange(Enumerable.Range(0, batch.Length).Select(row => string.Join(" | ", batch.Arrays.Select(array => CellTexts.Of(array, row)))));
        }

        return rows;
    }
}
