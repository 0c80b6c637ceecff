using System.Numerics;
using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Execution.Kernels;

/// <summary>Distances and products of vectors: lists of doubles.</summary>
internal static class VectorKernels
{
    /// <summary>A measure of two vectors, made of their products.</summary>
    public interface IDistance
    {
        /// <summary>Computes it.</summary>
        /// <param name="dot">The dot product.</param>
        /// <param name="left">The square of the left length.</param>
        /// <param name="right">The square of the right length.</param>
        /// <param name="squared">The square of the distance.</param>
        static abstract double Compute(double dot, double left, double right, double squared);
    }

    /// <summary>The distance.</summary>
    public readonly struct Euclidean : IDistance
    {
        /// <inheritdoc/>
        public static double Compute(double dot, double left, double right, double squared) => Math.Sqrt(squared);
    }

    /// <summary>One minus the cosine.</summary>
    public readonly struct Cosine : IDistance
    {
        /// <inheritdoc/>
        public static double Compute(double dot, double left, double right, double squared) => 1 - CosineSimilarity.Compute(dot, left, right, squared);
    }

    /// <summary>The cosine.</summary>
    public readonly struct CosineSimilarity : IDistance
    {
        /// <inheritdoc/>
        public static double Compute(double dot, double left, double right, double squared) => dot / (Math.Sqrt(left) * Math.Sqrt(right));
    }

    /// <summary>The dot product.</summary>
    public readonly struct Dot : IDistance
    {
        /// <inheritdoc/>
        public static double Compute(double dot, double left, double right, double squared) => dot;
    }

    /// <summary>A measure of the vectors of each row; NULL if one has a NULL in it.</summary>
    /// <exception cref="RerunException">The vectors of a row have different lengths.</exception>
    public static ColumnVector Distance<TOp>(ReadOnlySpan<ColumnVector> arguments, int length)
        where TOp : struct, IDistance
    {
        var left = new ListView(arguments[0]);
        var right = new ListView(arguments[1]);
        var buffer = NewArrays.Buffer<double>(length, out var results);
        var bits = NewArrays.Bitmap(length);
        for (var row = 0; row < length; row++)
        {
            results[row] = 0;
            if (!left.TryGet(row, out var a) || !right.TryGet(row, out var b))
            {
                continue;
            }

            if (a.Length != b.Length)
            {
                throw new RerunException($"Vectors of {a.Length} and {b.Length} numbers have no distance.", RerunErrorCode.InvalidArgument);
            }

            results[row] = Measure<TOp>(a, b);
            BitUtility.SetBit(bits, row);
        }

        return ColumnVector.Flat(NewArrays.Fixed(SqlTypes.Double, buffer, Validity.FromBits(bits, length), length));
    }

    /// <summary>The Euclidean length of the vector of each row.</summary>
    public static ColumnVector Norm(ColumnVector vectors, int length) => MapNorm(new ListView(vectors), length);

    private static ColumnVector MapNorm(ListView vectors, int length)
    {
        var buffer = NewArrays.Buffer<double>(length, out var results);
        var bits = NewArrays.Bitmap(length);
        for (var row = 0; row < length; row++)
        {
            results[row] = 0;
            if (vectors.TryGet(row, out var vector))
            {
                results[row] = Math.Sqrt(Measure<Dot>(vector, vector));
                BitUtility.SetBit(bits, row);
            }
        }

        return ColumnVector.Flat(NewArrays.Fixed(SqlTypes.Double, buffer, Validity.FromBits(bits, length), length));
    }

    private static double Measure<TOp>(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
        where TOp : struct, IDistance
    {
        var dot = Vector<double>.Zero;
        var left = Vector<double>.Zero;
        var right = Vector<double>.Zero;
        var squared = Vector<double>.Zero;
        var i = 0;
        for (; i <= a.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            var x = new Vector<double>(a[i..]);
            var y = new Vector<double>(b[i..]);
            var difference = x - y;
            dot += x * y;
            left += x * x;
            right += y * y;
            squared += difference * difference;
        }

        var (d, l, r, s) = (Vector.Sum(dot), Vector.Sum(left), Vector.Sum(right), Vector.Sum(squared));
        for (; i < a.Length; i++)
        {
            d += a[i] * b[i];
            l += a[i] * a[i];
            r += b[i] * b[i];
            s += (a[i] - b[i]) * (a[i] - b[i]);
        }

        return TOp.Compute(d, l, r, s);
    }

    private readonly ref struct ListView
    {
        private readonly ColumnVector _lists;
        private readonly ReadOnlySpan<int> _offsets;
        private readonly ReadOnlySpan<double> _values;
        private readonly Validity _validity;

        public ListView(ColumnVector lists)
        {
            var array = (ListArray)lists.Values;
            _lists = lists;
            _offsets = array.ValueOffsets;
            _values = NewArrays.ValuesOf<double>(array.Values);
            _validity = Validity.Of(array.Values);
        }

        public bool TryGet(int row, out ReadOnlySpan<double> vector)
        {
            vector = default;
            if (_lists.IsNull(row))
            {
                return false;
            }

            var at = _lists.PlaceOf(row);
            var (start, end) = (_offsets[at], _offsets[at + 1]);
            for (var i = start; i < end && !_validity.AllValid; i++)
            {
                if (!_validity[i])
                {
                    return false;
                }
            }

            vector = _values[start..end];
            return true;
        }
    }
}
