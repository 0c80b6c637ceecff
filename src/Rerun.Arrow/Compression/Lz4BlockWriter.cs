using System.Buffers.Binary;
using System.Numerics;

namespace Rerun.Arrow.Compression;

/// <summary>Writes one LZ4 block: a match is taken wherever the last place with the same four bytes offers one.</summary>
internal ref struct Lz4BlockWriter
{
    private const int MinMatch = 4;
    private const int MaxDistance = ushort.MaxValue;

    // The format wants the last five bytes to be literals, and no match to start in the last twelve.
    private const int LastLiterals = 5;
    private const int LastMatchStart = 12;
    private const int LongLength = 15;
    private const int HashBits = 14;

    // After so many misses, two to this power, the search moves on in longer steps: data that does not repeat is passed over quickly.
    private const int SkipTrigger = 6;

    private readonly ReadOnlySpan<byte> _source;
    private readonly Span<byte> _destination;
    private int _written;

    public Lz4BlockWriter(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        _source = source;
        _destination = destination;
        _written = 0;
    }

    /// <summary>Writes the block and gives its length.</summary>
    public int Write()
    {
        // Places are kept plus one, so that zero is none.
        Span<int> places = new int[1 << HashBits];
        var literals = 0;
        var position = 0;
        var misses = 1 << SkipTrigger;
        while (position <= _source.Length - LastMatchStart)
        {
            ref var place = ref places[Hash(Four(position))];
            var candidate = place - 1;
            place = position + 1;
            if (candidate < 0 || position - candidate > MaxDistance || Four(candidate) != Four(position))
            {
                position += misses++ >> SkipTrigger;
                continue;
            }

            while (position > literals && candidate > 0 && _source[position - 1] == _source[candidate - 1])
            {
                position--;
                candidate--;
            }

            var length = MatchLength(candidate, position);
            WriteSequence(_source[literals..position], position - candidate, length);
            position += length;
            literals = position;
            misses = 1 << SkipTrigger;
        }

        WriteSequence(_source[literals..], 0, 0);
        return _written;
    }

    private static int Hash(uint four) => (int)((four * 2654435761u) >> (32 - HashBits));

    private readonly uint Four(int position) => BinaryPrimitives.ReadUInt32LittleEndian(_source[position..]);

    private readonly int MatchLength(int candidate, int position)
    {
        var end = _source.Length - LastLiterals;
        var length = MinMatch;
        while (position + length + sizeof(ulong) <= end)
        {
            var difference = BinaryPrimitives.ReadUInt64LittleEndian(_source[(candidate + length)..])
                ^ BinaryPrimitives.ReadUInt64LittleEndian(_source[(position + length)..]);
            if (difference != 0)
            {
                return length + (BitOperations.TrailingZeroCount(difference) / 8);
            }

            length += sizeof(ulong);
        }

        while (position + length < end && _source[candidate + length] == _source[position + length])
        {
            length++;
        }

        return length;
    }

    /// <summary>Writes literals and the match after them; the last sequence has no match.</summary>
    private void WriteSequence(ReadOnlySpan<byte> literals, int distance, int length)
    {
        ref var token = ref _destination[_written++];
        token = (byte)(Math.Min(literals.Length, LongLength) << 4);
        WriteLength(literals.Length);
        literals.CopyTo(_destination[_written..]);
        _written += literals.Length;
        if (length == 0)
        {
            return;
        }

        BinaryPrimitives.WriteUInt16LittleEndian(_destination[_written..], (ushort)distance);
        _written += sizeof(ushort);
        token |= (byte)Math.Min(length - MinMatch, LongLength);
        WriteLength(length - MinMatch);
    }

    private void WriteLength(int length)
    {
        for (var rest = length - LongLength; rest >= 0; rest -= byte.MaxValue)
        {
            _destination[_written++] = (byte)Math.Min(rest, byte.MaxValue);
        }
    }
}
