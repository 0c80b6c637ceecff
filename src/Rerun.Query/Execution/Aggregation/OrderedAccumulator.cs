using Rerun.Arrow;
using Rerun.Query.Execution.Operators;
using Rerun.Query.Execution.Sorting;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Aggregation;

/// <summary>An aggregate with an ORDER BY of its own: sorts the rows of each group before they are added.</summary>
/// <param name="create">Makes the aggregate's state.</param>
/// <param name="argumentCount">How many of the columns are arguments; the rest are keys of the order.</param>
/// <param name="order">The order, by columns of arguments and keys together.</param>
internal sealed class OrderedAccumulator(Func<Accumulator> create, int argumentCount, IReadOnlyList<SortKey> order) : CollectingAccumulator
{
    /// <inheritdoc/>
    protected override IArrowArray Finish(ColumnVector[] arguments, int[] rows, int[] ends)
    {
        var groups = ends.Length - 1;
        var accumulator = create();
        accumulator.EnsureGroups(groups);
        if (rows.Length > 0)
        {
            var numbers = new int[rows.Length];
            for (var group = 0; group < groups; group++)
            {
                numbers.AsSpan(ends[group], ends[group + 1] - ends[group]).Fill(group);
            }

            var columns = Array.ConvertAll(arguments, a => a.Take(rows));
            var sorted = RowSorter.Sort([ColumnVector.Flat(NewArrays.Fixed<int>(Functions.Resolution.SqlTypes.Int, numbers)), .. columns], Shifted(), rows.Length);
            var sortedGroups = Array.ConvertAll(sorted, row => numbers[row]);
            accumulator.Add(sortedGroups, Array.ConvertAll(columns[..argumentCount], c => c.Take(sorted)));
        }

        return accumulator.Finish(0, groups);
    }

    // The group comes first among the sorted columns.
    private SortKey[] Shifted() => [new SortKey(0, false, false), .. order.Select(k => k with { Column = k.Column + 1 })];
}
