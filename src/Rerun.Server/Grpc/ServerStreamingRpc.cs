using Google.Protobuf;

namespace Rerun.Server.Grpc;

/// <summary>A method with a stream of answers.</summary>
internal sealed class ServerStreamingRpc<TRequest, TResponse>(
    MessageParser<TRequest> parser, Func<TRequest, RpcCall, CancellationToken, IAsyncEnumerable<TResponse>> answer) : IRpc
    where TRequest : class, IMessage<TRequest>
    where TResponse : IMessage<TResponse>
{
    public async Task InvokeAsync(RpcCall call, CancellationToken cancellationToken)
    {
        var request = await call.ReadAsync(parser, cancellationToken).ConfigureAwait(false);
        await foreach (var response in answer(request, call, cancellationToken).ConfigureAwait(false))
        {
            await call.WriteAsync(response, cancellationToken).ConfigureAwait(false);
        }
    }
}
