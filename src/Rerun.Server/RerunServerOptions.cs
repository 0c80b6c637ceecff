using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;

namespace Rerun.Server;

/// <summary>How a <see cref="RerunServer"/> serves.</summary>
public sealed record RerunServerOptions
{
    /// <summary>The port of catalog servers where none is named.</summary>
    public const int DefaultPort = 51234;

    /// <summary>The address to listen on; by default only this machine can connect.</summary>
    public IPAddress Host { get; init; } = IPAddress.Loopback;

    /// <summary>The port to listen on; 0 takes a free one.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>
    /// The certificate to serve TLS with, its private key included, or null to serve in clear text. With TLS clients connect to <c>rerun://</c> addresses. It
    /// stays the caller's.
    /// </summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>The token that clients must bring, or null to serve everybody. In clear text it can be overheard: use it on trusted networks or with TLS.</summary>
    public string? Token { get; init; }

    /// <summary>
    /// The folders below which clients may name files: recordings to register, tables to create or register. What counts is where a path leads once all links
    /// are followed. Null allows the folder of the catalog itself, and nothing where it has none; an empty list allows nothing.
    /// </summary>
    public IReadOnlyList<string>? Roots { get; init; }

    /// <summary>
    /// The greatest number of bytes of one message of a request, and of what a compressed part of it decodes to; larger ones are refused with
    /// RESOURCE_EXHAUSTED.
    /// </summary>
    public int MaxRequestBytes { get; init; } = 64 << 20;

    /// <summary>How many calls are answered at once; more are refused with RESOURCE_EXHAUSTED.</summary>
    public int MaxConcurrentCalls { get; init; } = 1000;

    /// <summary>
    /// How long a call may take, its whole stream included, or null for as long as it likes; then it ends with DEADLINE_EXCEEDED. A client's own deadline
    /// (<c>grpc-timeout</c>) is kept as well.
    /// </summary>
    public TimeSpan? MaxCallTime { get; init; }

    /// <summary>Where the server tells of its failures, or null for nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>The address, and whether TLS is served and a token asked for; never the token itself.</summary>
    public override string ToString() => $"{Host}:{Port}{(Certificate is null ? "" : ", with TLS")}{(Token is null ? "" : ", with a token")}";
}
