using Google.Protobuf;

namespace Rerun.Server.Grpc;

/// <summary>A method with one answer.</summary>
internal sealed class UnaryRpc<TRequest, TResponse>(
    MessageParser<TRequest> parser, Func<TRequest, RpcCall, CancellationToken, Task<TResponse>> answer) : IRpc
    where TRequest : class, IMessage<TRequest>
    where TResponse : IMessage<TResponse>
{
    public async Task InvokeAsync(RpcCall call, CancellationToken cancellationToken)
    {
        var request = await call.ReadAsync(parser, cancellationToken).ConfigureAwait(false);
        await call.WriteAsync(await answer(request, call, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }
}
