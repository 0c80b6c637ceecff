using Rerun.Arrow;
using Rerun.Query.Execution.Hashing;
using Rerun.Query.Execution.Memory;
using Rerun.Query.Execution.Operators;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Joins;

/// <summary>The right side of a join: its rows, found by their keys.</summary>
internal sealed class JoinTable : IDisposable
{
    /// <summary>The right row of a left row without a match.</summary>
    public const int NoRow = -1;

    private readonly BatchCollector _collector;
    private readonly HeldMemory _held;
    private readonly VectorBatch _rows;
    private readonly KeyTable _keys;
    private readonly int[] _starts;
    private readonly int[] _order;
    private readonly bool[] _matched;
    private readonly bool _nullsMatch;
    private readonly bool _hasNullKey;

    private JoinTable(
        BatchCollector collector, IReadOnlyList<Arrow.Types.IArrowType> types, IReadOnlyList<int> keys, bool nullsMatch, MemoryBudget memory, string operatorName)
    {
        _collector = collector;
        _nullsMatch = nullsMatch;
        Count = collector.Rows;
        var rows = collector.Take();
        _keys = new KeyTable([.. keys.Select(k => types[k])]);
        _matched = new bool[Count];

        // A row of nulls at the end stands beside left rows without a match.
        _rows = new VectorBatch(
            [.. types.Select((type, i) => ColumnVector.Flat(rows is null ? ArrayTaking.Nulls(type, 1) : ArrayTaking.Concat([rows[i].ToArray(), ArrayTaking.Nulls(type, 1)])))], Count + 1);
        var places = new int[Count];
        if (rows is not null)
        {
            var columns = rows.Project([.. keys]).Columns;
            _keys.FindOrAdd(columns, places);
            _hasNullKey = !nullsMatch && ForgetNulls(columns, places);
        }

        // The rows of one key stand together, in their order.
        _starts = new int[_keys.Count + 1];
        foreach (var place in places)
        {
            if (place >= 0)
            {
                _starts[place + 1]++;
            }
        }

        for (var i = 0; i < _keys.Count; i++)
        {
            _starts[i + 1] += _starts[i];
        }

        _held = memory.Hold(_keys.ByteSize + (4L * (_starts.Length + _starts[^1])) + Count, operatorName);
        _order = new int[_starts[^1]];
        var next = _starts.AsSpan().ToArray();
        for (var row = 0; row < places.Length; row++)
        {
            if (places[row] >= 0)
            {
                _order[next[places[row]]++] = row;
            }
        }
    }

    /// <summary>The number of right rows.</summary>
    public int Count { get; }

    /// <summary>Reads the right side.</summary>
    public static async ValueTask<JoinTable> BuildAsync(
        BatchOperator right, IReadOnlyList<int> keys, bool nullsMatch, EvaluationContext context, string operatorName, CancellationToken cancellationToken)
    {
        var collector = new BatchCollector(right.Types.Count, context.Memory, operatorName);
        try
        {
            while (await right.NextAsync(cancellationToken).ConfigureAwait(false) is { } batch)
            {
                collector.Add(batch);
            }

            return new JoinTable(collector, right.Types, keys, nullsMatch, context.Memory, operatorName);
        }
        catch
        {
            collector.Dispose();
            throw;
        }
    }

    /// <summary>The place of the key of each left row, or -1.</summary>
    public int[] Find(ReadOnlySpan<ColumnVector> keys, int length)
    {
        var places = new int[length];
        _keys.Find(keys, places);
        if (!_nullsMatch)
        {
            ForgetNulls(keys, places);
        }

        return places;
    }

    /// <summary>The right rows at a place, in their order.</summary>
    public ReadOnlySpan<int> RowsAt(int place) => place < 0 ? default : _order.AsSpan(_starts[place], _starts[place + 1] - _starts[place]);

    /// <summary>The columns of both sides for some pairs.</summary>
    public VectorBatch Join(VectorBatch left, JoinPairs pairs)
    {
        int[] right = [.. pairs.Right];
        for (var i = 0; i < right.Length; i++)
        {
            right[i] = right[i] == NoRow ? Count : right[i];
        }

        return left.Take(pairs.Left.ToArray()).Append(_rows.Take(right).Columns);
    }

    /// <summary>Some right rows.</summary>
    public ColumnVector[] Take(int[] rows) => _rows.Take(rows).Columns.ToArray();

    /// <summary>Notes that the right rows of pairs have a match.</summary>
    public void MarkMatched(JoinPairs pairs)
    {
        foreach (var row in pairs.Right)
        {
            if (row != NoRow)
            {
                _matched[row] = true;
            }
        }
    }

    /// <summary>The right rows without a match, some at a time.</summary>
    public IEnumerable<int[]> UnmatchedRows(int batchRows)
    {
        var rows = new List<int>();
        for (var row = 0; row < Count; row++)
        {
            if (!_matched[row])
            {
                rows.Add(row);
            }

            if (rows.Count == batchRows || (row == Count - 1 && rows.Count > 0))
            {
                yield return rows.ToArray();
                rows.Clear();
            }
        }
    }

    /// <summary>The column of a mark join.</summary>
    public ColumnVector Marks(ReadOnlySpan<ColumnVector> keys, bool[] matched)
    {
        var values = NewArrays.Bitmap(matched.Length);
        var known = NewArrays.Bitmap(matched.Length);
        for (var row = 0; row < matched.Length; row++)
        {
            var isNull = false;
            foreach (var key in keys)
            {
                isNull |= key.IsNull(row);
            }

            BitUtility.SetBit(values, row, matched[row]);
            BitUtility.SetBit(known, row, matched[row] || Count == 0 || _nullsMatch || (!isNull && !_hasNullKey));
        }

        return ColumnVector.Flat(NewArrays.Boolean(values, Validity.FromBits(known, matched.Length), matched.Length));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _collector.Dispose();
        _held.Dispose();
    }

    private static bool ForgetNulls(ReadOnlySpan<ColumnVector> keys, Span<int> places)
    {
        var any = false;
        foreach (var key in keys)
        {
            if (!key.MayHaveNulls)
            {
                continue;
            }

            for (var row = 0; row < places.Length; row++)
            {
                if (key.IsNull(row))
                {
                    places[row] = -1;
                    any = true;
                }
            }
        }

        return any;
    }
}
