using Rerun.Arrow;
using Rerun.Query.Execution.Operators;
using Rerun.Query.Execution.Sorting;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Execution.Aggregation;

/// <summary>Keeps the values of its groups and sorts them at the end; NULLs are left out.</summary>
internal abstract class SortedAccumulator : CollectingAccumulator
{
    protected sealed override IArrowArray Finish(ColumnVector[] arguments, int[] rows, int[] ends)
    {
        if (arguments.Length == 0)
        {
            return Empty(ends.Length - 1);
        }

        var value = arguments[0];
        var known = new List<int>(rows.Length);
        var knownEnds = new int[ends.Length];
        for (var group = 0; group < ends.Length - 1; group++)
        {
            for (var i = ends[group]; i < ends[group + 1]; i++)
            {
                if (!value.IsNull(rows[i]))
                {
                    known.Add(rows[i]);
                }
            }

            knownEnds[group + 1] = known.Count;
        }

        var groups = new int[known.Count];
        for (var group = 0; group < ends.Length - 1; group++)
        {
            groups.AsSpan(knownEnds[group], knownEnds[group + 1] - knownEnds[group]).Fill(group);
        }

        // One group needs no key of its own, so that the values' own prefixes sort.
        var keys = ends.Length == 2 && groups.Length > 0
            ? ColumnVector.Constant(Constants.Of(0), groups.Length)
            : ColumnVector.Flat(NewArrays.Fixed<int>(SqlTypes.Int, groups));
        int[] places = [.. known];
        var sorted = RowSorter.Sort([keys, value.Take(places)], [new SortKey(0, false, false), new SortKey(1, false, false)], places.Length);
        return Finish(arguments, Array.ConvertAll(sorted, i => places[i]), knownEnds, rows, ends);
    }

    /// <summary>The results of groups without a row.</summary>
    protected abstract IArrowArray Empty(int groups);

    /// <summary>The results of groups.</summary>
    /// <param name="arguments">The columns.</param>
    /// <param name="sorted">The rows whose value is not NULL: group by group, each in rising order.</param>
    /// <param name="sortedEnds">For each group the number of such rows before its own, and at last the number of all.</param>
    /// <param name="rows">All rows, group by group.</param>
    /// <param name="ends">The same as <paramref name="sortedEnds"/> for them.</param>
    protected abstract IArrowArray Finish(ColumnVector[] arguments, int[] sorted, int[] sortedEnds, int[] rows, int[] ends);
}
