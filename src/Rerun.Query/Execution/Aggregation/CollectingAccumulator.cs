using Rerun.Arrow;
using Rerun.Query.Execution.Operators;
using Rerun.Query.Execution.Sorting;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Aggregation;

/// <summary>Keeps all rows of all groups until the end, then gives each group's rows in order to what computes the result.</summary>
internal abstract class CollectingAccumulator : Accumulator
{
    private readonly List<ColumnVector[]> _pieces = [];
    private readonly List<int> _groups = [];
    private long _byteSize;

    /// <inheritdoc/>
    public override long ByteSize => _byteSize + (_groups.Count * 4L);

    /// <inheritdoc/>
    public override void EnsureGroups(int count)
    {
    }

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
        var piece = new ColumnVector[arguments.Length];
        for (var i = 0; i < piece.Length; i++)
        {
            piece[i] = arguments[i].Flatten();
            _byteSize += ArraySize.Of(piece[i].Values);
        }

        _pieces.Add(piece);
        _groups.AddRange(groups);
    }

    /// <inheritdoc/>
    public override void Merge(Accumulator other, ReadOnlySpan<int> groups)
    {
        var from = (CollectingAccumulator)other;
        _pieces.AddRange(from._pieces);
        _byteSize += from._byteSize;
        foreach (var group in from._groups)
        {
            _groups.Add(groups[group]);
        }
    }

    /// <inheritdoc/>
    public override IArrowArray Finish(int start, int count)
    {
        var columns = Columns();

        // Rows of each group one after the other, in the order in which they came.
        var ends = new int[count + 1];
        foreach (var group in _groups)
        {
            if (group >= start && group < start + count)
            {
                ends[group - start + 1]++;
            }
        }

        for (var i = 0; i < count; i++)
        {
            ends[i + 1] += ends[i];
        }

        var rows = new int[ends[count]];
        var next = ends.AsSpan(0, count).ToArray();
        for (var row = 0; row < _groups.Count; row++)
        {
            if (_groups[row] is var group && group >= start && group < start + count)
            {
                rows[next[group - start]++] = row;
            }
        }

        return Finish(columns, rows, ends);
    }

    /// <summary>The results of some groups.</summary>
    /// <param name="arguments">All arguments that were collected; empty if there were no rows.</param>
    /// <param name="rows">The rows of the groups, one group after the other.</param>
    /// <param name="ends">Where in the rows each group begins, and the end of the last.</param>
    protected abstract IArrowArray Finish(ColumnVector[] arguments, int[] rows, int[] ends);

    private ColumnVector[] Columns()
    {
        if (_pieces.Count == 0)
        {
            return [];
        }

        if (_pieces.Count > 1)
        {
            var joined = new ColumnVector[_pieces[0].Length];
            for (var i = 0; i < joined.Length; i++)
            {
                var column = i;
                joined[i] = ColumnVector.Flat(ArrayTaking.Concat([.. _pieces.Select(p => p[column].Values)]));
            }

            _pieces.Clear();
            _pieces.Add(joined);
        }

        return _pieces[0];
    }
}
