using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Rerun.Arrow.Compression;
using Rerun.Arrow.Ipc.FlatBuffers;

namespace Rerun.Arrow.Ipc;

/// <summary>Hands out the nodes and buffers of a batch in order, and checks each against the body.</summary>
internal ref struct BodyReader
{
    private readonly ReadOnlyMemory<byte> _body;
    private readonly long _bodyPosition;
    private readonly ReadOnlySpan<long> _nodes;
    private readonly ReadOnlySpan<long> _buffers;
    private readonly ReadOnlySpan<long> _variadicCounts;
    private readonly bool _compressed;
    private readonly long _position;
    private int _node;
    private int _buffer;
    private int _variadic;
    private long _storedBytesLeft;

    public BodyReader(FlatTable batch, ReadOnlyMemory<byte> body, long bodyPosition, bool oldValidity)
    {
        _body = body;
        _bodyPosition = bodyPosition;
        _position = batch.Position;
        OldValidity = oldValidity;
        _nodes = Longs(batch, batch.Vector(1, 16, "the field nodes"), 16);
        _buffers = Longs(batch, batch.Vector(2, 16, "the buffers"), 16);
        _variadicCounts = Longs(batch, batch.Vector(4, 8, "the variadic buffer counts"), 8);
        _storedBytesLeft = body.Length;
        if (batch.Has(3))
        {
            var compression = batch.Table(3, "the body compression");
            var codec = compression.Byte(0);
            if (codec != 0)
            {
                throw new ArrowFormatException(
                    $"the body is compressed by {(codec == 1 ? "ZSTD" : $"codec {codec}")}, which is not supported; LZ4 frames are.", batch.Position);
            }

            if (compression.Byte(1) != 0)
            {
                throw new ArrowFormatException($"body compression method {compression.Byte(1)} is not supported.", batch.Position);
            }

            _compressed = true;
        }
    }

    /// <summary>Whether unions and run-end encoded arrays come with a validity buffer.</summary>
    public bool OldValidity { get; }

    /// <summary>Where the batch's metadata stands in what was read.</summary>
    public readonly long Position => _position;

    /// <summary>The next array's length and number of nulls.</summary>
    public (int Length, int NullCount) NextNode(Field field)
    {
        if (2 * _node >= _nodes.Length)
        {
            throw new ArrowFormatException($"the batch has only {_nodes.Length / 2} field nodes; the schema needs more, from '{field.Name}' on.", _position);
        }

        var length = _nodes[2 * _node];
        var nulls = _nodes[(2 * _node) + 1];
        _node++;
        return length is >= 0 and < int.MaxValue && nulls >= 0 && nulls <= length
            ? ((int)length, (int)nulls)
            : throw new ArrowFormatException($"column '{field.Name}' has {length} values and {nulls} nulls.", _position);
    }

    /// <summary>The number of data buffers of the next view array.</summary>
    public int NextVariadicCount(Field field)
    {
        if (_variadic >= _variadicCounts.Length)
        {
            throw new ArrowFormatException($"the batch lacks the number of data buffers of '{field.Name}'.", _position);
        }

        var count = _variadicCounts[_variadic++];
        return count >= 0 && count <= (_buffers.Length / 2) - _buffer
            ? (int)count
            : throw new ArrowFormatException($"column '{field.Name}' has {count} data buffers, but {(_buffers.Length / 2) - _buffer} buffers are left.", _position);
    }

    /// <summary>The next buffer, decompressed if need be.</summary>
    public ArrowBuffer NextBuffer(Field field)
    {
        if (2 * _buffer >= _buffers.Length)
        {
            throw new ArrowFormatException($"the batch has only {_buffers.Length / 2} buffers; the schema needs more, from '{field.Name}' on.", _position);
        }

        var offset = _buffers[2 * _buffer];
        var length = _buffers[(2 * _buffer) + 1];
        _buffer++;
        if (length == 0)
        {
            return ArrowBuffer.Empty;
        }

        if (offset < 0 || length < 0 || offset > _body.Length || length > _body.Length - offset)
        {
            throw new ArrowFormatException(
                $"buffer {_buffer - 1} of '{field.Name}', {length} bytes at {offset}, does not lie within the body of {_body.Length} bytes.", _position);
        }

        var memory = _body.Slice((int)offset, (int)length);
        return _compressed ? Decompress(memory, _bodyPosition + offset, field) : new ArrowBuffer(memory);
    }

    /// <summary>Checks that nothing is left over.</summary>
    public readonly void End()
    {
        if (2 * _node != _nodes.Length || 2 * _buffer != _buffers.Length)
        {
            throw new ArrowFormatException(
                $"the batch has {_nodes.Length / 2} field nodes and {_buffers.Length / 2} buffers, but the schema needs {_node} and {_buffer}.", _position);
        }
    }

    private ArrowBuffer Decompress(ReadOnlyMemory<byte> stored, long position, Field field)
    {
        // Stored buffers cannot overlap, or a small body could stand for any number of large ones.
        _storedBytesLeft -= stored.Length;
        if (_storedBytesLeft < 0)
        {
            throw new ArrowFormatException($"the compressed buffers up to '{field.Name}' overlap.", position);
        }

        if (stored.Length < 8)
        {
            throw new ArrowFormatException($"a compressed buffer of {stored.Length} bytes lacks its decoded length.", position);
        }

        var decodedLength = BinaryPrimitives.ReadInt64LittleEndian(stored.Span);
        var source = stored[8..];
        if (decodedLength == -1)
        {
            return new ArrowBuffer(source);
        }

        if (decodedLength == 0)
        {
            return ArrowBuffer.Empty;
        }

        if (decodedLength > Array.MaxLength || !Lz4Block.CanDecodeTo(source.Length, decodedLength))
        {
            throw new ArrowFormatException($"a compressed buffer of {source.Length} bytes cannot decode to {decodedLength}.", position);
        }

        var decoded = GC.AllocateUninitializedArray<byte>((int)decodedLength);
        try
        {
            Lz4Frame.Decode(source.Span, decoded);
        }
        catch (ArrowFormatException e)
        {
            throw new ArrowFormatException($"In the compressed buffer of '{field.Name}' that starts at byte {position + 8}: {e.Message}", e);
        }

        return new ArrowBuffer(decoded);
    }

    private static ReadOnlySpan<long> Longs(FlatTable batch, (int Start, int Count) vector, int elementSize) =>
        vector.Count == 0 ? default : MemoryMarshal.Cast<byte, long>(batch.Bytes(vector, elementSize));
}
