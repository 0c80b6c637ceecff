using System.Runtime.CompilerServices;
using Google.Protobuf;
using Rerun.Server.Grpc;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Server.Services;

/// <summary>Sends as many bytes as a newer client asks for, so that it can measure how fast they come.</summary>
internal static class BandwidthTest
{
    private const ulong MaxBytes = 32 << 20;
    private const ulong MessageBytes = 1 << 20;

    private static readonly ByteString Zeros = UnsafeByteOperations.UnsafeWrap(new byte[MessageBytes]);

    public static async IAsyncEnumerable<Wire.DoBandwidthTestResponse> RunAsync(
        Wire.DoBandwidthTestRequest request, RpcCall call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (request.NumBytes > MaxBytes)
        {
            throw GrpcException.InvalidArgument($"Up to {MaxBytes} bytes are sent, not {request.NumBytes}.");
        }

        await Task.CompletedTask.ConfigureAwait(false);
        for (var rest = request.NumBytes; rest > 0; rest -= Math.Min(rest, MessageBytes))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new() { Payload = rest >= MessageBytes ? Zeros : ByteString.CopyFrom(Zeros.Span[..(int)rest]) };
        }
    }
}
