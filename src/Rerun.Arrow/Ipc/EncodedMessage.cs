using System.Buffers.Binary;
using Rerun.Arrow.Ipc.FlatBuffers;

namespace Rerun.Arrow.Ipc;

/// <summary>A message ready to be written: its head (marker, length, metadata, padding) and the pieces of its body.</summary>
internal sealed class EncodedMessage
{
    public const int Alignment = 64;
    private const int PrefixLength = 8;
    private static readonly byte[] Zeros = new byte[Alignment];

    private EncodedMessage(byte[] head, IReadOnlyList<ReadOnlyMemory<byte>> body, long bodyLength)
    {
        Head = head;
        Body = body;
        BodyLength = bodyLength;
    }

    /// <summary>Marker, length, metadata and padding.</summary>
    public byte[] Head { get; }

    /// <summary>The pieces of the body, padding included.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Body { get; }

    /// <summary>The bytes of the body.</summary>
    public long BodyLength { get; }

    /// <summary>The bytes of the whole message.</summary>
    public long Length => Head.Length + BodyLength;

    /// <summary>Zeros that pad a length to the alignment.</summary>
    public static ReadOnlyMemory<byte> PaddingAfter(long length) => Zeros.AsMemory(0, (int)(-length & (Alignment - 1)));

    /// <summary>Wraps a header into a message.</summary>
    /// <param name="builder">Where the header was written.</param>
    /// <param name="kind">What the header is.</param>
    /// <param name="header">The header's place.</param>
    /// <param name="position">Where the message will stand, so that its body is aligned there.</param>
    /// <param name="body">The pieces of the body.</param>
    /// <param name="bodyLength">The bytes of the body.</param>
    public static EncodedMessage Create(
        FlatBuilder builder, IpcMessageKind kind, int header, long position, IReadOnlyList<ReadOnlyMemory<byte>> body, long bodyLength)
    {
        builder.StartTable();
        builder.Add(3, bodyLength);
        builder.AddReference(2, header);
        builder.Add(0, (short)4);
        builder.Add(1, (byte)kind);
        var metadata = builder.Finish(builder.EndTable());
        var padding = PaddingAfter(position + PrefixLength + metadata.Length);
        var head = new byte[PrefixLength + metadata.Length + padding.Length];
        BinaryPrimitives.WriteInt32LittleEndian(head, -1);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(4), metadata.Length + padding.Length);
        metadata.Span.CopyTo(head.AsSpan(PrefixLength));
        return new EncodedMessage(head, body, bodyLength);
    }
}
