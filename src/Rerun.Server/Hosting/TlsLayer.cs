using System.IO.Pipelines;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;

namespace Rerun.Server.Hosting;

/// <summary>Puts TLS below the connections of a port. Kestrel's own needs services that only its web hosts have.</summary>
internal sealed class TlsLayer
{
    private static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(30);

    private readonly SslServerAuthenticationOptions _options;

    /// <exception cref="ArgumentException">The certificate has no private key.</exception>
    public TlsLayer(X509Certificate2 certificate)
    {
        if (!certificate.HasPrivateKey)
        {
            throw new ArgumentException("A server's certificate needs its private key.", nameof(certificate));
        }

        _options = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(certificate, additionalCertificates: null),
            ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        };
    }

    /// <summary>Shakes hands and hands the connection on, as if it were in clear text.</summary>
    public async Task RunAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var transport = connection.Transport;
        var secure = new SslStream(new DuplexStream(transport.Input.AsStream(leaveOpen: true), transport.Output.AsStream(leaveOpen: true)));
        await using (secure.ConfigureAwait(false))
        {
            if (!await TryAuthenticateAsync(connection, secure).ConfigureAwait(false))
            {
                connection.Abort();
                return;
            }

            var (input, output) = (PipeReader.Create(secure, new(leaveOpen: true)), PipeWriter.Create(secure, new(leaveOpen: true)));
            connection.Transport = new DuplexPipe(input, output);
            try
            {
                await next(connection).ConfigureAwait(false);
            }
            finally
            {
                await input.CompleteAsync().ConfigureAwait(false);
                await output.CompleteAsync().ConfigureAwait(false);
                connection.Transport = transport;
            }
        }
    }

    private async Task<bool> TryAuthenticateAsync(ConnectionContext connection, SslStream secure)
    {
        try
        {
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(connection.ConnectionClosed);
            timeout.CancelAfter(HandshakeTimeout);
            await secure.AuthenticateAsServerAsync(_options, timeout.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException or OperationCanceledException)
        {
            // Clear text, a client that does not trust the certificate, or one that left.
            return false;
        }
    }

    private sealed class DuplexPipe(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input { get; } = input;

        public PipeWriter Output { get; } = output;
    }
}
