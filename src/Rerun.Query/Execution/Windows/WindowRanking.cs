using Rerun.Catalog;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Execution.Windows;

/// <summary>Row numbers, ranks and buckets.</summary>
internal static class WindowRanking
{
    /// <summary>The values of a ranking function.</summary>
    public static ColumnVector Compute(WindowFunctionKind kind, WindowPartitions partitions, ColumnVector? buckets)
    {
        var length = partitions.Length;
        if (kind is WindowFunctionKind.PercentRank or WindowFunctionKind.CumulativeDistribution)
        {
            var doubles = NewArrays.Buffer<double>(length, out var parts);
            for (var row = 0; row < length; row++)
            {
                var (start, end) = (partitions.PartitionStart[row], partitions.PartitionEnd[row]);
                parts[row] = kind == WindowFunctionKind.CumulativeDistribution ? (partitions.PeerEnd[row] - start) / (double)(end - start)
                    : end - start == 1 ? 0
                    : (partitions.PeerStart[row] - start) / (double)(end - start - 1);
            }

            return ColumnVector.Flat(NewArrays.Fixed(SqlTypes.Double, doubles, default, length));
        }

        var buffer = NewArrays.Buffer<long>(length, out var numbers);
        for (var row = 0; row < length; row++)
        {
            var start = partitions.PartitionStart[row];
            numbers[row] = kind switch
            {
                WindowFunctionKind.RowNumber => row - start + 1,
                WindowFunctionKind.Rank => partitions.PeerStart[row] - start + 1,
                WindowFunctionKind.DenseRank => row == start ? 1 : numbers[row - 1] + (partitions.PeerStart[row] == row ? 1 : 0),
                _ => Bucket(row - start, partitions.PartitionEnd[row] - start, buckets!, row),
            };
        }

        return ColumnVector.Flat(NewArrays.Fixed(SqlTypes.BigInt, buffer, default, length));
    }

    // The first buckets get one row more where the rows do not divide evenly.
    private static long Bucket(long row, long rows, ColumnVector buckets, int at)
    {
        var count = buckets.IsNull(at) ? 0 : NewArrays.ValuesOf<long>(buckets.Values)[buckets.PlaceOf(at)];
        if (count <= 0)
        {
            throw new RerunException("ntile needs a positive number of buckets.", RerunErrorCode.InvalidArgument);
        }

        var (size, larger) = Math.DivRem(rows, count);
        return row < larger * (size + 1) ? (row / (size + 1)) + 1 : larger + ((row - (larger * (size + 1))) / Math.Max(size, 1)) + 1;
    }
}
