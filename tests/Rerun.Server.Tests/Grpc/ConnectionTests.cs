using System.Net;
using System.Text;
using Rerun.Catalog.Embedded;
using Rerun.Server.Tests.Support;
using Rerun.Testing;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Server.Tests.Grpc;

/// <summary>One clear-text port for HTTP/1.1 and HTTP/2, and what stands outside the service's methods.</summary>
public sealed class ConnectionTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Both_versions_of_HTTP_are_served_on_one_port(int major)
    {
        await using var server = await RunningServer.StartAsync();
        using var http = new HttpClient { DefaultRequestVersion = new Version(major, major == 1 ? 1 : 0), DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var response = await http.GetAsync(new Uri(server.Http, "/version"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(major, response.Version.Major);
        Assert.Equal("text/plain", response.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("rerun-data/", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.StartsWith("rerun-data/", response.Headers.GetValues("x-rerun-server-version").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_comes_byte_by_byte_is_understood()
    {
        await using var server = await RunningServer.StartAsync();
        await using var connection = await server.ConnectAsync();
        foreach (var letter in "GET /version HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        {
            connection.WriteByte((byte)letter);
            await connection.FlushAsync();
        }

        using var reader = new StreamReader(connection, Encoding.ASCII);
        Assert.StartsWith("HTTP/1.1 200", await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preface_that_comes_byte_by_byte_is_answered_with_the_settings_of_HTTP_2()
    {
        await using var server = await RunningServer.StartAsync();
        await using var connection = await server.ConnectAsync();
        foreach (var letter in "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
        {
            connection.WriteByte((byte)letter);
            await connection.FlushAsync();
        }

        // An empty SETTINGS frame ends the client's part of the preface.
        await connection.WriteAsync(new byte[] { 0, 0, 0, 4, 0, 0, 0, 0, 0 });
        var head = new byte[9];
        await connection.ReadExactlyAsync(head);
        Assert.Equal(4, head[3]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("PRI * HT")]
    [InlineData("PRI * HTTP/1.1\r\n\r\n")]
    [InlineData("\0\u0001\u0002\u0003")]
    public async Task Connections_that_break_off_or_talk_nonsense_hurt_nobody_else(string sent)
    {
        await using var server = await RunningServer.StartAsync();
        await using (var connection = await server.ConnectAsync())
        {
            await connection.WriteAsync(Encoding.Latin1.GetBytes(sent));
            connection.Socket.Shutdown(System.Net.Sockets.SocketShutdown.Send);
            try
            {
                await connection.CopyToAsync(Stream.Null);
            }
            catch (IOException)
            {
                // Being thrown out counts as an end, too.
            }
        }

        Assert.Equal(0, (await server.Client.CallAsync("Version", new Wire.VersionRequest())).Status);
    }

    [Theory]
    [InlineData("/no.such.Service/Rpc")]
    [InlineData("/opentelemetry.proto.collector.trace.v1.TraceService/Export")]
    [InlineData("/version")]
    public async Task Unknown_services_and_paths_are_not_found(string path)
    {
        await using var server = await RunningServer.StartAsync();
        var answer = await server.Client.SendAsync(path, GrpcClient.Frame([]));
        Assert.Equal((404, null), (answer.HttpStatus, answer.Status));
    }

    [Fact]
    public async Task A_method_asked_for_by_HTTP_1_is_a_bad_request()
    {
        await using var server = await RunningServer.StartAsync();
        using var http = new HttpClient();
        using var content = new ByteArrayContent(GrpcClient.Frame([]));
        using var response = await http.PostAsync(new Uri(server.Http, GrpcClient.Service + "Version"), content);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task A_server_starts_once_on_a_free_port_and_stops()
    {
        await using var catalog = EmbeddedCatalog.Open(SharedData.SampleDrives);
        await using var server = new RerunServer(catalog, new RerunServerOptions { Port = 0 });
        Assert.Throws<InvalidOperationException>(() => server.Address);
        await server.StartAsync();
        var address = new Uri(server.Address["rerun+".Length..]);
        Assert.NotEqual(0, address.Port);
        await Assert.ThrowsAsync<InvalidOperationException>(() => server.StartAsync());

        await using var other = new RerunServer(catalog, new RerunServerOptions { Port = address.Port });
        await Assert.ThrowsAnyAsync<IOException>(() => other.StartAsync());

        await server.StopAsync();
        Assert.Throws<InvalidOperationException>(() => server.Address);
        using var client = new GrpcClient(address);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.CallAsync("Version", new Wire.VersionRequest()));
    }

    [Fact]
    public async Task Stopping_does_not_wait_for_idle_connections()
    {
        await using var server = await RunningServer.StartAsync();
        Assert.Equal(0, (await server.Client.CallAsync("Version", new Wire.VersionRequest())).Status);
        await using var silent = await server.ConnectAsync();
        var before = Environment.TickCount64;
        await server.StopAsync();
        Assert.InRange(Environment.TickCount64 - before, 0, 4000);
    }

    [Fact]
    public async Task A_reader_that_leaves_in_the_middle_of_a_stream_leaves_the_connection_usable()
    {
        await using var server = await RunningServer.StartAsync();
        var dataset = (await server.Catalog.GetEntriesAsync()).Single(entry => entry.Name == "drives").Id;
        var listed = (await server.Client.CallAsync("QueryDataset", new Wire.QueryDatasetRequest(), dataset)).All(Wire.QueryDatasetResponse.Parser);
        var fetch = new Wire.FetchChunksRequest { ChunkInfos = { listed.Select(message => message.Data) } };
        using var http = new HttpClient { BaseAddress = server.Http };
        for (var i = 0; i < 20; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, GrpcClient.Service + "FetchChunks")
            {
                Version = HttpVersion.Version20,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                Content = new ByteArrayContent(GrpcClient.Frame(fetch)),
            };
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            await using var body = await response.Content.ReadAsStreamAsync();
            await body.ReadExactlyAsync(new byte[100]);
        }

        Assert.NotEmpty((await server.Client.CallAsync("FetchChunks", fetch)).All(Wire.FetchChunksResponse.Parser));
    }
}
