using Rerun.Catalog;
using Rerun.Query.Execution.Hashing;
using Rerun.Query.Execution.Sorting;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Execution.Operators;

/// <summary>
/// Joins each left row with the nearest right row in time among those with equal keys. The right side is kept, sorted by key and time;
/// the left side is streamed and keeps its order. As left times mostly grow, the search goes on from the last match. Null keys and times never match.
/// </summary>
internal sealed class AsofJoinOperator : BatchOperator
{
    private readonly BatchOperator _left;
    private readonly BatchOperator _right;
    private readonly int[] _leftKeys;
    private readonly int[] _rightKeys;
    private readonly int _leftTime;
    private readonly int _rightTime;
    private readonly AsofComparison _comparison;
    private readonly bool _keepsLeft;
    private readonly BatchCollector _collector;
    private readonly KeyTable _table;
    private VectorBatch? _rows;
    private ulong[] _times = [];
    private int[] _order = [];
    private int[] _starts = [0];
    private int[] _last = [];

    /// <summary>Creates the operator. It yields left and right columns.</summary>
    /// <param name="left">The rows that are streamed.</param>
    /// <param name="right">The rows that are kept.</param>
    /// <param name="keys">The ordinals of left and right keys.</param>
    /// <param name="times">The ordinals of the left and the right time, of one type.</param>
    /// <param name="comparison">How times compare.</param>
    /// <param name="keepsLeft">Whether left rows without a match are yielded.</param>
    /// <param name="context">The execution.</param>
    public AsofJoinOperator(
        BatchOperator left,
        BatchOperator right,
        IReadOnlyList<(int Left, int Right)> keys,
        (int Left, int Right) times,
        AsofComparison comparison,
        bool keepsLeft,
        EvaluationContext context)
        : base([.. left.Types, .. right.Types])
    {
        _left = left;
        _right = right;
        _leftKeys = [.. keys.Select(k => k.Left)];
        _rightKeys = [.. keys.Select(k => k.Right)];
        (_leftTime, _rightTime) = times;
        _comparison = comparison;
        _keepsLeft = keepsLeft;
        _collector = new BatchCollector(right.Types.Count, context.Memory, "AsofJoin");
        _table = new KeyTable([.. _rightKeys.Select(k => right.Types[k])]);
    }

    /// <inheritdoc/>
    public override string Name => "AsofJoin";

    /// <inheritdoc/>
    public override IReadOnlyList<BatchOperator> Inputs => [_left, _right];

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        _collector.Dispose();
        return base.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override async ValueTask<VectorBatch?> PullAsync(CancellationToken cancellationToken)
    {
        if (_rows is null)
        {
            while (await _right.NextAsync(cancellationToken).ConfigureAwait(false) is { } right)
            {
                _collector.Add(right);
            }

            Arrange();
        }

        return await _left.NextAsync(cancellationToken).ConfigureAwait(false) is { } batch ? Join(batch) : null;
    }

    private static ulong[] Prefixes(ColumnVector times, int length)
    {
        var prefixes = new ulong[length];
        return SortPrefix.TryFill(times.Flatten(), prefixes) == true
            ? prefixes
            : throw new RerunException($"ASOF compares numbers and times, not {SqlTypes.NameOf(times.Type)}.", RerunErrorCode.TypeMismatch);
    }

    private void Arrange()
    {
        var count = _collector.Rows;
        var rows = _collector.Take();
        _rows = new VectorBatch(
            [.. _right.Types.Select((type, i) => ColumnVector.Flat(rows is null ? ArrayTaking.Nulls(type, 1) : ArrayTaking.Concat([rows[i].ToArray(), ArrayTaking.Nulls(type, 1)])))], count + 1);
        if (rows is null)
        {
            return;
        }

        var places = new int[count];
        var keys = rows.Project(_rightKeys).Columns.ToArray();
        _table.FindOrAdd(keys, places);
        var usable = new List<int>();
        for (var row = 0; row < count; row++)
        {
            if (!rows[_rightTime].IsNull(row) && Array.TrueForAll(keys, k => !k.IsNull(row)))
            {
                usable.Add(row);
            }
        }

        int[] chosen = [.. usable];
        var place = ColumnVector.Flat(NewArrays.Fixed<int>(SqlTypes.Int, places)).Take(chosen);
        var sorted = RowSorter.Sort([place, rows[_rightTime].Take(chosen)], [new SortKey(0, false, false), new SortKey(1, false, false)], chosen.Length);
        _order = Array.ConvertAll(sorted, i => chosen[i]);
        _times = Prefixes(rows[_rightTime].Take(_order), _order.Length);
        _starts = new int[_table.Count + 1];
        foreach (var row in _order)
        {
            _starts[places[row] + 1]++;
        }

        for (var i = 0; i < _table.Count; i++)
        {
            _starts[i + 1] += _starts[i];
        }

        _last = _starts.AsSpan(0, _table.Count).ToArray();
    }

    private VectorBatch Join(VectorBatch batch)
    {
        var keys = batch.Project(_leftKeys).Columns.ToArray();
        var places = new int[batch.Length];
        _table.Find(keys, places);
        var times = Prefixes(batch[_leftTime], batch.Length);
        var leftRows = new List<int>(batch.Length);
        var rightRows = new List<int>(batch.Length);
        for (var row = 0; row < batch.Length; row++)
        {
            var match = -1;
            if (places[row] >= 0 && !batch[_leftTime].IsNull(row) && Array.TrueForAll(keys, k => !k.IsNull(row)))
            {
                match = Nearest(places[row], times[row]);
            }

            if (match >= 0 || _keepsLeft)
            {
                leftRows.Add(row);
                rightRows.Add(match >= 0 ? _order[match] : _rows!.Length - 1);
            }
        }

        var left = leftRows.Count == batch.Length ? batch : batch.Take(leftRows.ToArray());
        return left.Append(_rows!.Take(rightRows.ToArray()).Columns);
    }

    private int Nearest(int place, ulong time)
    {
        var start = _starts[place];
        var end = _starts[place + 1];

        // The number of right rows before the border: those up to the time, or those before it.
        var includesEqual = _comparison is AsofComparison.GreaterOrEqual or AsofComparison.Less;
        var border = Border(ref _last[place], start, end, time, includesEqual);
        return _comparison is AsofComparison.GreaterOrEqual or AsofComparison.Greater
            ? border > start ? border - 1 : -1
            : border < end ? border : -1;
    }

    private int Border(ref int last, int start, int end, ulong time, bool includesEqual)
    {
        bool IsBefore(int at) => _times[at] < time || (includesEqual && _times[at] == time);

        // From the last border in growing steps, then by halves.
        var low = last > start && IsBefore(last - 1) ? last : start;
        var step = 1;
        var high = low;
        while (high < end && IsBefore(high))
        {
            low = high + 1;
            high = Math.Min(end, high + step);
            step *= 2;
        }

        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (IsBefore(middle))
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return last = low;
    }
}
