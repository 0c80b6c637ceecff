using Rerun.Catalog;
using Rerun.Server.Messages;
using Rerun.Server.Tests.Support;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Server.Tests.Hosting;

/// <summary>Calls at once, time, and what happens to calls whose client is gone.</summary>
public sealed class LimitTests
{
    private const int DeadlineExceeded = 4;
    private const int ResourceExhausted = 8;
    private const string SchemaPath = GrpcClient.Service + "GetDatasetSchema";

    private static readonly byte[] SchemaRequest = GrpcClient.Frame(new Wire.GetDatasetSchemaRequest());

    [Fact]
    public async Task Calls_beyond_the_limit_are_refused_until_others_have_ended()
    {
        var catalog = new GatedCatalog();
        await using var server = await RunningServer.StartAsync(catalog, new RerunServerOptions { MaxConcurrentCalls = 2 });
        var dataset = await DatasetAsync(catalog);
        var (first, second) = (SchemaAsync(server, dataset), SchemaAsync(server, dataset));
        await Until.TrueAsync(() => catalog.Waiting == 2);

        // Streams of one connection are limited, too: the third call comes by another.
        using var other = new GrpcClient(server.Http);
        var refused = await other.CallAsync("Version", new Wire.VersionRequest());
        Assert.Equal(ResourceExhausted, refused.Status);
        Assert.Contains("2 calls", refused.Message, StringComparison.Ordinal);

        catalog.Open();
        Assert.Equal((0, 0), ((await first).Status, (await second).Status));
        Assert.Equal(0, (await other.CallAsync("Version", new Wire.VersionRequest())).Status);
    }

    [Theory]
    [InlineData("50m", null)]
    [InlineData("50000u", null)]
    [InlineData("1H", 0.05)]
    [InlineData(null, 0.05)]
    public async Task Calls_end_at_their_deadline(string? clientTimeout, double? serverSeconds)
    {
        var catalog = new GatedCatalog();
        var options = new RerunServerOptions { MaxCallTime = serverSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null };
        await using var server = await RunningServer.StartAsync(catalog, options);
        (string, string)[] timeout = clientTimeout is null ? [] : [("grpc-timeout", clientTimeout)];
        var answer = await server.Client.SendAsync(SchemaPath, SchemaRequest, [("x-rerun-entry-id", (await DatasetAsync(catalog)).ToString()), .. timeout]);
        Assert.Equal(DeadlineExceeded, answer.Status);
        await Until.TrueAsync(() => catalog.Waiting == 0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("x")]
    [InlineData("-5S")]
    [InlineData("123456789S")]
    [InlineData("99999999H")]
    public async Task A_deadline_that_cannot_be_read_or_waited_for_is_none(string timeout)
    {
        await using var server = await RunningServer.StartAsync();
        Assert.Equal(0, (await server.Client.SendAsync(GrpcClient.Service + "Version", GrpcClient.Frame([]), ("grpc-timeout", timeout))).Status);
    }

    [Fact]
    public async Task A_client_that_disappears_cancels_its_call()
    {
        var catalog = new GatedCatalog();
        await using var server = await RunningServer.StartAsync(catalog);
        using var gone = new CancellationTokenSource();
        var id = (await DatasetAsync(catalog)).ToString();
        var call = server.Client.SendAsync(SchemaPath, SchemaRequest, gone.Token, ("x-rerun-entry-id", id));
        await Until.TrueAsync(() => catalog.Waiting == 1);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await Until.TrueAsync(() => catalog.Waiting == 0);
    }

    [Fact]
    public async Task A_reader_that_does_not_read_holds_up_only_itself_and_only_until_its_deadline()
    {
        var catalog = new GatedCatalog();
        await using var server = await RunningServer.StartAsync(catalog);
        var (fetch, chunks) = await AllChunksAsync(server, catalog);
        using var response = await server.Client.BeginAsync(
            GrpcClient.Service + "FetchChunks",
            new ByteArrayContent(GrpcClient.Frame(fetch)),
            HttpCompletionOption.ResponseHeadersRead,
            default,
            ("grpc-timeout", "2S"));

        // The client's window holds some, and the server reads little more than that ahead.
        await Task.Delay(500);
        var given = catalog.Given;
        Assert.InRange(given, 1, chunks - 1);
        await Task.Delay(300);
        Assert.Equal(given, catalog.Given);

        Assert.Equal(0, (await server.Client.CallAsync("Version", new Wire.VersionRequest())).Status);
        await Task.Delay(TimeSpan.FromSeconds(1.5));
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await using var body = await response.Content.ReadAsStreamAsync();
            await body.CopyToAsync(Stream.Null);
        });
        Assert.Equal(given, catalog.Given);
    }

    [Fact]
    public async Task A_write_that_is_cut_short_is_no_write()
    {
        var catalog = new GatedCatalog();
        await using var server = await RunningServer.StartAsync(catalog);
        using var gone = new CancellationTokenSource();
        var body = new EndlessContent(GrpcClient.Frame(Batches.Message(3, Wire.TableInsertMode.Append)));
        var id = (await DatasetAsync(catalog)).ToString();
        var call = server.Client.BeginAsync(GrpcClient.Service + "WriteTable", body, HttpCompletionOption.ResponseHeadersRead, gone.Token, ("x-rerun-entry-id", id));
        await body.HasBegun;
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(0, (await server.Client.CallAsync("Version", new Wire.VersionRequest())).Status);
        Assert.Empty(catalog.Writes);
    }

    private static async Task<Tuid> DatasetAsync(ICatalog catalog) => (await catalog.GetEntriesAsync()).Single(entry => entry.Name == "drives").Id;

    private static Task<GrpcAnswer> SchemaAsync(RunningServer server, Tuid dataset) =>
        server.Client.CallAsync("GetDatasetSchema", new Wire.GetDatasetSchemaRequest(), dataset);

    /// <summary>A request for all chunks, which are more bytes than the windows of a connection hold.</summary>
    private static async Task<(Wire.FetchChunksRequest Request, int Count)> AllChunksAsync(RunningServer server, ICatalog catalog)
    {
        var dataset = await DatasetAsync(catalog);
        var listed = (await server.Client.CallAsync("QueryDataset", new Wire.QueryDatasetRequest(), dataset)).All(Wire.QueryDatasetResponse.Parser);
        return (new Wire.FetchChunksRequest { ChunkInfos = { listed.Select(message => message.Data) } }, listed.Sum(message => message.Data.ToBatch(int.MaxValue).Length));
    }
}
