using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using Google.Protobuf;

namespace Rerun.Server.Grpc;

/// <summary>Messages as they travel: a flag (compressed or not), the length in four bytes, the bytes.</summary>
internal static class GrpcMessages
{
    private const int HeaderSize = 5;

    /// <summary>Reads the first message of a request.</summary>
    /// <param name="body">The request's body.</param>
    /// <param name="parser">Reads the message's bytes.</param>
    /// <param name="maxSize">The greatest length that is read.</param>
    /// <param name="cancellationToken">Cancels the wait for bytes.</param>
    /// <exception cref="GrpcException">There is no message, or it is cut short, too long or not of this kind.</exception>
    public static async ValueTask<T> ReadAsync<T>(PipeReader body, MessageParser<T> parser, int maxSize, CancellationToken cancellationToken)
        where T : class, IMessage<T> =>
        await TryReadAsync(body, parser, maxSize, cancellationToken).ConfigureAwait(false)
            ?? throw new GrpcException(GrpcStatus.Internal, "Missing request message.");

    /// <summary>Reads the next message of a request, or null at its end.</summary>
    /// <inheritdoc cref="ReadAsync"/>
    public static async ValueTask<T?> TryReadAsync<T>(PipeReader body, MessageParser<T> parser, int maxSize, CancellationToken cancellationToken)
        where T : class, IMessage<T>
    {
        while (true)
        {
            var read = await body.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (TryTake(read.Buffer, maxSize, out var message))
            {
                var result = Parse(parser, message);
                body.AdvanceTo(message.End);
                return result;
            }

            if (read.IsCompleted)
            {
                return read.Buffer.IsEmpty ? null : throw new GrpcException(GrpcStatus.Internal, "Unexpected EOF decoding stream.");
            }

            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>Writes a message and waits until the connection takes more.</summary>
    public static async ValueTask WriteAsync(PipeWriter body, IMessage message, CancellationToken cancellationToken)
    {
        var size = message.CalculateSize();
        var header = body.GetSpan(HeaderSize);
        header[0] = 0;
        BinaryPrimitives.WriteUInt32BigEndian(header[1..], (uint)size);
        body.Advance(HeaderSize);
        message.WriteTo(body);
        var flushed = await body.FlushAsync(cancellationToken).ConfigureAwait(false);
        if (flushed.IsCompleted)
        {
            throw new OperationCanceledException("The client reads no more.");
        }
    }

    private static bool TryTake(ReadOnlySequence<byte> buffer, int maxSize, out ReadOnlySequence<byte> message)
    {
        message = default;
        if (buffer.Length < HeaderSize)
        {
            return false;
        }

        Span<byte> header = stackalloc byte[HeaderSize];
        buffer.Slice(0, HeaderSize).CopyTo(header);
        if (header[0] != 0)
        {
            throw new GrpcException(
                GrpcStatus.Internal, "protocol error: received message with compressed-flag but no grpc-encoding was specified");
        }

        var size = BinaryPrimitives.ReadUInt32BigEndian(header[1..]);
        if (size > (uint)maxSize)
        {
            throw new GrpcException(GrpcStatus.ResourceExhausted, $"The request has {size} bytes; this server takes up to {maxSize}.");
        }

        if (buffer.Length - HeaderSize < size)
        {
            return false;
        }

        message = buffer.Slice(HeaderSize, size);
        return true;
    }

    private static T Parse<T>(MessageParser<T> parser, ReadOnlySequence<byte> message)
        where T : IMessage<T>
    {
        try
        {
            return parser.ParseFrom(message);
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new GrpcException(GrpcStatus.Internal, $"failed to decode Protobuf message: {exception.Message}");
        }
    }
}
