using System.Runtime.CompilerServices;
using Rerun.Arrow;

namespace Rerun.Query.Execution.Vectors;

/// <summary>Which rows are not null: a view of an Arrow bitmap. The default says that none is.</summary>
internal readonly ref struct Validity
{
    private readonly ReadOnlyMemory<byte> _memory;
    private readonly ReadOnlySpan<byte> _bits;
    private readonly int _offset;

    private Validity(ReadOnlyMemory<byte> memory, int offset, int nullCount)
    {
        _memory = memory;
        _bits = memory.Span;
        _offset = offset;
        NullCount = nullCount;
    }

    /// <summary>The number of nulls.</summary>
    public int NullCount { get; }

    /// <summary>Whether there are no nulls.</summary>
    public bool AllValid => NullCount == 0;

    /// <summary>Whether a row is not null.</summary>
    public bool this[int row]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => NullCount == 0 || BitUtility.GetBit(_bits, _offset + row);
    }

    /// <summary>The validity of an array's own rows.</summary>
    public static Validity Of(IArrowArray array)
    {
        var nulls = array.NullCount;
        return nulls == 0 || array.Data.Buffers.Length == 0 || array.Data.Buffers[0].IsEmpty
            ? default
            : new Validity(array.Data.Buffers[0].Memory, array.Data.Offset, nulls);
    }

    /// <summary>The validity of a vector that is flat, or constant and not null.</summary>
    public static Validity Of(ColumnVector vector) => vector.IsConstant ? default : Of(vector.Values);

    /// <summary>Takes over a bitmap and counts its nulls.</summary>
    public static Validity FromBits(byte[] bits, int length) => new(bits, 0, length - BitUtility.CountBits(bits, 0, length));

    /// <summary>The rows at which no argument is null; constants are taken to be not null.</summary>
    public static Validity Intersect(ReadOnlySpan<ColumnVector> arguments, int length)
    {
        var result = default(Validity);
        foreach (var argument in arguments)
        {
            result = Intersect(result, Of(argument), length);
        }

        return result;
    }

    /// <summary>The rows that are not null in either.</summary>
    public static Validity Intersect(Validity left, Validity right, int length)
    {
        if (left.AllValid)
        {
            return right;
        }

        if (right.AllValid)
        {
            return left;
        }

        var bits = NewArrays.Bitmap(length);
        var words = NewArrays.Words(bits);
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = left.Word(i * 64, length) & right.Word(i * 64, length);
        }

        return FromBits(bits, length);
    }

    /// <summary>64 rows from a row on, the first as the lowest bit; rows at or after the length are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Word(int start, int length)
    {
        var count = Math.Min(64, length - start);
        return NullCount == 0
            ? count == 64 ? ulong.MaxValue : (1UL << count) - 1
            : BitUtility.ReadWord(_bits, _offset + start, count);
    }

    /// <summary>The bitmap as an Arrow buffer that starts at row 0; empty if there are no nulls. Shares the bits where it can.</summary>
    public ArrowBuffer ToBuffer(int length)
    {
        if (NullCount == 0)
        {
            return ArrowBuffer.Empty;
        }

        if (_offset == 0)
        {
            return new ArrowBuffer(_memory);
        }

        var bits = NewArrays.Bitmap(length);
        BitUtility.CopyBits(_bits, _offset, bits, 0, length);
        return new ArrowBuffer(bits);
    }
}
