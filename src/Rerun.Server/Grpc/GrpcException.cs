namespace Rerun.Server.Grpc;

/// <summary>Ends a call with a status and a message for the client.</summary>
/// <param name="status">The status.</param>
/// <param name="message">What the client reads.</param>
internal sealed class GrpcException(GrpcStatus status, string message) : Exception(message)
{
    public GrpcStatus Status { get; } = status;

    public static GrpcException InvalidArgument(string message) => new(GrpcStatus.InvalidArgument, message);

    public static GrpcException NotFound(string message) => new(GrpcStatus.NotFound, message);
}
