using System.Buffers;
using System.Buffers.Binary;

namespace Rerun.Catalog.Remote.Grpc;

/// <summary>
/// Reads the frames of an answer. Small things come through a buffer, large ones go straight from the connection to where they stay; nothing is
/// allocated on the word of a length alone beyond a bound.
/// </summary>
internal sealed class AnswerReader(Stream stream, int maxBytes) : IDisposable
{
    private const int BufferSize = 64 << 10;
    private const int MaxVarintBytes = 10;

    // What a length may claim at once; above, room grows with what arrives.
    private const int TrustedBytes = 16 << 20;

    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    private int _start;
    private int _end;
    private long _left;

    /// <summary>How many bytes of the current message are still to be read.</summary>
    public long Left => _left;

    /// <summary>Goes to the next message, or says that there is none.</summary>
    /// <exception cref="AnswerFormatException">The frame is faulty, or the last message was not read to its end.</exception>
    public async ValueTask<bool> NextAsync(CancellationToken cancellationToken)
    {
        if (!await FillAsync(MessageFrames.HeaderSize, cancellationToken).ConfigureAwait(false))
        {
            return _end == _start ? false : throw new AnswerFormatException("the answer ends within the head of a message");
        }

        var header = _buffer.AsSpan(_start, MessageFrames.HeaderSize);
        if (header[0] != 0)
        {
            throw new AnswerFormatException(
                header[0] == 1 ? "a message is compressed, which was not asked for" : $"a message begins with the byte {header[0]}, expected 0");
        }

        _left = BinaryPrimitives.ReadUInt32BigEndian(header[1..]);
        _start += MessageFrames.HeaderSize;
        return true;
    }

    /// <summary>The rest of the current message.</summary>
    public ValueTask<byte[]> ReadRestAsync(CancellationToken cancellationToken) => ReadAsync(_left, "a message", cancellationToken);

    /// <summary>A protobuf number of the current message.</summary>
    public async ValueTask<ulong> ReadVarintAsync(CancellationToken cancellationToken)
    {
        ulong value = 0;
        for (var i = 0; i < MaxVarintBytes; i++)
        {
            if (_left == 0 || (_start == _end && !await FillAsync(1, cancellationToken).ConfigureAwait(false)))
            {
                throw new AnswerFormatException("a message ends within a number");
            }

            var part = _buffer[_start++];
            _left--;
            value |= (ulong)(part & 0x7F) << (7 * i);
            if (part < 0x80)
            {
                return value;
            }
        }

        throw new AnswerFormatException("a message holds a number of more than the expected 64 bits");
    }

    /// <summary>Bytes of the current message, in an array of their own.</summary>
    /// <param name="length">How many; checked against the message and the limit.</param>
    /// <param name="what">What they are, for errors.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public async ValueTask<byte[]> ReadAsync(long length, string what, CancellationToken cancellationToken)
    {
        Require(length, what);
        if (length > maxBytes)
        {
            throw new AnswerFormatException($"{what} claims {length} bytes; up to {maxBytes} are taken");
        }

        var bytes = GC.AllocateUninitializedArray<byte>((int)Math.Min(length, TrustedBytes));
        var read = 0;
        while (read < length)
        {
            if (read == bytes.Length)
            {
                Array.Resize(ref bytes, (int)Math.Min(length, 2L * bytes.Length));
            }

            read += await ReadSomeAsync(bytes.AsMemory(read), cancellationToken).ConfigureAwait(false) is > 0 and var count
                ? count
                : throw new AnswerFormatException($"{what} is cut short: {length} bytes were promised, {read} came");
        }

        _left -= length;
        return bytes;
    }

    /// <summary>Passes over bytes of the current message.</summary>
    public async ValueTask SkipAsync(long length, CancellationToken cancellationToken)
    {
        Require(length, "a field");
        for (var left = length; left > 0;)
        {
            if (_start == _end && !await FillAsync(1, cancellationToken).ConfigureAwait(false))
            {
                throw new AnswerFormatException($"a field is cut short: {length} bytes were promised, {length - left} came");
            }

            var count = (int)Math.Min(left, _end - _start);
            _start += count;
            left -= count;
        }

        _left -= length;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private void Require(long length, string what)
    {
        if (length < 0 || length > _left)
        {
            throw new AnswerFormatException($"{what} claims {(ulong)length} bytes where the message has {_left} left");
        }
    }

    private async ValueTask<int> ReadSomeAsync(Memory<byte> target, CancellationToken cancellationToken)
    {
        if (_start < _end)
        {
            var count = Math.Min(target.Length, _end - _start);
            _buffer.AsMemory(_start, count).CopyTo(target);
            _start += count;
            return count;
        }

        return ReceivedBytes.Counted(await stream.ReadAsync(target, cancellationToken).ConfigureAwait(false));
    }

    private async ValueTask<bool> FillAsync(int count, CancellationToken cancellationToken)
    {
        if (_end - _start >= count)
        {
            return true;
        }

        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        while (_end < count)
        {
            var read = ReceivedBytes.Counted(await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false));
            if (read == 0)
            {
                return false;
            }

            _end += read;
        }

        return true;
    }
}
