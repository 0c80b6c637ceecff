using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Rerun.Catalog;
using Rerun.Server.Grpc;
using Rerun.Server.Hosting;
using Rerun.Server.Services;

namespace Rerun.Server;

/// <summary>
/// Serves a catalog over gRPC (HTTP/2, clear text) to the official clients and to this library's remote catalogs, and <c>GET /version</c> on
/// the same port. Reading only: entries, schemas, partition tables, manifests, tables, chunks.
/// </summary>
/// <remarks>Methods that are not served are answered with UNIMPLEMENTED. Members are not for concurrent use; the server itself is.</remarks>
public sealed class RerunServer : IAsyncDisposable
{
    // Half-open connections are found by asking, not by waiting for idle ones: clients keep theirs open between queries.
    private static readonly TimeSpan PingDelay = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromHours(1);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);
    private const int WindowSize = 1 << 20;

    private readonly KestrelServer _kestrel;
    private readonly ServiceProvider _services;
    private readonly ListenOptions _port;
    private readonly RpcDispatcher _dispatcher;
    private State _state = State.New;

    /// <summary>Creates a server that does not listen yet.</summary>
    /// <param name="catalog">What to serve. It stays the caller's: the server does not dispose it.</param>
    /// <param name="options">How to serve, or null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">The port or the limit is out of range.</exception>
    public RerunServer(ICatalog catalog, RerunServerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        options ??= new RerunServerOptions();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaxRequestBytes);
        var loggers = options.LoggerFactory ?? NullLoggerFactory.Instance;
        var version = $"rerun-data/{Version}";
        _dispatcher = new RpcDispatcher(
            CatalogService.Methods(catalog, Version, options.MaxRequestBytes),
            version,
            options.MaxRequestBytes,
            options.Token,
            loggers.CreateLogger<RerunServer>());
        _services = new ServiceCollection().BuildServiceProvider();
        var kestrel = new KestrelServerOptions { ApplicationServices = _services, AddServerHeader = false };
        SetLimits(kestrel.Limits);
        _port = new SharedPort().Listen(kestrel, new IPEndPoint(options.Host, options.Port));
        var sockets = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), loggers);
        _kestrel = new KestrelServer(Options.Create(kestrel), new PrefaceListeners(sockets), loggers);
    }

    private enum State
    {
        New,
        Running,
        Stopped,
    }

    /// <summary>The address for clients, for example <c>rerun+http://127.0.0.1:51234</c>, with the port that was taken.</summary>
    /// <exception cref="InvalidOperationException">The server does not listen.</exception>
    public string Address => _state == State.Running
        ? $"rerun+http://{Reachable(_port.IPEndPoint!)}"
        : throw new InvalidOperationException("The server does not listen.");

    private static string Version { get; } =
        typeof(RerunServer).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";

    /// <summary>Begins to listen.</summary>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="InvalidOperationException">The server was started before.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (_state != State.New)
        {
            throw new InvalidOperationException("A server starts once.");
        }

        await _kestrel.StartAsync(new ServerApplication(_dispatcher), cancellationToken).ConfigureAwait(false);
        _state = State.Running;
    }

    /// <summary>Takes no more connections, lets calls under way end, then closes. Does nothing if the server does not listen.</summary>
    /// <param name="cancellationToken">Ends the calls under way at once.</param>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (_state == State.Running)
        {
            _state = State.Stopped;
            await _kestrel.StopAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Stops; calls that do not end within seconds are cut.</summary>
    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(StopTimeout);
        await StopAsync(patience.Token).ConfigureAwait(false);
        _kestrel.Dispose();
        await _services.DisposeAsync().ConfigureAwait(false);
    }

    private static void SetLimits(KestrelServerLimits limits)
    {
        // Messages are bounded one by one; a reader may pause as long as it likes and holds up only itself.
        limits.MaxRequestBodySize = null;
        limits.MinResponseDataRate = null;
        limits.KeepAliveTimeout = IdleTimeout;
        limits.Http2.KeepAlivePingDelay = PingDelay;
        limits.Http2.KeepAlivePingTimeout = PingTimeout;
        limits.Http2.InitialConnectionWindowSize = WindowSize;
        limits.Http2.InitialStreamWindowSize = WindowSize;
    }

    /// <summary>Nobody can connect to "any address": this machine's own stands for it.</summary>
    private static IPEndPoint Reachable(IPEndPoint bound) =>
        bound.Address.Equals(IPAddress.Any) ? new IPEndPoint(IPAddress.Loopback, bound.Port)
        : bound.Address.Equals(IPAddress.IPv6Any) ? new IPEndPoint(IPAddress.IPv6Loopback, bound.Port)
        : bound;
}
