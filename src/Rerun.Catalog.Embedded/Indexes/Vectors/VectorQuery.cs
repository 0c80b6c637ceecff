using System.Numerics;
using Rerun.Arrow;

namespace Rerun.Catalog.Embedded.Indexes.Vectors;

/// <summary>The vector that is searched, and how far others are from it.</summary>
internal sealed class VectorQuery
{
    private readonly VectorDistanceMetric _metric;
    private readonly double[] _wide;
    private readonly float[] _narrow;
    private readonly byte[] _bytes = [];
    private readonly double _norm;

    /// <param name="query">A row per dimension.</param>
    /// <param name="metric">How far two vectors are apart.</param>
    /// <exception cref="RerunException">The query is empty, has nulls, or is not of numbers; or bits are compared and it is not of bytes.</exception>
    public VectorQuery(IArrowArray query, VectorDistanceMetric metric)
    {
        if (query.Length == 0 || query.NullCount > 0 || VectorColumn.NumbersOf(query.Data.DataType) != query.Data.DataType)
        {
            throw new RerunException(
                $"A search for vectors takes a number for each dimension; it was given {query.Length} rows of {query.Data.DataType}"
                + (query.NullCount > 0 ? " with nulls." : "."),
                RerunErrorCode.InvalidArgument);
        }

        _metric = metric;
        _wide = VectorColumn.Widen(query);
        _narrow = [.. _wide.Select(number => (float)number)];
        _norm = Math.Sqrt(VectorMath.Dot<double>(_wide, _wide));
        if (metric == VectorDistanceMetric.Hamming)
        {
            _bytes = [.. _wide.Select(number => number is >= 0 and <= byte.MaxValue && number == Math.Floor(number)
                ? (byte)number
                : throw new RerunException($"{number} is no unsigned byte; a search by {metric} distance compares bits of such.", RerunErrorCode.InvalidArgument))];
        }
    }

    /// <summary>The number of dimensions.</summary>
    public int Dimension => _wide.Length;

    /// <summary>The distances of the vectors of a chunk, in their order; those of other dimensions are left out.</summary>
    /// <param name="column">The vectors.</param>
    /// <param name="otherDimension">The dimension of one that was left out, or null.</param>
    public List<(VectorPlace Place, float Distance)> Distances(VectorColumn column, out int? otherDimension) => column.Numbers switch
    {
        UInt8Array bytes when _metric == VectorDistanceMetric.Hamming => Scan(column, bytes.Values, _bytes, out otherDimension),
        FloatArray narrow => Scan(column, narrow.Values, _narrow, out otherDimension),
        DoubleArray wide => Scan(column, wide.Values, _wide, out otherDimension),
        var numbers => Scan(column, VectorColumn.Widen(numbers), _wide, out otherDimension),
    };

    private List<(VectorPlace Place, float Distance)> Scan<T>(VectorColumn column, ReadOnlySpan<T> numbers, T[] query, out int? otherDimension)
        where T : unmanaged, INumber<T>
    {
        otherDimension = null;
        var distances = new List<(VectorPlace, float)>();
        foreach (var place in column.Places())
        {
            if (place.Length != query.Length)
            {
                otherDimension = place.Length;
                continue;
            }

            distances.Add((place, (float)Distance(numbers.Slice(place.Start, place.Length), query)));
        }

        return distances;
    }

    private double Distance<T>(ReadOnlySpan<T> vector, ReadOnlySpan<T> query)
        where T : unmanaged, INumber<T>
    {
        switch (_metric)
        {
            case VectorDistanceMetric.L2:
                return VectorMath.SquaredDistance(vector, query);
            case VectorDistanceMetric.Dot:
                return 1 - VectorMath.Dot(vector, query);
            case VectorDistanceMetric.Hamming:
                return VectorMath.Hamming(System.Runtime.InteropServices.MemoryMarshal.AsBytes(vector), _bytes);
            default:
                // A vector without a direction is at a right angle to all others.
                var norms = Math.Sqrt(VectorMath.Dot(vector, vector)) * _norm;
                return norms == 0 ? 1 : 1 - (VectorMath.Dot(vector, query) / norms);
        }
    }
}
