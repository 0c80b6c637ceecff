using Rerun.Query.Execution.Sorting;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Aggregation;

/// <summary>
/// What a thread makes of a run of rows that are ordered by their groups: the groups that begin and end in it are complete. The rows before the first
/// border belong to groups that may have begun earlier, those after the last border to a group that may go on: they are left as rows, so that each group
/// adds its rows one after the other wherever runs begin.
/// </summary>
internal sealed class GroupedMorsel
{
    private List<VectorBatch> _open = [];

    /// <summary>The rows before the first border; all if there is none.</summary>
    public IReadOnlyList<VectorBatch> Head { get; private set; } = [];

    /// <summary>The complete groups; null if there is no border.</summary>
    public GroupedState? Groups { get; private set; }

    /// <summary>The rows after the last border; none if there is no border.</summary>
    public IReadOnlyList<VectorBatch> Tail { get; private set; } = [];

    /// <summary>Reads a run of rows.</summary>
    /// <param name="batches">The rows.</param>
    /// <param name="keys">The ordinals of the keys.</param>
    /// <param name="newState">Creates a state without groups.</param>
    /// <param name="context">The execution.</param>
    public static GroupedMorsel Of(IEnumerable<VectorBatch> batches, int[] keys, Func<GroupedState> newState, EvaluationContext context)
    {
        var morsel = new GroupedMorsel();
        foreach (var batch in batches)
        {
            morsel.Add(batch, keys, newState, context);
        }

        if (morsel.Groups is null)
        {
            morsel.Head = morsel._open;
        }
        else
        {
            morsel.Tail = morsel._open;
        }

        return morsel;
    }

    private void Add(VectorBatch batch, int[] keys, Func<GroupedState> newState, EvaluationContext context)
    {
        var comparers = RowComparer.For(batch, keys);
        var first = Border(comparers, 0, batch.Length, isFirst: true);
        if (first == batch.Length)
        {
            _open.Add(batch);
            return;
        }

        // What stands before the first border of the batch ends there, though it may be more than one group.
        _open.Add(batch.Slice(0, first));
        if (Groups is null)
        {
            Head = _open;
            Groups = newState();
        }
        else
        {
            foreach (var part in _open)
            {
                Groups.Add(part, context);
            }
        }

        var last = Border(comparers, first, batch.Length, isFirst: false);
        if (last > first)
        {
            Groups.Add(batch.Slice(first, last - first), context);
        }

        _open = [batch.Slice(last, batch.Length - last)];
    }

    /// <summary>
    /// The end of the rows that are equal to the first of a range, or the start of those equal to its last. Rows are ordered, so halving finds it.
    /// </summary>
    private static int Border(RowComparer[] comparers, int start, int end, bool isFirst)
    {
        var row = isFirst ? start : end - 1;
        var (low, high) = (start, end);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            var isEqual = Array.TrueForAll(comparers, comparer => comparer.Compare(row, middle) == 0);
            if (isEqual == isFirst)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
