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

    private static ColumnVector Numbers<T, TOp>(ReadOnlySpan<ColumnVector> arguments, int length, EvaluationContext context)
        where T : unmanaged, INumber<T>
        where TOp : struct, IComparison
    {
        var left = new FixedView<T>(arguments[0]);
        var right = new FixedView<T>(arguments[1]);
        var bits = NewArrays.Bitmap(length);
        var words = NewArrays.Words(bits);
        for (var i = 0; i < words.Length; i++)
        {
            var start = i * 64;
            if (length - start >= 64 && Vector256.IsHardwareAccelerated)
            {
                words[i] = Block<T, TOp>(left, right, start);
                continue;
            }

            var word = 0UL;
            var end = Math.Min(length, start + 64);
            for (var row = start; row < end; row++)
            {
                word |= TOp.Compare(left[row], right[row]) ? 1UL << (row - start) : 0;
            }

            words[i] = word;
        }

        return ColumnVector.Flat(NewArrays.Boolean(bits, Validity.Intersect(arguments, length), length));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Block<T, TOp>(FixedView<T> left, FixedView<T> right, int start)
        where T : unmanaged, INumber<T>
        where TOp : struct, IComparison
    {
        ref var leftStart = ref MemoryMarshal.GetReference(left.Values);
        ref var rightStart = ref MemoryMarshal.GetReference(right.Values);
        var leftConstant = left.IsConstant ? Vector256.Create(leftStart) : default;
        var rightConstant = right.IsConstant ? Vector256.Create(rightStart) : default;
        var word = 0UL;
        for (var lane = 0; lane < 64; lane += Vector256<T>.Count)
        {
            var l = left.IsConstant ? leftConstant : Vector256.LoadUnsafe(ref leftStart, (nuint)(start + lane));
            var r = right.IsConstant ? rightConstant : Vector256.LoadUnsafe(ref rightStart, (nuint)(start + lane));
            word |= (ulong)TOp.Compare(l, r).ExtractMostSignificantBits() << lane;
        }

        return word;
    }

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
