namespace Rerun.Server.Grpc;

/// <summary>A method of the service.</summary>
internal interface IRpc
{
    /// <summary>Reads the request and writes the answers; the caller ends the call with a status.</summary>
    Task InvokeAsync(RpcCall call, CancellationToken cancellationToken);
}
