using System.Buffers.Binary;
using Rerun.Arrow.Ipc.FlatBuffers;

namespace Rerun.Arrow.Ipc;

/// <summary>One message of an IPC stream: its metadata, and the body with its buffers. Nothing in it is decoded yet, and nothing is copied.</summary>
public readonly struct IpcMessage
{
    private const int Continuation = -1;

    private IpcMessage(IpcMessageKind kind, ReadOnlyMemory<byte> metadata, ReadOnlyMemory<byte> body, long position, bool oldValidity)
    {
        Kind = kind;
        Metadata = metadata;
        Body = body;
        Position = position;
        OldValidity = oldValidity;
    }

    /// <summary>What the message is.</summary>
    public IpcMessageKind Kind { get; }

    /// <summary>The metadata, a FlatBuffer. Byte-identical metadata of schema messages means the same schema.</summary>
    public ReadOnlyMemory<byte> Metadata { get; }

    /// <summary>The buffers; empty for a schema.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>Where the metadata stands in what was read.</summary>
    public long Position { get; }

    /// <summary>Whether unions and run-end encoded arrays come with a validity buffer, as before version 5 of the format.</summary>
    internal bool OldValidity { get; }

    /// <summary>Reads the next message.</summary>
    /// <param name="stream">An IPC stream, or what is left of it.</param>
    /// <param name="position">Where to read; afterwards behind the message.</param>
    /// <param name="message">The message.</param>
    /// <returns>False at the end of the stream, whether marked or not.</returns>
    /// <exception cref="ArrowFormatException">The message is malformed or cut short.</exception>
    public static bool TryRead(ReadOnlyMemory<byte> stream, ref int position, out IpcMessage message) => TryRead(stream, 0, ref position, out message);

    /// <summary>A message whose parts were read apart.</summary>
    internal static IpcMessage From(ReadOnlyMemory<byte> metadata, ReadOnlyMemory<byte> body, long position)
    {
        var bodyLength = ReadHead(metadata.Span, position, out var kind, out var oldValidity);
        return bodyLength == body.Length
            ? new IpcMessage(kind, metadata, body, position, oldValidity)
            : throw new ArrowFormatException($"the message's body has {body.Length} bytes, expected {bodyLength}.", position);
    }

    /// <summary>Reads the next message of bytes that themselves stand at an origin in what was read.</summary>
    internal static bool TryRead(ReadOnlyMemory<byte> stream, long origin, ref int position, out IpcMessage message)
    {
        message = default;
        var left = stream.Span[position..];
        if (left.IsEmpty)
        {
            return false;
        }

        var prefix = ReadPrefix(left, origin + position, out var metadataLength);
        if (metadataLength == 0)
        {
            position += prefix;
            return false;
        }

        if (metadataLength > left.Length - prefix)
        {
            throw new ArrowFormatException($"metadata of {metadataLength} bytes does not fit the {left.Length - prefix} left.", origin + position);
        }

        var start = position + prefix;
        var metadata = stream.Slice(start, metadataLength);
        var bodyLength = ReadHead(metadata.Span, origin + start, out var kind, out var oldValidity);
        if (bodyLength > left.Length - prefix - metadataLength)
        {
            throw new ArrowFormatException($"a body of {bodyLength} bytes does not fit the {left.Length - prefix - metadataLength} left.", origin + start + metadataLength);
        }

        message = new IpcMessage(kind, metadata, stream.Slice(start + metadataLength, (int)bodyLength), origin + start, oldValidity);
        position = start + metadataLength + (int)bodyLength;
        return true;
    }

    /// <summary>Reads the length of the metadata, with or without the marker before it. Gives the number of bytes that this takes.</summary>
    internal static int ReadPrefix(ReadOnlySpan<byte> bytes, long position, out int metadataLength)
    {
        if (bytes.Length < 4)
        {
            throw new ArrowFormatException($"{bytes.Length} bytes are too few for a message's length.", position);
        }

        // Before version 0.15 of the format there was no marker.
        var prefix = 4;
        metadataLength = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        if (metadataLength == Continuation)
        {
            if (bytes.Length < 8)
            {
                throw new ArrowFormatException($"{bytes.Length} bytes are too few for a message's length.", position);
            }

            prefix = 8;
            metadataLength = BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]);
        }

        return metadataLength >= 0 ? prefix : throw new ArrowFormatException($"the metadata's length is {metadataLength}.", position);
    }

    /// <summary>Reads a message's kind and the length of its body.</summary>
    internal static long ReadHead(ReadOnlySpan<byte> metadata, long position, out IpcMessageKind kind, out bool oldValidity)
    {
        var root = FlatTable.Root(metadata, position);
        var version = root.Int16(0);
        if (version is not (3 or 4))
        {
            throw new ArrowFormatException($"metadata version {version + 1} is not supported, expected 4 or 5.", position);
        }

        oldValidity = version == 3;
        kind = (IpcMessageKind)root.Byte(1);
        if (kind is < IpcMessageKind.Schema or > IpcMessageKind.RecordBatch)
        {
            throw new ArrowFormatException($"messages of kind {(int)kind} are not supported, expected a schema, dictionary or record batch.", position);
        }

        var bodyLength = root.Int64(3);
        return bodyLength is >= 0 and <= int.MaxValue
            ? bodyLength
            : throw new ArrowFormatException($"a body of {bodyLength} bytes is not supported.", position);
    }
}
