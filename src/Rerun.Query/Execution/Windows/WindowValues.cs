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
        var counted = new NotNullRows(value, ignoreNulls);
        var length = partitions.Length;
        var places = new int[length];
        for (var row = 0; row < length; row++)
        {
            long? offset = arguments.Length > 1 ? LongAt(arguments[1], row) : 1;
            var target = offset is { } distance ? Step(counted, partitions, row, direction, distance) : -1;

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
        var counted = new NotNullRows(value, call.IgnoreNulls);
        var places = new int[partitions.Length];
        for (var row = 0; row < places.Length; row++)
        {
            long? n = kind == WindowFunctionKind.NthValue ? LongAt(arguments[1], row) : 1;
            places[row] = n is null or < 1 ? -1 : Find(counted, FrameParts.Of(call.Frame.Exclusion, bounds, partitions, row), n.Value, kind == WindowFunctionKind.LastValue);
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

    private static int Find(NotNullRows counted, (int Start, int End)[] parts, long n, bool fromEnd)
    {
        for (var i = 0; i < parts.Length; i++)
        {
            var (start, end) = parts[fromEnd ? parts.Length - 1 - i : i];
            var (before, count) = (counted.Before(start), counted.Before(end) - counted.Before(start));
            if (n <= count)
            {
                return counted.At(fromEnd ? before + count - (int)n : before + (int)n - 1);
            }

            n -= count;
        }

        return -1;
    }

    private static int Step(NotNullRows counted, WindowPartitions partitions, int row, int direction, long distance)
    {
        var (start, end) = (partitions.PartitionStart[row], partitions.PartitionEnd[row]);
        if (distance == 0)
        {
            return row;
        }

        if (distance < 0)
        {
            (direction, distance) = (-direction, distance == long.MinValue ? long.MaxValue : -distance);
        }

        var (first, behind) = direction < 0 ? (counted.Before(start), counted.Before(row)) : (counted.Before(row + 1), counted.Before(end));
        return distance > behind - first ? -1 : counted.At(direction < 0 ? behind - (int)distance : first + (int)distance - 1);
    }

    private static long? LongAt(ColumnVector vector, int row) => vector.IsNull(row) ? null : NewArrays.ValuesOf<long>(vector.Values)[vector.PlaceOf(row)];
}
