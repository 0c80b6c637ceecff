using System.Net;
using System.Net.Sockets;
using System.Text;
using Google.Protobuf;
using Rerun.Catalog.Remote;
using Rerun.Catalog.Tests.Remote.Peers;
using Messages = Rerun.Catalog.Wire;

namespace Rerun.Catalog.Tests.Remote;

/// <summary>What users see when a server, or the way to it, fails.</summary>
public class FaultTests
{
    private const uint CancelCode = 8;
    private static readonly Tuid Dataset = Tuid.Parse("182342300C5F8C327a7b4a6e5a379ac4");

    [Fact]
    public async Task A_server_that_dies_within_an_answer_is_a_lost_connection()
    {
        await using var peer = new ScriptedPeer(async call =>
        {
            await call.BeginAsync();
            await call.SendAsync(PeerCall.Frame(new byte[10], claimed: 1000));
            await Task.Delay(50);
            call.Connection.Kill();
        });
        var fault = await FailsAsync(peer, catalog => catalog.GetManifestAsync(Dataset).AsTask());
        Assert.Equal(RerunErrorCode.ConnectionLost, fault.ErrorKind);
        Assert.True(fault.IsTransient);
        Assert.Equal(("ScanDatasetManifest", "scripted/1"), (fault.Rpc, fault.Server));
        Assert.Equal("ScanDatasetManifest", Assert.Single(peer.OwnCalls));
    }

    [Fact]
    public async Task A_connection_of_which_one_end_is_gone_is_found_out()
    {
        await using var peer = new ScriptedPeer(async call =>
        {
            await call.BeginAsync();
            await call.SendAsync(PeerCall.Frame([], claimed: 10));
            call.Connection.IsSilent = true;
        });
        var fault = await FailsAsync(
            peer, catalog => catalog.GetManifestAsync(Dataset).AsTask(), new RemoteCatalogOptions { KeepAliveInterval = TimeSpan.FromSeconds(1) });
        Assert.Equal(RerunErrorCode.ConnectionLost, fault.ErrorKind);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_that_stalls_is_given_up_and_told_so(bool hasBegun)
    {
        await using var peer = new ScriptedPeer(call => hasBegun ? call.BeginAsync() : Task.CompletedTask);
        var options = new RemoteCatalogOptions { ResponseTimeout = TimeSpan.FromMilliseconds(1500) };
        var fault = await FailsAsync(peer, catalog => catalog.GetManifestAsync(Dataset).AsTask(), options, hasReset: true);
        Assert.Equal(RerunErrorCode.Timeout, fault.ErrorKind);
        Assert.Contains("1.5 s", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_reaches_the_server()
    {
        await using var peer = new ScriptedPeer(call => call.BeginAsync());
        await using var catalog = await RemoteCatalog.ConnectAsync(peer.Url);
        using var cancellation = new CancellationTokenSource(200);
        var fault = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => catalog.GetManifestAsync(Dataset, cancellation.Token).AsTask());
        Assert.Equal(cancellation.Token, fault.CancellationToken);
        await HasResetAsync(peer);
    }

    [Fact]
    public async Task Leaving_a_stream_early_reaches_the_server()
    {
        await using var peer = new ScriptedPeer(async call =>
        {
            await call.BeginAsync();
            await call.SendAsync(PeerCall.Frame(Tasks()));
        });
        await using var catalog = await RemoteCatalog.ConnectAsync(peer.Url);
        await foreach (var rows in catalog.QueryTasksOnCompletionAsync(["t"], TimeSpan.FromSeconds(30)))
        {
            Assert.Equal(0, rows.Length);
            break;
        }

        await HasResetAsync(peer);
    }

    [Fact]
    public async Task A_message_cut_short_is_told()
    {
        await using var peer = new ScriptedPeer(async call =>
        {
            await call.BeginAsync();
            await call.SendAsync(PeerCall.Frame(new byte[10], claimed: 1000));
            await call.EndAsync();
        });
        var fault = await FailsAsync(peer, catalog => catalog.GetManifestAsync(Dataset).AsTask());
        Assert.Equal(RerunErrorCode.CorruptData, fault.ErrorKind);
        Assert.Contains("cut short: 1000 bytes were promised, 10 came", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_beyond_the_limit_is_refused()
    {
        await using var peer = new ScriptedPeer(async call =>
        {
            await call.BeginAsync();
            await call.SendAsync(PeerCall.Frame(new byte[10], claimed: int.MaxValue));
        });
        var fault = await FailsAsync(
            peer, catalog => catalog.GetManifestAsync(Dataset).AsTask(), new RemoteCatalogOptions { MaxMessageBytes = 1 << 20 }, hasReset: true);
        Assert.Equal(RerunErrorCode.CorruptData, fault.ErrorKind);
        Assert.Contains("2147483647", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chunk_beyond_the_limit_is_refused()
    {
        await using var peer = new ScriptedPeer(async call =>
        {
            await call.BeginAsync();
            await call.SendAsync(PeerCall.Frame([0x0A, 0xFF, 0xFF, 0xFF, 0x7F], claimed: 0x10000000));
        });
        await using var catalog = await RemoteCatalog.ConnectAsync(peer.Url, new RemoteCatalogOptions { MaxMessageBytes = 1 << 20, ResponseTimeout = TimeSpan.FromSeconds(20) });
        var fault = await Assert.ThrowsAsync<RerunException>(async () =>
        {
            await foreach (var chunk in catalog.ReadChunksAsync([SomeChunk()]))
            {
                Assert.Fail($"{chunk} is none");
            }
        });
        Assert.Equal(("FetchChunks", RerunErrorCode.CorruptData), (fault.Rpc, fault.ErrorKind));
    }

    [Fact]
    public async Task An_answer_of_chunks_that_lacks_one_is_an_error()
    {
        await using var peer = new ScriptedPeer(call => call.AnswerAsync([]));
        await using var catalog = await RemoteCatalog.ConnectAsync(peer.Url);
        var fault = await Assert.ThrowsAsync<RerunException>(async () => await catalog.ReadChunksAsync([SomeChunk()]).GetAsyncEnumerator().MoveNextAsync());
        Assert.Contains("1 of the 1 chunks", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_without_a_status_is_a_lost_connection()
    {
        await using var peer = new ScriptedPeer(async call =>
        {
            await call.BeginAsync();
            await call.SendAsync(PeerCall.Frame([]));
            await call.Connection.HeadersAsync(call.Stream, [("x-nothing", "1")], isEnd: true);
        });
        var fault = await FailsAsync(peer, catalog => catalog.CreateDatasetAsync("d").AsTask());
        Assert.Equal(RerunErrorCode.ConnectionLost, fault.ErrorKind);
    }

    [Fact]
    public async Task A_wrong_token_is_told_and_never_shown()
    {
        await using var peer = new ScriptedPeer(call => call.FailAsync(RpcStatus.Unauthenticated, "invalid%20credentials"), isGreeting: false);
        var options = new RemoteCatalogOptions { Token = "aaa.secret.zzz" };
        var fault = await Assert.ThrowsAsync<RerunException>(() => RemoteCatalog.ConnectAsync(peer.Url, options).AsTask());
        Assert.Equal((RerunErrorCode.Unauthorized, RpcStatus.Unauthenticated), (fault.ErrorKind, fault.Status));
        Assert.Contains("invalid credentials", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", fault + options.ToString(), StringComparison.Ordinal);
        Assert.Single(peer.Calls);
    }

    [Fact]
    public async Task The_token_travels_with_every_call()
    {
        var headers = "";
        await using var peer = new ScriptedPeer(call =>
        {
            headers = call.Headers;
            return call.AnswerAsync(new Messages.GetDatasetSchemaResponse());
        });
        await FailsAsync(peer, catalog => catalog.GetDatasetSchemaAsync(Dataset).AsTask(), new RemoteCatalogOptions { Token = " aaa.bbb.ccc\n" });
        Assert.Contains("Bearer aaa.bbb.ccc", headers, StringComparison.Ordinal);
        Assert.Contains(Dataset.ToString(), headers, StringComparison.Ordinal);
        Assert.Contains("rerun-data/", headers, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("200", "text/html", "content of type 'text/html'")]
    [InlineData("404", "text/html", "HTTP 404")]
    public async Task A_web_server_is_no_catalog(string status, string type, string what)
    {
        await using var peer = new ScriptedPeer(call => call.AnswerAsWebServerAsync(status, type), isGreeting: false);
        var fault = await Assert.ThrowsAsync<RerunException>(() => RemoteCatalog.ConnectAsync(peer.Url).AsTask());
        Assert.Contains("no Rerun catalog", fault.Message, StringComparison.Ordinal);
        Assert.Contains(what, fault.InnerException is null ? fault.Message : fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_of_http_1_only_is_told()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var stop = new CancellationTokenSource();
        var serving = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                using var client = await listener.AcceptTcpClientAsync(stop.Token);
                await client.GetStream().ReadAtLeastAsync(new byte[1000], 10, throwOnEndOfStream: false);
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
            }
        });
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var fault = await Assert.ThrowsAsync<RerunException>(() => RemoteCatalog.ConnectAsync($"http://127.0.0.1:{port}").AsTask());
        Assert.Equal(RerunErrorCode.ConnectionLost, fault.ErrorKind);
        Assert.Contains("no Rerun catalog server", fault.Message, StringComparison.Ordinal);
        stop.Cancel();
        await serving.ContinueWith(_ => { }, TaskScheduler.Default);
    }

    [Fact]
    public async Task A_peer_that_takes_connections_and_says_nothing_is_given_up()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var options = new RemoteCatalogOptions { ConnectTimeout = TimeSpan.FromMilliseconds(300) };
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var fault = await Assert.ThrowsAsync<RerunException>(() => RemoteCatalog.ConnectAsync($"127.0.0.1:{port}", options).AsTask());
        Assert.Equal(RerunErrorCode.Timeout, fault.ErrorKind);
    }

    [Fact]
    public async Task Nobody_at_the_port_is_told()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var fault = await Assert.ThrowsAsync<RerunException>(() => RemoteCatalog.ConnectAsync($"127.0.0.1:{port}").AsTask());
        Assert.Equal(RerunErrorCode.ConnectionLost, fault.ErrorKind);
        Assert.Contains("cannot be reached", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_server_lacks_is_told_with_the_releases_that_have_it()
    {
        await using var peer = new ScriptedPeer(call => call.FailAsync(RpcStatus.Unimplemented, ""));
        var fault = await FailsAsync(peer, catalog => catalog.GetIndexesAsync(Dataset).AsTask());
        Assert.Equal((RerunErrorCode.NotSupported, "ListIndexes"), (fault.ErrorKind, fault.Rpc));
        Assert.Contains("from 0.28 to 0.33", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_servers_message_is_decoded()
    {
        await using var peer = new ScriptedPeer(call => call.FailAsync(RpcStatus.AlreadyExists, "caf%C3%A9 100%25"));
        var fault = await FailsAsync(peer, catalog => catalog.CreateDatasetAsync("d").AsTask());
        Assert.IsType<RerunAlreadyExistsException>(fault);
        Assert.Contains("café 100%", fault.Message, StringComparison.Ordinal);
        Assert.Equal(RpcStatus.AlreadyExists, fault.Status);
    }

    [Fact]
    public async Task A_read_is_asked_again_while_the_server_is_unavailable()
    {
        var count = 0;
        await using var peer = new ScriptedPeer(call =>
            Interlocked.Increment(ref count) < 3 ? call.FailAsync(RpcStatus.Unavailable, "later") : call.AnswerAsync(new Messages.FindEntriesResponse()));
        await using var catalog = await RemoteCatalog.ConnectAsync(peer.Url);
        Assert.Empty(await catalog.GetEntriesAsync());
        Assert.Equal(3, count);
    }

    [Fact]
    public async Task A_change_is_never_asked_again()
    {
        await using var peer = new ScriptedPeer(call => call.FailAsync(RpcStatus.Unavailable, "later"));
        var fault = await FailsAsync(peer, catalog => catalog.CreateDatasetAsync("d").AsTask());
        Assert.Equal(RerunErrorCode.ConnectionLost, fault.ErrorKind);
        Assert.Single(peer.OwnCalls);
    }

    [Fact]
    public async Task After_its_first_message_a_stream_is_not_asked_again()
    {
        await using var peer = new ScriptedPeer(async call =>
        {
            await call.BeginAsync();
            await call.SendAsync(PeerCall.Frame(Tasks()));
            await call.EndAsync(RpcStatus.Unavailable, "gone");
        });
        await FailsAsync(peer, async catalog =>
        {
            await foreach (var rows in catalog.QueryTasksOnCompletionAsync(["t"], TimeSpan.FromSeconds(30)))
            {
                Assert.Equal(0, rows.Length);
            }
        });
        Assert.Single(peer.OwnCalls);
    }

    private static byte[] Tasks() => new Messages.QueryTasksOnCompletionResponse
    {
        Data = Rerun.Catalog.Remote.Messages.DataframeParts.Write(Rerun.Catalog.Tables.EntryTable.Of([])),
    }.ToByteArray();

    private static Rerun.Catalog.Chunks.ChunkInfo SomeChunk() => new()
    {
        Key = new Rerun.Catalog.Remote.Chunks.RemoteChunkKey([1, 2, 3]),
        Id = Dataset,
        Partition = "p",
        Layer = "base",
        EntityPath = EntityPath.Parse("/e"),
        IsStatic = true,
        Timelines = [],
        Components = null,
    };

    private static async Task<RerunException> FailsAsync(
        ScriptedPeer peer, Func<RemoteCatalog, Task> call, RemoteCatalogOptions? options = null, bool hasReset = false)
    {
        await using var catalog = await RemoteCatalog.ConnectAsync(peer.Url, options);
        var fault = await Assert.ThrowsAnyAsync<RerunException>(() => call(catalog));
        if (hasReset)
        {
            await HasResetAsync(peer);
        }

        return fault;
    }

    private static async Task HasResetAsync(ScriptedPeer peer)
    {
        for (var i = 0; i < 100 && peer.Resets.IsEmpty; i++)
        {
            await Task.Delay(20);
        }

        Assert.Contains(CancelCode, peer.Resets);
    }
}
