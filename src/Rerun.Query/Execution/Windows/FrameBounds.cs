using Rerun.Catalog;
using Rerun.Query.Execution.Operators;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Windows;

/// <summary>The first row and the end of each row's frame.</summary>
internal readonly struct FrameBounds
{
    private FrameBounds(int[] starts, int[] ends)
    {
        Starts = starts;
        Ends = ends;
    }

    /// <summary>For each row the first row of its frame.</summary>
    public int[] Starts { get; }

    /// <summary>For each row the end of its frame; not after the start if the frame is empty.</summary>
    public int[] Ends { get; }

    /// <summary>Finds the bounds.</summary>
    /// <exception cref="RerunException">An offset is negative or NULL, or RANGE has an offset and not exactly one key.</exception>
    public static FrameBounds Of(WindowFrame frame, WindowPartitions partitions, VectorBatch rows, IReadOnlyList<SortKey> order) =>
        new(Bound(frame.Unit, frame.Start, isEnd: false, partitions, rows, order), Bound(frame.Unit, frame.End, isEnd: true, partitions, rows, order));

    private static int[] Bound(WindowFrameUnit unit, WindowBound bound, bool isEnd, WindowPartitions partitions, VectorBatch rows, IReadOnlyList<SortKey> order)
    {
        if (bound.Direction != 0 && bound.Offset is null)
        {
            return bound.Direction < 0 ? partitions.PartitionStart : partitions.PartitionEnd;
        }

        if (bound.Direction == 0)
        {
            if (unit != WindowFrameUnit.Rows)
            {
                return isEnd ? partitions.PeerEnd : partitions.PeerStart;
            }

            var current = new int[partitions.Length];
            for (var row = 0; row < current.Length; row++)
            {
                current[row] = isEnd ? row + 1 : row;
            }

            return current;
        }

        return unit switch
        {
            WindowFrameUnit.Rows => RowBound(bound.Direction * OffsetOf(bound), isEnd, partitions),
            WindowFrameUnit.Groups => GroupBound(bound.Direction * OffsetOf(bound), isEnd, partitions),
            _ => RangeBounds.Find(bound, isEnd, partitions, rows, order),
        };
    }

    private static long OffsetOf(WindowBound bound)
    {
        var offset = ColumnVector.Constant(bound.Offset!, 1);
        return !offset.IsConstantNull && Constants.ValueOf<long>(offset) is var count and >= 0
            ? count
            : throw new RerunException("The offset of a window frame is not negative and not NULL.", RerunErrorCode.InvalidArgument);
    }

    private static int[] RowBound(long offset, bool isEnd, WindowPartitions partitions)
    {
        var bounds = new int[partitions.Length];
        for (var row = 0; row < bounds.Length; row++)
        {
            // Beyond the partition there is nothing, and the sum must not overflow.
            var target = Math.Clamp(row + Math.Clamp(offset, -int.MaxValue, int.MaxValue) + (isEnd ? 1 : 0), partitions.PartitionStart[row], partitions.PartitionEnd[row]);
            bounds[row] = (int)target;
        }

        return bounds;
    }

    private static int[] GroupBound(long offset, bool isEnd, WindowPartitions partitions)
    {
        var bounds = new int[partitions.Length];
        foreach (var start in partitions.Starts)
        {
            var groups = new List<int>();
            for (var row = start; row < partitions.PartitionEnd[start]; row = partitions.PeerEnd[row])
            {
                groups.Add(row);
            }

            for (var group = 0; group < groups.Count; group++)
            {
                var target = Math.Clamp(group + Math.Clamp(offset, -int.MaxValue, int.MaxValue) + (isEnd ? 1 : 0), 0, groups.Count);
                var bound = target == groups.Count ? partitions.PartitionEnd[start] : groups[(int)target];
                bounds.AsSpan(groups[group], partitions.PeerEnd[groups[group]] - groups[group]).Fill(bound);
            }
        }

        return bounds;
    }
}
