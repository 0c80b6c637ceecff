using System.Numerics;
using System.Runtime.CompilerServices;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Evaluation;

/// <summary>A boolean column in three-valued logic, as two bitmaps: where it is true and where it is false. Neither is NULL.</summary>
internal readonly struct Truth
{
    private Truth(byte[] isTrue, byte[] isFalse, int length)
    {
        TrueBits = isTrue;
        FalseBits = isFalse;
        Length = length;
    }

    /// <summary>Where it is true.</summary>
    public byte[] TrueBits { get; }

    /// <summary>Where it is false.</summary>
    public byte[] FalseBits { get; }

    /// <summary>The number of rows.</summary>
    public int Length { get; }

    /// <summary>The truth of a boolean vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Truth Of(ColumnVector vector)
    {
        var length = vector.Length;
        var isTrue = NewArrays.Bitmap(length);
        var isFalse = NewArrays.Bitmap(length);
        if (!vector.IsConstantNull && vector.Type.TypeId != Arrow.Types.ArrowTypeId.Null)
        {
            var flat = vector.Unfold();
            var values = new BooleanView(flat);
            var valid = Validity.Of(flat);
            var trueWords = NewArrays.Words(isTrue);
            var falseWords = NewArrays.Words(isFalse);
            for (var i = 0; i < trueWords.Length; i++)
            {
                var word = values.Word(i * 64, length);
                var known = valid.Word(i * 64, length);
                trueWords[i] = word & known;
                falseWords[i] = ~word & known;
            }
        }

        return new Truth(isTrue, isFalse, length);
    }

    /// <summary>The number of set bits of one of the bitmaps.</summary>
    public static int Count(byte[] bits)
    {
        var count = 0;
        foreach (var word in NewArrays.Words(bits))
        {
            count += BitOperations.PopCount(word);
        }

        return count;
    }

    /// <summary>Combines with another by AND.</summary>
    public void And(Truth other)
    {
        Apply(TrueBits, other.TrueBits, and: true);
        Apply(FalseBits, other.FalseBits, and: false);
    }

    /// <summary>Combines with another by OR.</summary>
    public void Or(Truth other)
    {
        Apply(TrueBits, other.TrueBits, and: false);
        Apply(FalseBits, other.FalseBits, and: true);
    }

    /// <summary>Spreads the truth of some rows over all; the others are NULL.</summary>
    public static Truth Scatter(Truth part, ReadOnlySpan<int> rows, int length)
    {
        var result = new Truth(NewArrays.Bitmap(length), NewArrays.Bitmap(length), length);
        for (var i = 0; i < rows.Length; i++)
        {
            var row = rows[i];
            result.TrueBits[row >> 3] |= (byte)(((part.TrueBits[i >> 3] >> (i & 7)) & 1) << (row & 7));
            result.FalseBits[row >> 3] |= (byte)(((part.FalseBits[i >> 3] >> (i & 7)) & 1) << (row & 7));
        }

        return result;
    }

    /// <summary>The column as a boolean vector.</summary>
    public ColumnVector ToVector()
    {
        var known = (byte[])TrueBits.Clone();
        Apply(known, FalseBits, and: false);
        return ColumnVector.Flat(NewArrays.Boolean(TrueBits, Validity.FromBits(known, Length), Length));
    }

    /// <summary>The rows whose bit in a bitmap equals the wanted value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int[] Rows(byte[] bits, int length, bool wanted)
    {
        var count = Count(bits);
        var rows = new int[wanted ? count : length - count];
        var next = 0;
        var words = NewArrays.Words(bits);
        for (var i = 0; i < words.Length; i++)
        {
            var word = wanted ? words[i] : ~words[i];
            if (length - (i * 64) is var left and < 64)
            {
                word &= (1UL << left) - 1;
            }

            while (word != 0)
            {
                rows[next++] = (i * 64) + BitOperations.TrailingZeroCount(word);
                word &= word - 1;
            }
        }

        return rows;
    }

    private static void Apply(byte[] target, byte[] other, bool and)
    {
        var into = NewArrays.Words(target);
        var from = NewArrays.Words(other);
        for (var i = 0; i < into.Length; i++)
        {
            into[i] = and ? into[i] & from[i] : into[i] | from[i];
        }
    }
}
