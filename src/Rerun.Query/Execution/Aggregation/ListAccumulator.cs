using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Execution.Aggregation;

/// <summary><c>array_agg</c>: all values of the group as a list, nulls among them; NULL for no rows.</summary>
/// <param name="type">The type of the values.</param>
internal sealed class ListAccumulator(IArrowType type) : CollectingAccumulator
{
    /// <inheritdoc/>
    protected override IArrowArray Finish(ColumnVector[] arguments, int[] rows, int[] ends)
    {
        var count = ends.Length - 1;
        var elements = arguments.Length == 0 ? ArrayTaking.Nulls(type, 0) : arguments[0].Take(rows).ToArray();
        var bits = NewArrays.Bitmap(count);
        for (var i = 0; i < count; i++)
        {
            BitUtility.SetBit(bits, i, ends[i + 1] > ends[i]);
        }

        return NewArrays.List(SqlTypes.ListOf(type), ends, elements, Validity.FromBits(bits, count));
    }
}
