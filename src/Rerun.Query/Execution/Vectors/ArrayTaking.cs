using System.Runtime.CompilerServices;
using Rerun.Arrow;
using Rerun.Arrow.Selection;
using Rerun.Arrow.Types;

namespace Rerun.Query.Execution.Vectors;

/// <summary>Copies chosen rows of arrays into new arrays.</summary>
internal static class ArrayTaking
{
    /// <summary>The rows at the given places, in that order; a run of rows is a slice.</summary>
    public static IArrowArray Take(IArrowArray array, ReadOnlySpan<int> places) =>
        places.Length > 0 && places[^1] - places[0] == places.Length - 1 && IsRun(places)
            ? ArrowArrayFactory.Slice(array, places[0], places.Length)
            : array.Data.DataType.TypeId is ArrowTypeId.String or ArrowTypeId.Binary ? TextTaking.Take(array, places)
            : ArraySelection.Take(array, places);

    /// <summary>So many copies of the one row of an array.</summary>
    public static IArrowArray Repeat(IArrowArray value, int length) => length == 1 ? value : ArraySelection.Repeat(value, 0, length);

    /// <summary>So many nulls of a type.</summary>
    public static IArrowArray Nulls(IArrowType type, int length) => NullArrays.Create(type, length);

    /// <summary>The rows of several arrays of one type, one after the other.</summary>
    public static IArrowArray Concat(IReadOnlyList<IArrowArray> arrays)
    {
        if (arrays.Count == 1)
        {
            return arrays[0];
        }

        var ranges = new ArrayRange[arrays.Count];
        for (var i = 0; i < ranges.Length; i++)
        {
            ranges[i] = new ArrayRange(i, 0, arrays[i].Length);
        }

        return ArraySelection.TakeRanges(arrays[0].Data.DataType, arrays, ranges);
    }

    /// <summary>The width of a value in bytes, for types whose values lie side by side in one buffer; else 0.</summary>
    public static int WidthOf(IArrowType type) => type is FixedWidthType fixedWidth && type.TypeId != ArrowTypeId.Boolean ? fixedWidth.BitWidth / 8 : 0;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool IsRun(ReadOnlySpan<int> places)
    {
        for (var i = 1; i < places.Length; i++)
        {
            if (places[i] != places[i - 1] + 1)
            {
                return false;
            }
        }

        return true;
    }
}
