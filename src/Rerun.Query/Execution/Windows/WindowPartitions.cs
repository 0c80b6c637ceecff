using Rerun.Query.Execution.Operators;
using Rerun.Query.Execution.Sorting;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Windows;

/// <summary>Sorted rows, cut into partitions and into groups that are equal in order.</summary>
internal sealed class WindowPartitions
{
    /// <summary>Finds the borders in rows that are sorted by partition and order.</summary>
    public WindowPartitions(VectorBatch rows, IReadOnlyList<int> partitionKeys, IReadOnlyList<SortKey> order)
    {
        Length = rows.Length;
        PartitionStart = new int[Length];
        PartitionEnd = new int[Length];
        PeerStart = new int[Length];
        PeerEnd = new int[Length];
        RowComparer[] partition = RowComparer.For(rows, partitionKeys);
        RowComparer[] peers = [.. order.Where(k => !rows[k.Column].IsConstant).Select(k => new RowComparer(rows[k.Column], k))];
        var starts = new List<int>();
        var (partitionStart, peerStart) = (0, 0);
        for (var row = 0; row < Length; row++)
        {
            var isNew = row == 0 || Array.Exists(partition, c => c.Compare(row - 1, row) != 0);
            if (isNew)
            {
                partitionStart = row;
                starts.Add(row);
            }

            if (isNew || Array.Exists(peers, c => c.Compare(row - 1, row) != 0))
            {
                peerStart = row;
            }

            PartitionStart[row] = partitionStart;
            PeerStart[row] = peerStart;
        }

        Starts = [.. starts];
        for (var row = Length - 1; row >= 0; row--)
        {
            PartitionEnd[row] = row == Length - 1 || PartitionStart[row + 1] != PartitionStart[row] ? row + 1 : PartitionEnd[row + 1];
            PeerEnd[row] = row == Length - 1 || PeerStart[row + 1] != PeerStart[row] ? row + 1 : PeerEnd[row + 1];
        }
    }

    /// <summary>The number of rows.</summary>
    public int Length { get; }

    /// <summary>The first row of each partition.</summary>
    public int[] Starts { get; }

    /// <summary>For each row the first row of its partition.</summary>
    public int[] PartitionStart { get; }

    /// <summary>For each row the end of its partition.</summary>
    public int[] PartitionEnd { get; }

    /// <summary>For each row the first row that is equal to it in order.</summary>
    public int[] PeerStart { get; }

    /// <summary>For each row the end of those equal to it in order.</summary>
    public int[] PeerEnd { get; }
}
