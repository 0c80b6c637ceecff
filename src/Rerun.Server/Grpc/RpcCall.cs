using System.Globalization;
using System.Runtime.CompilerServices;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Rerun.Server.Dialects;

namespace Rerun.Server.Grpc;

/// <summary>A call under way: its headers, its request, its answers.</summary>
internal sealed class RpcCall(HttpContext context, int maxRequestSize)
{
    // HTTP/2's number for "the stream is no longer needed".
    private const int CancelError = 8;
    private bool _isWriting;

    /// <summary>How the client speaks.</summary>
    public Dialect Dialect { get; } = ClientVersion.DialectOf(Header(context, GrpcHeaders.ClientVersion));

    /// <summary>Whether the client renames components in what it receives, see <see cref="NewerNames"/>.</summary>
    public bool RenamesComponents => Dialect >= Dialect.Segments;

    /// <summary>A request header's only value, or null.</summary>
    public string? Header(string name) => Header(context, name);

    /// <summary>Reads the only request.</summary>
    public ValueTask<T> ReadAsync<T>(MessageParser<T> parser, CancellationToken cancellationToken)
        where T : class, IMessage<T> => GrpcMessages.ReadAsync(context.Request.BodyReader, parser, maxRequestSize, cancellationToken);

    /// <summary>Reads the requests of a stream, one at a time: a client that sends faster than they are taken has to wait.</summary>
    public async IAsyncEnumerable<T> ReadAllAsync<T>(MessageParser<T> parser, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class, IMessage<T>
    {
        while (await GrpcMessages.TryReadAsync(context.Request.BodyReader, parser, maxRequestSize, cancellationToken).ConfigureAwait(false) is { } message)
        {
            yield return message;
        }
    }

    /// <summary>Writes an answer and waits until the connection takes more.</summary>
    public async ValueTask WriteAsync(IMessage message, CancellationToken cancellationToken)
    {
        _isWriting = true;
        await GrpcMessages.WriteAsync(context.Response.BodyWriter, message, cancellationToken).ConfigureAwait(false);
        _isWriting = false;
    }

    /// <summary>Ends the call: in the trailers, or in the headers where nothing was written yet and there is an error.</summary>
    public void End(GrpcStatus status, string message)
    {
        if (_isWriting)
        {
            // The rest of an answer waits for a client that does not read; no trailer would pass it.
            context.Features.Get<IHttpResetFeature>()?.Reset(CancelError);
            return;
        }

        var code = ((int)status).ToString(CultureInfo.InvariantCulture);
        if (status != GrpcStatus.Ok && !context.Response.HasStarted)
        {
            context.Response.Headers[GrpcHeaders.Status] = code;
            context.Response.Headers[GrpcHeaders.Message] = GrpcHeaders.Encode(message);
            return;
        }

        context.Response.AppendTrailer(GrpcHeaders.Status, code);
        if (message.Length > 0)
        {
            context.Response.AppendTrailer(GrpcHeaders.Message, GrpcHeaders.Encode(message));
        }
    }

    private static string? Header(HttpContext context, string name) => context.Request.Headers[name] is [{ } value, ..] ? value : null;
}
