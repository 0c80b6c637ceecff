using System.Buffers.Binary;
using System.Text;

namespace Rerun.Catalog.Chunks.Rrd;

/// <summary>
/// Reads the fields of one protobuf message where it lies. The messages around chunks are read by hand, not by generated code, because that copies
/// every payload, skips fields of a wrong wire type in silence, and cannot say where a field lies in the file.
/// </summary>
internal ref struct ProtobufReader
{
    private const int MaxVarintBytes = 10;
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _data;
    private readonly int _origin;
    private readonly string _message;
    private int _position;
    private int _field;
    private WireType _wireType;

    /// <summary>A reader over a message.</summary>
    /// <param name="data">The message's bytes.</param>
    /// <param name="message">The message's name, for errors.</param>
    /// <param name="origin">Where the message starts in the outermost one.</param>
    public ProtobufReader(ReadOnlySpan<byte> data, string message, int origin = 0)
    {
        _data = data;
        _message = message;
        _origin = origin;
    }

    private enum WireType
    {
        Varint = 0,
        Fixed64 = 1,
        Length = 2,
        Fixed32 = 5,
    }

    /// <summary>Goes to the next field. Each field's value must be read, or skipped, before the next call.</summary>
    /// <param name="field">The field's number.</param>
    /// <returns>Whether there is another field.</returns>
    public bool Next(out int field)
    {
        field = 0;
        if (_position == _data.Length)
        {
            return false;
        }

        var tag = ReadRawVarint();
        if (tag >> 3 is 0 or > 0x1FFFFFFF)
        {
            throw Fault($"has a field of number {tag >> 3}, expected 1 to 536870911");
        }

        field = _field = (int)(tag >> 3);
        _wireType = (WireType)(tag & 7);
        if (_wireType is not (WireType.Varint or WireType.Fixed64 or WireType.Length or WireType.Fixed32))
        {
            throw Fault($"has field {field} of wire type {tag & 7}, expected 0, 1, 2 or 5");
        }

        return true;
    }

    public ulong ReadVarint()
    {
        Require(WireType.Varint);
        return ReadRawVarint();
    }

    public ulong ReadFixed64()
    {
        Require(WireType.Fixed64);
        var value = BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));
        return value;
    }

    /// <summary>The bytes of a text, byte string or nested message.</summary>
    public ReadOnlySpan<byte> ReadBytes() => ReadBytes(out _);

    /// <summary>The bytes of a text, byte string or nested message.</summary>
    /// <param name="position">Where they start in the outermost message.</param>
    public ReadOnlySpan<byte> ReadBytes(out int position)
    {
        Require(WireType.Length);
        var length = ReadRawVarint();
        if (length > (ulong)(_data.Length - _position))
        {
            throw Fault($"has field {_field} of {length} bytes, expected at most the {_data.Length - _position} that are left");
        }

        position = _origin + _position;
        return Take((int)length);
    }

    public string ReadString()
    {
        var bytes = ReadBytes();
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw Fault($"has text in field {_field} that is not UTF-8 as expected");
        }
    }

    /// <summary>A reader over a nested message.</summary>
    /// <param name="message">The nested message's name, for errors.</param>
    public ProtobufReader ReadMessage(string message)
    {
        var bytes = ReadBytes(out var position);
        return new ProtobufReader(bytes, message, position);
    }

    /// <summary>Passes over the field.</summary>
    public void Skip()
    {
        switch (_wireType)
        {
            case WireType.Varint:
                ReadRawVarint();
                break;
            case WireType.Fixed64:
                Take(sizeof(ulong));
                break;
            case WireType.Fixed32:
                Take(sizeof(uint));
                break;
            case WireType.Length:
                ReadBytes();
                break;
        }
    }

    /// <summary>An exception about this message.</summary>
    /// <param name="what">What is wrong; follows the message's name.</param>
    public readonly ChunkFormatException Fault(string what) => new($"{_message} {what}", _origin + _position);

    private readonly void Require(WireType expected)
    {
        if (_wireType != expected)
        {
            throw Fault($"has field {_field} of wire type {(int)_wireType}, expected {(int)expected}");
        }
    }

    private ulong ReadRawVarint()
    {
        ulong value = 0;
        for (var i = 0; i < MaxVarintBytes; i++)
        {
            if (_position == _data.Length)
            {
                throw Fault("ends within a number, expected more bytes");
            }

            var part = _data[_position++];
            if (i == MaxVarintBytes - 1 && part > 1)
            {
                break;
            }

            value |= (ulong)(part & 0x7F) << (7 * i);
            if (part < 0x80)
            {
                return value;
            }
        }

        throw Fault("has a number of more than the expected 64 bits");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _data.Length - _position)
        {
            throw Fault($"ends within field {_field}: expected {count} bytes, {_data.Length - _position} are left");
        }

        var bytes = _data.Slice(_position, count);
        _position += count;
        return bytes;
    }
}
