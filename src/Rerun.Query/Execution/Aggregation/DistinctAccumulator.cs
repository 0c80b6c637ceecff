using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Query.Execution.Hashing;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Execution.Windows;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Execution.Aggregation;

/// <summary>DISTINCT: passes each combination of arguments on once for each group.</summary>
/// <param name="inner">The aggregate.</param>
/// <param name="types">The types of its arguments.</param>
internal sealed class DistinctAccumulator(Accumulator inner, IReadOnlyList<IArrowType> types) : Accumulator, ISlidingAggregate
{
    private readonly KeyTable _seen = new([SqlTypes.Int, .. types]);

    /// <inheritdoc/>
    public override long ByteSize => _seen.ByteSize + inner.ByteSize;

    /// <inheritdoc/>
    public SlidingFrames? Slide(ColumnVector[] arguments, int workers) =>
        inner is CountAccumulator && arguments.Length == 1 ? SlidingDistinctCount.Over(arguments[0]) : null;

    /// <inheritdoc/>
    public override void EnsureGroups(int count) => inner.EnsureGroups(count);

    /// <inheritdoc/>
    public override void AddRun(int group, ReadOnlySpan<ColumnVector> arguments, int length)
    {
        var groups = new int[length];
        groups.AsSpan().Fill(group);
        Add(groups, arguments);
    }

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<int> groups, ReadOnlySpan<ColumnVector> arguments)
    {
        var before = _seen.Count;
        var places = new int[groups.Length];
        _seen.FindOrAdd([ColumnVector.Flat(NewArrays.Fixed(SqlTypes.Int, groups)), .. arguments], places);
        var rows = new int[_seen.Count - before];
        var freshGroups = new int[rows.Length];

        // The first row of each new combination stands for it.
        for (var row = places.Length - 1; row >= 0; row--)
        {
            if (places[row] >= before)
            {
                rows[places[row] - before] = row;
                freshGroups[places[row] - before] = groups[row];
            }
        }

        if (rows.Length > 0)
        {
            inner.Add(freshGroups, Select(arguments, rows));
        }
    }

    /// <inheritdoc/>
    public override void Merge(Accumulator other, ReadOnlySpan<int> groups)
    {
        var seen = ((DistinctAccumulator)other)._seen;
        if (seen.Count == 0)
        {
            return;
        }

        var renumbered = NewArrays.ValuesOf<int>(seen.Keys(0, 0, seen.Count)).ToArray();
        for (var i = 0; i < renumbered.Length; i++)
        {
            renumbered[i] = groups[renumbered[i]];
        }

        var arguments = new ColumnVector[types.Count];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = ColumnVector.Flat(seen.Keys(i + 1, 0, seen.Count));
        }

        Add(renumbered, arguments);
    }

    /// <inheritdoc/>
    public override IArrowArray Finish(int start, int count) => inner.Finish(start, count);

    private static ColumnVector[] Select(ReadOnlySpan<ColumnVector> vectors, int[] rows)
    {
        var selected = new ColumnVector[vectors.Length];
        for (var i = 0; i < selected.Length; i++)
        {
            selected[i] = vectors[i].Take(rows);
        }

        return selected;
    }
}
