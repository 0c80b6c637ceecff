using Rerun.Arrow;
using Rerun.Catalog;

namespace Rerun.Server.Grpc;

/// <summary>Which status an exception of the catalog becomes.</summary>
internal static class GrpcStatuses
{
    public static GrpcStatus Of(Exception exception) => exception switch
    {
        GrpcException grpc => grpc.Status,
        RerunException rerun => Of(rerun.ErrorKind),
        ArrowFormatException => GrpcStatus.Internal,
        OperationCanceledException => GrpcStatus.Canceled,
        _ => GrpcStatus.Internal,
    };

    /// <summary>Whether the message was written for users; what else goes wrong may tell too much of the server.</summary>
    public static bool IsForUsers(Exception exception) => exception is GrpcException or RerunException or ArrowFormatException;

    private static GrpcStatus Of(RerunErrorCode code) => code switch
    {
        RerunErrorCode.NotFound => GrpcStatus.NotFound,
        RerunErrorCode.AlreadyExists => GrpcStatus.AlreadyExists,
        RerunErrorCode.InvalidArgument or RerunErrorCode.UnknownColumn or RerunErrorCode.Ambiguous or RerunErrorCode.TypeMismatch
            or RerunErrorCode.ValueOutOfRange => GrpcStatus.InvalidArgument,
        RerunErrorCode.ReadOnly => GrpcStatus.FailedPrecondition,
        RerunErrorCode.NotSupported => GrpcStatus.Unimplemented,
        RerunErrorCode.OutOfMemory or RerunErrorCode.Overloaded => GrpcStatus.ResourceExhausted,
        RerunErrorCode.Canceled => GrpcStatus.Canceled,
        RerunErrorCode.Timeout or RerunErrorCode.QueryTimeout => GrpcStatus.DeadlineExceeded,
        RerunErrorCode.ConnectionLost => GrpcStatus.Unavailable,
        RerunErrorCode.Unauthorized => GrpcStatus.Unauthenticated,
        _ => GrpcStatus.Internal,
    };
}
