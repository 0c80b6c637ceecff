namespace Rerun.Server.Grpc;

/// <summary>A method that is known and not offered.</summary>
/// <param name="message">What the client reads.</param>
internal sealed class RefusedRpc(string message) : IRpc
{
    public Task InvokeAsync(RpcCall call, CancellationToken cancellationToken) => throw new GrpcException(GrpcStatus.Unimplemented, message);
}
