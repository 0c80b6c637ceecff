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
/// Serves a catalog over gRPC (HTTP/2, with or without TLS) to the official clients of all releases since 0.27 and to this library's remote catalogs, and
/// <c>GET /version</c> and <c>GET /health</c> on the same port.
/// </summary>
/// <remarks>
/// What the catalog does not offer is answered with UNIMPLEMENTED. The standard health check of gRPC is served, too; it needs no token. Members are not for
/// concurrent use; the server itself is.
/// </remarks>
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
    private readonly ServerHealth _health = new();
    private readonly bool _isSecure;
    private State _state = State.New;

    /// <summary>Creates a server that does not listen yet.</summary>
    /// <param name="catalog">What to serve. It stays the caller's: the server does not dispose it.</param>
    /// <param name="options">How to serve, or null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">The port or a limit is out of range.</exception>
    /// <exception cref="ArgumentException">The certificate has no private key.</exception>
    public RerunServer(ICatalog catalog, RerunServerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        options ??= new RerunServerOptions();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaxRequestBytes);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaxConcurrentCalls);
        if (options.MaxCallTime is { } time)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero);
        }

        var loggers = options.LoggerFactory ?? NullLoggerFactory.Instance;
        var roots = new AllowedRoots(options.Roots ?? FolderOf(catalog));
        _dispatcher = new RpcDispatcher(
            CatalogService.Methods(catalog, Version, roots, options.MaxRequestBytes),
            new RpcRunner(options, loggers.CreateLogger<RerunServer>()),
            _health,
            $"rerun-data/{Version}");
        _services = new ServiceCollection().BuildServiceProvider();
        var kestrel = new KestrelServerOptions { ApplicationServices = _services, AddServerHeader = false };
        SetLimits(kestrel.Limits, options);

        // Kestrel does not know that there is TLS below, and would wonder at requests for https.
        _isSecure = options.Certificate is not null;
        kestrel.AllowAlternateSchemes = _isSecure;
        _port = new SharedPort(options.Certificate is { } certificate ? new TlsLayer(certificate) : null)
            .Listen(kestrel, new IPEndPoint(options.Host, options.Port));
        var sockets = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), loggers);
        _kestrel = new KestrelServer(Options.Create(kestrel), new PrefaceListeners(sockets), loggers);
    }

    private enum State
    {
        New,
        Running,
        Stopped,
    }

    /// <summary>
    /// The address for clients, for example <c>rerun+http://127.0.0.1:51234</c>, or <c>rerun://127.0.0.1:51234</c> with TLS, with the port that was taken.
    /// </summary>
    /// <exception cref="InvalidOperationException">The server does not listen.</exception>
    public string Address => _state == State.Running
        ? $"{(_isSecure ? "rerun" : "rerun+http")}://{Reachable(_port.IPEndPoint!)}"
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
            _health.Stop();
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

    private static void SetLimits(KestrelServerLimits limits, RerunServerOptions options)
    {
        // Messages are bounded one by one; who reads or writes a stream may pause as long as they like and hold up only themselves.
        limits.MaxRequestBodySize = null;
        limits.MinRequestBodyDataRate = null;
        limits.MinResponseDataRate = null;
        limits.Http2.MaxStreamsPerConnection = options.MaxConcurrentCalls;
        limits.KeepAliveTimeout = IdleTimeout;
        limits.Http2.KeepAlivePingDelay = PingDelay;
        limits.Http2.KeepAlivePingTimeout = PingTimeout;
        limits.Http2.InitialConnectionWindowSize = WindowSize;
        limits.Http2.InitialStreamWindowSize = WindowSize;
    }

    /// <summary>The folder of a catalog that has one.</summary>
    private static IEnumerable<string> FolderOf(ICatalog catalog)
    {
        if (Directory.Exists(catalog.Location))
        {
            return [catalog.Location];
        }

        return File.Exists(catalog.Location) && Path.GetDirectoryName(Path.GetFullPath(catalog.Location)) is { } folder ? [folder] : [];
    }

    /// <summary>Nobody can connect to "any address": this machine's own stands for it.</summary>
    private static IPEndPoint Reachable(IPEndPoint bound) =>
        bound.Address.Equals(IPAddress.Any) ? new IPEndPoint(IPAddress.Loopback, bound.Port)
        : bound.Address.Equals(IPAddress.IPv6Any) ? new IPEndPoint(IPAddress.IPv6Loopback, bound.Port)
        : bound;
}
