using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Rerun.Arrow.Compression;

/// <summary>
/// Decodes an LZ4 block piece by piece: each call goes on where the last one stopped. The default value stands at the start of a block.
/// </summary>
/// <remarks>A mutable value: pass it by reference, and start with a new one after an exception.</remarks>
public unsafe struct Lz4BlockReader
{
    // How far beyond a copy's end the wide copies below may write; a copy that ends nearer to the destination's end is done byte by byte.
    private const int Slack = 32;
    private const int MinMatch = 4;

    private int _source;
    private int _written;
    private int _literals;
    private int _match;
    private int _offset;
    private State _state;

    private enum State : byte
    {
        Token,
        Literals,
        Match,
        Finished,
    }

    /// <summary>The number of bytes decoded so far.</summary>
    public readonly int Written => _written;

    /// <summary>The number of bytes of the block consumed so far.</summary>
    public readonly int SourcePosition => _source;

    /// <summary>Whether the block's end was reached.</summary>
    public readonly bool IsFinished => _state == State.Finished;

    /// <summary>A reader at the start of a block whose matches may reach back into bytes decoded before.</summary>
    internal static Lz4BlockReader After(int written) => new() { _written = written };

    /// <summary>Goes on decoding until the destination is full or the block ends.</summary>
    /// <param name="source">The whole block, the same in each call.</param>
    /// <param name="destination">
    /// Starts with the bytes decoded so far, at least the last 65,535 of them unchanged and in their place; receives the following ones.
    /// It may be another, longer buffer than in the call before.
    /// </param>
    /// <returns>The number of bytes decoded so far.</returns>
    /// <exception cref="ArrowFormatException">The block is malformed; the exception names the position in it.</exception>
    public int Read(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        if (destination.Length < _written)
        {
            throw new ArgumentException("The destination must hold what was decoded before.", nameof(destination));
        }

        fixed (byte* input = &MemoryMarshal.GetReference(source))
        fixed (byte* output = &MemoryMarshal.GetReference(destination))
        {
            var ip = input + _source;
            var op = output + _written;
            try
            {
                Run(ref ip, input + source.Length, ref op, output, output + destination.Length);
            }
            finally
            {
                _source = (int)(ip - input);
                _written = (int)(op - output);
            }
        }

        return _written;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Run(ref byte* ipRef, byte* iend, ref byte* opRef, byte* ostart, byte* oend)
    {
        var ip = ipRef;
        var op = opRef;
        var start = ip - _source;
        int matchCode;
        int offset;

        switch (_state)
        {
            case State.Finished:
                return;
            case State.Literals:
                goto Literals;
            case State.Match:
                goto Match;
        }

    Token:
        if (ip >= iend)
        {
            throw Malformed("The LZ4 block ends where another sequence must follow.", ip - start);
        }

        // With nothing left to fill, only an empty last sequence can end the block here.
        if (op == oend && !(iend - ip == 1 && *ip < 0x10))
        {
            _state = State.Token;
            ipRef = ip;
            opRef = op;
            return;
        }

        int token = *ip++;
        var literals = token >> 4;
        matchCode = token & 15;

        if (literals < 15 && iend - ip >= 16 + 2 && oend - op >= Slack + 16)
        {
            // The common case: short literals, a short match, room on both sides.
            Vector128.Load(ip).Store(op);
            ip += literals;
            op += literals;
            offset = *(ushort*)ip;
            ip += 2;
            if (matchCode < 15 && offset >= 8 && offset <= op - ostart)
            {
                var match = op - offset;
                *(ulong*)op = *(ulong*)match;
                *(ulong*)(op + 8) = *(ulong*)(match + 8);
                *(ushort*)(op + 16) = *(ushort*)(match + 16);
                op += matchCode + MinMatch;
                goto Token;
            }

            _literals = 0;
            goto MatchLength;
        }

        if (literals == 15)
        {
            ip = ReadLength(ip, iend, start);
            literals += _match;
        }

        if (literals > iend - ip)
        {
            throw Malformed($"{literals} literal bytes are announced, {iend - ip} are left in the LZ4 block.", ip - start);
        }

        _literals = literals;
        _match = matchCode;

    Literals:
        {
            var room = oend - op;
            var count = (int)Math.Min(_literals, room);
            CopyLiterals(op, ip, count, room, iend - ip);
            op += count;
            ip += count;
            _literals -= count;
            if (_literals > 0)
            {
                _state = State.Literals;
                ipRef = ip;
                opRef = op;
                return;
            }
        }

        if (ip == iend)
        {
            _state = State.Finished;
            ipRef = ip;
            opRef = op;
            return;
        }

        if (iend - ip < 2)
        {
            throw Malformed("The LZ4 block ends within a match's offset.", ip - start);
        }

        matchCode = _match;
        offset = *(ushort*)ip;
        ip += 2;

    MatchLength:
        if (offset == 0 || offset > op - ostart)
        {
            throw Malformed($"A match reaches {offset} bytes back where {op - ostart} were decoded.", ip - 2 - start);
        }

        _offset = offset;
        _match = matchCode + MinMatch;
        if (matchCode == 15)
        {
            ip = ReadLength(ip, iend, start);
            _match += matchCode + MinMatch;
        }

    Match:
        {
            var room = oend - op;
            var count = (int)Math.Min(_match, room);
            CopyMatch(op, _offset, count, room);
            op += count;
            _match -= count;
            if (_match > 0)
            {
                _state = State.Match;
                ipRef = ip;
                opRef = op;
                return;
            }
        }

        goto Token;
    }

    /// <summary>Reads the bytes that follow a length of 15 into <see cref="_match"/>; the pointer stays a plain local of the caller, so in a register.</summary>
    private byte* ReadLength(byte* ip, byte* iend, byte* start)
    {
        var length = 0;
        byte more;
        do
        {
            if (ip >= iend)
            {
                throw Malformed("The LZ4 block ends within a length.", ip - start);
            }

            more = *ip++;
            length += more;
            if (length > int.MaxValue - 512)
            {
                throw Malformed("A length in the LZ4 block is out of range.", ip - start);
            }
        }
        while (more == 255);
        _match = length;
        return ip;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyLiterals(byte* op, byte* ip, int count, long room, long available)
    {
        if (room - count >= Slack && available - count >= Slack && count <= 256)
        {
            var end = op + count;
            do
            {
                Vector256.Load(ip).Store(op);
                ip += 32;
                op += 32;
            }
            while (op < end);
        }
        else
        {
            Buffer.MemoryCopy(ip, op, count, count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyMatch(byte* op, int offset, int count, long room)
    {
        var match = op - offset;
        var end = op + count;
        if (room - count < Slack)
        {
            // Near the end of the destination nothing may be written beyond the match.
            while (op < end)
            {
                *op++ = *match++;
            }
        }
        else if (offset >= 32)
        {
            do
            {
                Vector256.Load(match).Store(op);
                match += 32;
                op += 32;
            }
            while (op < end);
        }
        else if (offset >= 16)
        {
            do
            {
                Vector128.Load(match).Store(op);
                match += 16;
                op += 16;
            }
            while (op < end);
        }
        else
        {
            // A short period: spread it over one vector, then store that vector as often as whole periods fit in it.
            var index = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(Periods), (nuint)offset * 16);
            var pattern = Vector128.Shuffle(Vector128.Load(match), index);
            var step = 16 - (16 % offset);
            do
            {
                pattern.Store(op);
                op += step;
            }
            while (op < end);
        }
    }

    private static ArrowFormatException Malformed(string message, long position) => new(message, position);

    /// <summary>For each period 0..15, the positions 0..15 modulo that period.</summary>
    private static ReadOnlySpan<byte> Periods =>
    [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1,
        0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0,
        0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3,
        0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0,
        0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5, 0, 1, 2, 3,
        0, 1, 2, 3, 4, 5, 6, 0, 1, 2, 3, 4, 5, 6, 0, 1,
        0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 2, 3, 4, 5, 6,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0, 1, 2, 3, 4,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 0, 1, 2, 3,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 0, 1, 2,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 0, 1,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 0,
    ];
}
