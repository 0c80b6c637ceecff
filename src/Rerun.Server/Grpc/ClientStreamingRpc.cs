using Google.Protobuf;

namespace Rerun.Server.Grpc;

/// <summary>A method with a stream of requests and one answer.</summary>
internal sealed class ClientStreamingRpc<TRequest, TResponse>(
    MessageParser<TRequest> parser, Func<IAsyncEnumerable<TRequest>, RpcCall, CancellationToken, Task<TResponse>> answer) : IRpc
    where TRequest : class, IMessage<TRequest>
    where TResponse : IMessage<TResponse>
{
    public async Task InvokeAsync(RpcCall call, CancellationToken cancellationToken)
    {
        var response = await answer(call.ReadAllAsync(parser, cancellationToken), call, cancellationToken).ConfigureAwait(false);
        await call.WriteAsync(response, cancellationToken).ConfigureAwait(false);
    }
}
