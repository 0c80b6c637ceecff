using System.Buffers.Binary;
using Rerun.Arrow.Ipc.FlatBuffers;

namespace Rerun.Arrow.Ipc;

/// <summary>What a message's metadata tells without its body: for readers that look before they decode.</summary>
public readonly ref struct IpcMessageHead
{
    private const int NodeSize = 2 * sizeof(long);
    private const int BufferSize = 2 * sizeof(long);
    private readonly ReadOnlySpan<byte> _nodes;
    private readonly ReadOnlySpan<byte> _buffers;

    private IpcMessageHead(IpcMessageKind kind, long bodyLength, long rowCount, ReadOnlySpan<byte> nodes, ReadOnlySpan<byte> buffers, bool isBodyCompressed)
    {
        Kind = kind;
        BodyLength = bodyLength;
        RowCount = rowCount;
        _nodes = nodes;
        _buffers = buffers;
        IsBodyCompressed = isBodyCompressed;
    }

    /// <summary>What the message is.</summary>
    public IpcMessageKind Kind { get; }

    /// <summary>The number of bytes that follow the metadata.</summary>
    public long BodyLength { get; }

    /// <summary>The number of rows of a record batch; 0 for other messages.</summary>
    public long RowCount { get; }

    /// <summary>The number of field nodes of a record batch, one per array at any depth, depth first; 0 for other messages.</summary>
    public int NodeCount => _nodes.Length / NodeSize;

    /// <summary>The number of buffers of a record batch, depth first; 0 for other messages.</summary>
    public int BufferCount => _buffers.Length / BufferSize;

    /// <summary>Whether each buffer of a record batch is compressed by itself.</summary>
    public bool IsBodyCompressed { get; }

    /// <summary>Reads the length of a message's metadata.</summary>
    /// <param name="bytes">The first bytes of a message; eight are enough.</param>
    /// <param name="position">Where they stand, for errors.</param>
    /// <param name="metadataLength">The length of the metadata; 0 at the end of the stream.</param>
    /// <returns>The number of bytes before the metadata.</returns>
    /// <exception cref="ArrowFormatException">The length is cut short or negative.</exception>
    public static int ReadPrefix(ReadOnlySpan<byte> bytes, long position, out int metadataLength) =>
        IpcMessage.ReadPrefix(bytes, position, out metadataLength);

    /// <summary>Reads a message's metadata.</summary>
    /// <param name="metadata">The metadata, a FlatBuffer.</param>
    /// <param name="position">Where it stands, for errors.</param>
    /// <exception cref="ArrowFormatException">The metadata is malformed.</exception>
    public static IpcMessageHead Read(ReadOnlySpan<byte> metadata, long position)
    {
        var bodyLength = IpcMessage.ReadHead(metadata, position, out var kind, out _);
        if (kind != IpcMessageKind.RecordBatch)
        {
            return new IpcMessageHead(kind, bodyLength, 0, default, default, false);
        }

        var batch = FlatTable.Root(metadata, position).Table(2, "the message's header");
        var rows = batch.Int64(0);
        if (rows is < 0 or > int.MaxValue)
        {
            throw new ArrowFormatException($"a record batch of {rows} rows is not supported.", position);
        }

        return new IpcMessageHead(
            kind,
            bodyLength,
            rows,
            batch.Bytes(batch.Vector(1, NodeSize, "the field nodes"), NodeSize),
            batch.Bytes(batch.Vector(2, BufferSize, "the buffers"), BufferSize),
            batch.Has(3));
    }

    /// <summary>The length of an array of a record batch.</summary>
    /// <param name="node">The number of its field node.</param>
    public long NodeLength(int node) => BinaryPrimitives.ReadInt64LittleEndian(_nodes[(node * NodeSize)..]);

    /// <summary>The number of nulls that an array of a record batch is said to have; unchecked.</summary>
    /// <param name="node">The number of its field node.</param>
    public long NodeNullCount(int node) => BinaryPrimitives.ReadInt64LittleEndian(_nodes[((node * NodeSize) + sizeof(long))..]);

    /// <summary>Where in the body a buffer of a record batch is said to stand; unchecked.</summary>
    /// <param name="buffer">The number of the buffer.</param>
    public long BufferOffset(int buffer) => BinaryPrimitives.ReadInt64LittleEndian(_buffers[(buffer * BufferSize)..]);

    /// <summary>The number of bytes that a buffer of a record batch is said to have; unchecked.</summary>
    /// <param name="buffer">The number of the buffer.</param>
    public long BufferLength(int buffer) => BinaryPrimitives.ReadInt64LittleEndian(_buffers[((buffer * BufferSize) + sizeof(long))..]);
}
