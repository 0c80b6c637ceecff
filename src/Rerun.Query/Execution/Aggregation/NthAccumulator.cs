using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Aggregation;

/// <summary>The value of the n-th row of a group, from 1, or from the end for a negative n: <c>(value, n)</c>.</summary>
internal sealed class NthAccumulator(IArrowType type) : CollectingAccumulator
{
    protected override IArrowArray Finish(ColumnVector[] arguments, int[] rows, int[] ends)
    {
        var count = ends.Length - 1;
        if (arguments.Length == 0)
        {
            return ArrayTaking.Nulls(type, count);
        }

        var places = new int[count];
        for (var group = 0; group < count; group++)
        {
            var (start, length) = (ends[group], ends[group + 1] - ends[group]);
            places[group] = -1;
            if (length > 0 && !arguments[1].IsNull(rows[start]))
            {
                var n = NewArrays.ValuesOf<long>(arguments[1].Values)[arguments[1].PlaceOf(rows[start])];
                var place = n < 0 ? length + n : n - 1;
                places[group] = n != 0 && place >= 0 && place < length ? arguments[0].PlaceOf(rows[start + (int)place]) : -1;
            }
        }

        return Arrow.Selection.ArraySelection.Take(arguments[0].Values, places);
    }
}
