using System.Net;
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

    /// <summary>The token that clients must bring, or null to serve everybody. It travels in clear text: use it on trusted networks or behind TLS.</summary>
    public string? Token { get; init; }

    /// <summary>The greatest number of bytes of a request that is read; longer ones are refused with RESOURCE_EXHAUSTED.</summary>
    public int MaxRequestBytes { get; init; } = 64 << 20;

    /// <summary>Where the server tells of its failures, or null for nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>The address and whether a token is asked for; never the token itself.</summary>
    public override string ToString() => $"{Host}:{Port}{(Token is null ? "" : ", with a token")}";
}
