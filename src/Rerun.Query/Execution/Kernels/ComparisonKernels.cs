using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions;

namespace Rerun.Query.Execution.Kernels;

/// <summary>Comparisons of whole columns. Both sides have the same type, flat or constant.</summary>
internal static class ComparisonKernels
{
    /// <summary>The kernel of a comparison for values of a type.</summary>
    public static ScalarKernel For<TOp>(IArrowType type)
        where TOp : struct, IComparison => type.TypeId switch
        {
            ArrowTypeId.Boolean => Booleans<TOp>,
            ArrowTypeId.Int8 => Numbers<sbyte, TOp>,
            ArrowTypeId.Int16 => Numbers<short, TOp>,
            ArrowTypeId.Int32 or ArrowTypeId.Date32 or ArrowTypeId.Time32 => Numbers<int, TOp>,
            ArrowTypeId.Int64 or ArrowTypeId.Timestamp or ArrowTypeId.Duration or ArrowTypeId.Time64 or ArrowTypeId.Date64 => Numbers<long, TOp>,
            ArrowTypeId.UInt8 => Numbers<byte, TOp>,
            ArrowTypeId.UInt16 => Numbers<ushort, TOp>,
            ArrowTypeId.UInt32 => Numbers<uint, TOp>,
            ArrowTypeId.UInt64 => Numbers<ulong, TOp>,
            ArrowTypeId.Float => Numbers<float, TOp>,
            ArrowTypeId.Double => Numbers<double, TOp>,
            ArrowTypeId.Decimal128 => Numbers<Int128, TOp>,
            ArrowTypeId.String or ArrowTypeId.Binary => Texts<TOp>,
            _ => Others<TOp>,
        };

    /// <summary>Whether rows are distinct, nulls being equal to each other: never null.</summary>
    public static ColumnVector Distinct(ReadOnlySpan<ColumnVector> arguments, int length, bool negate)
    {
        var left = arguments[0];
        var right = arguments[1];
        var same = left.IsConstantNull || right.IsConstantNull
            ? null
            : For<Comparisons.Equal>(left.Type)(arguments, length, null!);
        var bits = NewArrays.Bitmap(length);
        var words = NewArrays.Words(bits);
        var equal = same is null ? default : new BooleanView(same);
        for (var i = 0; i < words.Length; i++)
        {
            var leftValid = left.IsConstantNull ? 0 : Validity.Of(left).Word(i * 64, length);
            var rightValid = right.IsConstantNull ? 0 : Validity.Of(right).Word(i * 64, length);
            var inside = default(Validity).Word(i * 64, length);
            var equalWord = same is null ? 0 : equal.Word(i * 64, length);
            var isSame = (~leftValid & ~rightValid) | (leftValid & rightValid & equalWord);
            words[i] = (negate ? isSame : ~isSame) & inside;
        }

        return ColumnVector.Flat(NewArrays.Boolean(bits, default, length));
    }

    private static ColumnVector Booleans<TOp>(ReadOnlySpan<ColumnVector> arguments, int length, EvaluationContext context)
        where TOp : struct, IComparison
    {
        var left = new BooleanView(arguments[0]);
        var right = new BooleanView(arguments[1]);
        var bits = NewArrays.Bitmap(length);
        var words = NewArrays.Words(bits);
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = TOp.Compare(left.Word(i * 64, length), right.Word(i * 64, length));
        }

        return ColumnVector.Flat(NewArrays.Boolean(bits, Validity.Intersect(arguments, length), length));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ColumnVector Numbers<T, TOp>(ReadOnlySpan<ColumnVector> arguments, int length, EvaluationContext context)
        where T : unmanaged, INumber<T>
        where TOp : struct, IComparison
    {
        var left = new FixedView<T>(arguments[0]);
        var right = new FixedView<T>(arguments[1]);
        var bits = NewArrays.Bitmap(length);
        var words = NewArrays.Words(bits);
        var whole = Vector256.IsHardwareAccelerated && Vector256<T>.IsSupported ? length / 64 : 0;
        if (whole > 0)
        {
            Blocks<T, TOp>(left, right, words[..whole]);
        }

        for (var row = whole * 64; row < length; row++)
        {
            words[row >> 6] |= TOp.Compare(left[row], right[row]) ? 1UL << (row & 63) : 0;
        }

        return ColumnVector.Flat(NewArrays.Boolean(bits, Validity.Intersect(arguments, length), length));
    }

    // Optimised at once: a first query is as fast as the hundredth.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Blocks<T, TOp>(FixedView<T> left, FixedView<T> right, Span<ulong> words)
        where T : unmanaged, INumber<T>
        where TOp : struct, IComparison
    {
        ref var l = ref MemoryMarshal.GetReference(left.Values);
        ref var r = ref MemoryMarshal.GetReference(right.Values);
        if (right.IsConstant && !left.IsConstant)
        {
            var constant = Vector256.Create(r);
            for (var i = 0; i < words.Length; i++)
            {
                var word = 0UL;
                for (var lane = 0; lane < 64; lane += Vector256<T>.Count)
                {
                    word |= (ulong)TOp.Compare(Vector256.LoadUnsafe(ref l, (nuint)((i * 64) + lane)), constant).ExtractMostSignificantBits() << lane;
                }

                words[i] = word;
            }

            return;
        }

        for (var i = 0; i < words.Length; i++)
        {
            var word = 0UL;
            for (var lane = 0; lane < 64; lane += Vector256<T>.Count)
            {
                var at = (nuint)((i * 64) + lane);
                var x = left.IsConstant ? Vector256.Create(l) : Vector256.LoadUnsafe(ref l, at);
                var y = right.IsConstant ? Vector256.Create(r) : Vector256.LoadUnsafe(ref r, at);
                word |= (ulong)TOp.Compare(x, y).ExtractMostSignificantBits() << lane;
            }

            words[i] = word;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ColumnVector Texts<TOp>(ReadOnlySpan<ColumnVector> arguments, int length, EvaluationContext context)
        where TOp : struct, IComparison
    {
        var left = new TextView(arguments[0]);
        var right = new TextView(arguments[1]);
        var equality = typeof(TOp) == typeof(Comparisons.Equal) || typeof(TOp) == typeof(Comparisons.NotEqual);
        var bits = NewArrays.Bitmap(length);
        var words = NewArrays.Words(bits);
        for (var row = 0; row < length; row++)
        {
            // UTF-8 sorts bytewise as its code points do.
            var holds = equality
                ? TOp.Holds(left[row].SequenceEqual(right[row]) ? 0 : 1)
                : TOp.Holds(left[row].SequenceCompareTo(right[row]));
            words[row >> 6] |= holds ? 1UL << (row & 63) : 0;
        }

        return ColumnVector.Flat(NewArrays.Boolean(bits, Validity.Intersect(arguments, length), length));
    }

    private static ColumnVector Others<TOp>(ReadOnlySpan<ColumnVector> arguments, int length, EvaluationContext context)
        where TOp : struct, IComparison
    {
        var comparer = ValueComparer.For(arguments[0].Type);
        var bits = NewArrays.Bitmap(length);
        var validity = Validity.Intersect(arguments, length);
        for (var row = 0; row < length; row++)
        {
            if (validity[row] && TOp.Holds(comparer.Compare(arguments[0].Values, arguments[0].PlaceOf(row), arguments[1].Values, arguments[1].PlaceOf(row))))
            {
                BitUtility.SetBit(bits, row);
            }
        }

        return ColumnVector.Flat(NewArrays.Boolean(bits, validity, length));
    }
}
