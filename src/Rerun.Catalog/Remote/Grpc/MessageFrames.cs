using System.Buffers;
using System.Buffers.Binary;
using Google.Protobuf;

namespace Rerun.Catalog.Remote.Grpc;

/// <summary>Messages as they travel: a flag (compressed or not), the length in four bytes, the bytes.</summary>
internal static class MessageFrames
{
    public const int HeaderSize = 5;

    /// <summary>A message in its frame, never compressed.</summary>
    public static byte[] Write(IMessage message)
    {
        var size = message.CalculateSize();
        var frame = GC.AllocateUninitializedArray<byte>(HeaderSize + size);
        frame[0] = 0;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)size);
        message.WriteTo(frame.AsSpan(HeaderSize));
        return frame;
    }
}
