using System.Net;
using System.Net.Sockets;
using Rerun.Catalog;
using Rerun.Catalog.Embedded;
using Rerun.Testing;

namespace Rerun.Server.Tests.Support;

/// <summary>A server of the sample drives (or another folder) on a free port.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly ICatalog _catalog;
    private readonly RerunServer _server;

    private RunningServer(ICatalog catalog, RerunServer server)
    {
        _catalog = catalog;
        _server = server;
        Http = new Uri(server.Address.Replace("rerun+http:", "http:", StringComparison.Ordinal).Replace("rerun:", "https:", StringComparison.Ordinal));
        Client = new GrpcClient(Http);
    }

    public string Address => _server.Address;

    public Uri Http { get; }

    public GrpcClient Client { get; }

    public ICatalog Catalog => _catalog;

    public Task StopAsync() => _server.StopAsync();

    public static Task<RunningServer> StartAsync(string? folder = null, RerunServerOptions? options = null) =>
        StartAsync(EmbeddedCatalog.Open(folder ?? SharedData.SampleDrives), options);

    /// <summary>A server of a catalog, which is disposed with it.</summary>
    public static async Task<RunningServer> StartAsync(ICatalog catalog, RerunServerOptions? options = null)
    {
        var server = new RerunServer(catalog, (options ?? new RerunServerOptions()) with { Port = 0 });
        await server.StartAsync();
        return new RunningServer(catalog, server);
    }

    /// <summary>A bare connection.</summary>
    public async Task<NetworkStream> ConnectAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, Http.Port));
        return new NetworkStream(socket, ownsSocket: true);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.DisposeAsync();
        await _catalog.DisposeAsync();
    }
}
