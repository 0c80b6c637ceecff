using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Rerun.Server.Hosting;

/// <summary>
/// Serves HTTP/1.1 and HTTP/2 on one port, which Kestrel alone does not in clear text: without TLS nothing tells which of them comes. The
/// first bytes do: HTTP/2 connections start with a fixed preface. With TLS they do as well, whatever a client has announced.
/// </summary>
/// <param name="tls">What lies below the connections, or null for clear text.</param>
internal sealed class SharedPort(TlsLayer? tls)
{
    private static readonly TimeSpan PrefaceTimeout = TimeSpan.FromSeconds(30);
    private ConnectionDelegate? _http2;

    private static ReadOnlySpan<byte> Preface => "PRI * HTTP/2.0\r\n"u8;

    /// <summary>Makes Kestrel listen.</summary>
    /// <param name="options">Kestrel's options.</param>
    /// <param name="endPoint">The address and port.</param>
    /// <returns>What listens; knows its port once Kestrel has started.</returns>
    public ListenOptions Listen(KestrelServerOptions options, IPEndPoint endPoint)
    {
        options.Listen(new PrefaceListeners.SilentEndPoint(), silent =>
        {
            silent.Protocols = HttpProtocols.Http2;
            silent.Use(http2 => _http2 = http2);
        });

        ListenOptions? listening = null;
        options.Listen(endPoint, port =>
        {
            port.Protocols = HttpProtocols.Http1;
            if (tls is not null)
            {
                port.Use(plain => connection => tls.RunAsync(connection, plain));
            }

            port.Use(http1 => connection => ChooseAsync(connection, http1));
            listening = port;
        });
        return listening!;
    }

    private async Task ChooseAsync(ConnectionContext connection, ConnectionDelegate http1)
    {
        bool isHttp2;
        try
        {
            // Kestrel asks connections to close when it stops, and waits for those that do not listen.
            var stop = connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? CancellationToken.None;
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(connection.ConnectionClosed, stop);
            timeout.CancelAfter(PrefaceTimeout);
            isHttp2 = await StartsWithPrefaceAsync(connection.Transport.Input, timeout.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // Came and said nothing, or left.
            connection.Abort();
            return;
        }

        await (isHttp2 ? _http2! : http1)(connection).ConfigureAwait(false);
    }

    /// <summary>Looks at the first bytes and leaves them there.</summary>
    private static async ValueTask<bool> StartsWithPrefaceAsync(PipeReader input, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await input.ReadAsync(cancellationToken).ConfigureAwait(false);
            var (fits, isWhole) = Compare(read.Buffer);
            if (!fits || isWhole || read.IsCompleted)
            {
                input.AdvanceTo(read.Buffer.Start);
                return fits && isWhole;
            }

            input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static (bool Fits, bool IsWhole) Compare(ReadOnlySequence<byte> buffer)
    {
        Span<byte> start = stackalloc byte[Preface.Length];
        var length = (int)Math.Min(buffer.Length, start.Length);
        buffer.Slice(0, length).CopyTo(start);
        return (Preface.StartsWith(start[..length]), length == Preface.Length);
    }
}
