using Google.Protobuf;
using Microsoft.AspNetCore.Http;

namespace Rerun.Server.Grpc;

/// <summary>A call under way: its headers, its request, its answers.</summary>
internal sealed class RpcCall(HttpContext context, int maxRequestSize)
{
    /// <summary>A request header's only value, or null.</summary>
    public string? Header(string name) => context.Request.Headers[name] is [{ } value, ..] ? value : null;

    public ValueTask<T> ReadAsync<T>(MessageParser<T> parser, CancellationToken cancellationToken)
        where T : IMessage<T> => GrpcMessages.ReadAsync(context.Request.BodyReader, parser, maxRequestSize, cancellationToken);

    public ValueTask WriteAsync(IMessage message, CancellationToken cancellationToken) =>
        GrpcMessages.WriteAsync(context.Response.BodyWriter, message, cancellationToken);

    /// <summary>Ends the call: in the trailers, or in the headers where nothing was written yet and there is an error.</summary>
    public void End(GrpcStatus status, string message)
    {
        var code = ((int)status).ToString(System.Globalization.CultureInfo.InvariantCulture);
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
}
