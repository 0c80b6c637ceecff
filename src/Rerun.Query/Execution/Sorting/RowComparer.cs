using System.Numerics;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Query.Execution.Kernels;
using Rerun.Query.Execution.Operators;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Sorting;

/// <summary>Compares rows by one key column: the direction and the place of nulls included.</summary>
internal sealed class RowComparer(ColumnVector column, SortKey key)
{
    private readonly ColumnVector _column = column;
    private readonly ValueComparer _comparer = ValueComparer.For(column.Type);
    private readonly bool _nulls = column.MayHaveNulls;

    /// <summary>The comparers that tell rows of a batch apart by some of its columns.</summary>
    public static RowComparer[] For(VectorBatch batch, IReadOnlyList<int> columns) =>
        [.. columns.Where(k => !batch[k].IsConstant).Select(k => new RowComparer(batch[k], new SortKey(k, false, false)))];

    /// <summary>Negative, zero or positive as the left row comes before, with or after the right.</summary>
    public int Compare(int left, int right) => Compare(left, this, right);

    /// <summary>Compares a row with a row of another batch.</summary>
    public int Compare(int left, RowComparer other, int right)
    {
        if (_nulls || other._nulls)
        {
            var leftNull = _column.IsNull(left);
            var rightNull = other._column.IsNull(right);
            if (leftNull || rightNull)
            {
                return leftNull == rightNull ? 0 : leftNull == key.NullsFirst ? -1 : 1;
            }
        }

        var order = _comparer.Compare(_column.Values, _column.PlaceOf(left), other._column.Values, other._column.PlaceOf(right));
        return key.Descending ? -order : order;
    }
}
