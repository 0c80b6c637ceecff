using System.Globalization;
using System.Security.Authentication;
using Google.Protobuf;
using Rerun.Arrow;
using Rerun.Catalog.Chunks;

namespace Rerun.Catalog.Remote.Grpc;

/// <summary>Tells what went wrong with a call: which, of which server, and why.</summary>
internal sealed class CallFaults(CatalogUrl url, string rpc, string? offered)
{
    private const int LongestMessage = 2000;

    public string Rpc => rpc;

    /// <summary>What the server calls itself, or null as long as it did not say.</summary>
    public string? Server { get; set; }

    private string Peer => Server is null ? $"{url}" : $"{url} ({Server})";

    /// <summary>The server ended the call with a status.</summary>
    public RerunException Of(RpcStatus status, string message)
    {
        if (status == RpcStatus.Unimplemented)
        {
            return NotOffered(message);
        }

        if (message.Length > LongestMessage)
        {
            message = $"{message[..LongestMessage]}…";
        }

        var text = $"{rpc} failed on {Peer}: {(message.Length > 0 ? message : $"{status}.")}";
        return status switch
        {
            RpcStatus.NotFound => new RerunNotFoundException(text) { Rpc = rpc, Status = status, Server = Server },
            RpcStatus.AlreadyExists => new RerunAlreadyExistsException(text) { Rpc = rpc, Status = status, Server = Server },
            _ => With(text, KindOf(status, message), status, null),
        };
    }

    /// <summary>The server answers HTTP, but with an error of its own.</summary>
    public RerunException OfHttp(int code) => code switch
    {
        401 or 403 => With($"{rpc} failed on {Peer}: it answers HTTP {code}; the credentials do not suffice.", RerunErrorCode.Unauthorized, null, null),
        404 when Server is not null => NotOffered(""),
        429 or 502 or 503 or 504 => Lost($"it answers HTTP {code}", null),
        _ => NoCatalog($"it answers HTTP {code.ToString(CultureInfo.InvariantCulture)}"),
    };

    /// <summary>What an exception of the transport means.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="hasAnswered">Whether the server had begun to answer.</param>
    public RerunException Of(Exception exception, bool hasAnswered) => exception switch
    {
        AnswerFormatException or ChunkFormatException or ArrowFormatException => Corrupt(exception.Message.TrimEnd('.'), exception),
        InvalidProtocolBufferException => Corrupt($"a message cannot be read: {exception.Message.TrimEnd('.')}", exception),
        OperationCanceledException => With($"{rpc} failed: {url} took no connection in the time set.", RerunErrorCode.Timeout, null, exception),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } or AuthenticationException =>
            Lost($"no secure connection could be made ({Innermost(exception)}); a server without TLS is reached by rerun+http://", exception),
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError } =>
            Lost($"it cannot be reached ({Innermost(exception)})", exception),
        HttpRequestException or IOException when !hasAnswered => Lost($"the connection broke before an answer came ({Innermost(exception)})", exception),
        HttpRequestException or IOException => Lost($"the connection broke within the answer ({Innermost(exception)})", exception),
        ObjectDisposedException => With($"{rpc} failed: the catalog {url} is closed.", RerunErrorCode.ConnectionLost, null, exception),
        _ => With($"{rpc} failed on {Peer}: {exception.Message}", RerunErrorCode.Unknown, null, exception),
    };

    public RerunException TimedOut(TimeSpan timeout, Exception exception) =>
        With($"{rpc} failed on {Peer}: nothing came for {timeout.TotalSeconds:0.###} s.", RerunErrorCode.Timeout, null, exception);

    public RerunException Corrupt(string what, Exception? exception) =>
        With($"{rpc} failed on {Peer}: {what}.", RerunErrorCode.CorruptData, null, exception);

    public RerunException Lost(string what, Exception? exception) =>
        With($"{rpc} failed on {Peer}: {what}.", RerunErrorCode.ConnectionLost, null, exception);

    public RerunException NoCatalog(string what) => With($"{url} is no Rerun catalog server: {what}.", RerunErrorCode.ConnectionLost, null, null);

    private RerunException NotOffered(string message)
    {
        var detail = message.Length > 0 ? $" ({message})" : "";
        var since = offered is null ? "" : $"; {offered}";
        return With($"The server {Peer} has no {rpc}{detail}{since}.", RerunErrorCode.NotSupported, RpcStatus.Unimplemented, null);
    }

    private RerunException With(string text, RerunErrorCode kind, RpcStatus? status, Exception? exception) =>
        new(text, kind, exception) { Rpc = rpc, Status = status, Server = Server };

    private static RerunErrorCode KindOf(RpcStatus status, string message) => status switch
    {
        // An expired deadline comes back as a cancellation.
        RpcStatus.Canceled when message.Contains("Timeout", StringComparison.OrdinalIgnoreCase) => RerunErrorCode.Timeout,
        RpcStatus.Canceled => RerunErrorCode.Canceled,
        RpcStatus.InvalidArgument or RpcStatus.FailedPrecondition => RerunErrorCode.InvalidArgument,
        RpcStatus.DeadlineExceeded => RerunErrorCode.Timeout,
        RpcStatus.PermissionDenied or RpcStatus.Unauthenticated => RerunErrorCode.Unauthorized,
        RpcStatus.ResourceExhausted => RerunErrorCode.Overloaded,
        RpcStatus.OutOfRange => RerunErrorCode.ValueOutOfRange,
        RpcStatus.Unavailable => RerunErrorCode.ConnectionLost,
        RpcStatus.DataLoss => RerunErrorCode.CorruptData,
        _ => RerunErrorCode.Unknown,
    };

    private static string Innermost(Exception exception) => exception.GetBaseException().Message.TrimEnd('.');
}
