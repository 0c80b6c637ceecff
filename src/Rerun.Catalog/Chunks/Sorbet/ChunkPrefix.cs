using System.Buffers;
using Rerun.Arrow.Compression;

namespace Rerun.Catalog.Chunks.Sorbet;

/// <summary>The start of a chunk's Arrow stream, decompressed only as far as it is asked for.</summary>
internal ref struct ChunkPrefix
{
    // Schema and batch header of most chunks fit.
    private const int FirstSize = 4096;

    private readonly ReadOnlySpan<byte> _payload;
    private readonly bool _isCompressed;
    private readonly int _decodedSize;
    private Lz4BlockReader _reader;
    private byte[] _buffer = [];

    /// <summary>A prefix of nothing so far.</summary>
    /// <param name="payload">The Arrow stream as stored.</param>
    /// <param name="isCompressed">Whether it is stored as an LZ4 block.</param>
    /// <param name="decodedSize">The number of bytes of the Arrow stream.</param>
    public ChunkPrefix(ReadOnlySpan<byte> payload, bool isCompressed, int decodedSize)
    {
        _payload = payload;
        _isCompressed = isCompressed;
        _decodedSize = decodedSize;
    }

    /// <summary>Some of the stream's bytes, valid until the next call.</summary>
    /// <exception cref="ChunkFormatException">The stream is shorter.</exception>
    public ReadOnlySpan<byte> Slice(long start, int length)
    {
        if (start + length > _decodedSize)
        {
            throw new ChunkFormatException($"the chunk's Arrow data ends at byte {_decodedSize}, expected {start + length} bytes");
        }

        if (!_isCompressed)
        {
            return _payload.Slice((int)start, length);
        }

        Decode((int)start + length);
        return _buffer.AsSpan((int)start, length);
    }

    /// <summary>The next bytes, at most so many.</summary>
    public ReadOnlySpan<byte> Peek(long start, int length) => Slice(start, (int)Math.Clamp(_decodedSize - start, 0, length));

    public readonly void Dispose()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }
    }

    private void Decode(int end)
    {
        // By doubling, so that a false claim of a length takes no more memory than there are bytes.
        while (_reader.Written < end)
        {
            var size = Math.Min(_decodedSize, Math.Max(FirstSize, 2 * (long)_reader.Written));
            if (_buffer.Length < size)
            {
                var larger = ArrayPool<byte>.Shared.Rent((int)size);
                _buffer.AsSpan(0, _reader.Written).CopyTo(larger);
                Dispose();
                _buffer = larger;
            }

            if (_reader.Read(_payload, _buffer.AsSpan(0, (int)size)) < size)
            {
                throw new ChunkFormatException($"the LZ4 block ends after {_reader.Written} bytes, expected {_decodedSize}");
            }
        }
    }
}
