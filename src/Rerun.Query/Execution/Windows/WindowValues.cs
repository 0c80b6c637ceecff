using Rerun.Arrow;
using Rerun.Arrow.Selection;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions;

namespace Rerun.Query.Execution.Windows;

/// <summary>Values of other rows: lag, lead, first, last and n-th.</summary>
internal static class WindowValues
{
    /// <summary>The value some rows away in the partition.</summary>
    public static ColumnVector Neighbor(ColumnVector[] arguments, WindowPartitions partitions, int direction, bool ignoreNulls)
    {
        var value = arguments[0].Flatten();
        var length = partitions.Length;
        var places = new int[length];
        for (var row = 0; row < length; row++)
        {
            long? offset = arguments.Length > 1 ? LongAt(arguments[1], row) : 1;
            var target = offset is { } distance ? Step(value, partitions, row, direction, distance, ignoreNulls) : -1;

            // Defaults stand after the values, one for each row.
            places[row] = target >= 0 || offset is null || arguments.Length < 3 ? target : length + row;
        }

        var source = arguments.Length < 3 ? value.Values : ArrayTaking.Concat([value.Values, arguments[2].ToArray()]);
        return ColumnVector.Flat(ArraySelection.Take(source, places));
    }

    /// <summary>A value of the frame.</summary>
    public static ColumnVector OfFrame(WindowFunctionKind kind, ColumnVector[] arguments, FrameBounds bounds, WindowPartitions partitions, WindowCall call)
    {
        var value = arguments[0].Flatten();
        var places = new int[partitions.Length];
        for (var row = 0; row < places.Length; row++)
        {
            long? n = kind == WindowFunctionKind.NthValue ? LongAt(arguments[1], row) : 1;
            places[row] = n is null or < 1 ? -1 : Find(value, bounds, partitions, call, row, n.Value, kind == WindowFunctionKind.LastValue);
        }

        return ColumnVector.Flat(ArraySelection.Take(value.Values, places));
    }

    /// <summary>Whether a row is left out of the frame of another.</summary>
    public static bool IsExcluded(WindowExclusion exclusion, WindowPartitions partitions, int row, int candidate) => exclusion switch
    {
        WindowExclusion.CurrentRow => candidate == row,
        WindowExclusion.Group => partitions.PeerStart[candidate] == partitions.PeerStart[row],
        WindowExclusion.Ties => candidate != row && partitions.PeerStart[candidate] == partitions.PeerStart[row],
        _ => false,
    };

    private static int Find(ColumnVector value, FrameBounds bounds, WindowPartitions partitions, WindowCall call, int row, long n, bool fromEnd)
    {
        var (start, end) = (bounds.Starts[row], bounds.Ends[row]);
        if (!call.IgnoreNulls && call.Frame.Exclusion == WindowExclusion.None)
        {
            return n > end - start ? -1 : fromEnd ? end - 1 : start + (int)n - 1;
        }

        for (var i = 0; i < end - start; i++)
        {
            var candidate = fromEnd ? end - 1 - i : start + i;
            if (!IsExcluded(call.Frame.Exclusion, partitions, row, candidate) && !(call.IgnoreNulls && value.IsNull(candidate)) && --n == 0)
            {
                return candidate;
            }
        }

        return -1;
    }

    private static int Step(ColumnVector value, WindowPartitions partitions, int row, int direction, long distance, bool ignoreNulls)
    {
        var (start, end) = (partitions.PartitionStart[row], partitions.PartitionEnd[row]);
        if (distance < 0)
        {
            (direction, distance) = (-direction, distance == long.MinValue ? long.MaxValue : -distance);
        }

        if (!ignoreNulls || distance == 0)
        {
            return distance > end - start ? -1 : row + (direction * distance) is var target && target >= start && target < end ? (int)target : -1;
        }

        for (var candidate = row + direction; candidate >= start && candidate < end; candidate += direction)
        {
            if (!value.IsNull(candidate) && --distance == 0)
            {
                return candidate;
            }
        }

        return -1;
    }

    private static long? LongAt(ColumnVector vector, int row) => vector.IsNull(row) ? null : NewArrays.ValuesOf<long>(vector.Values)[vector.PlaceOf(row)];
}
