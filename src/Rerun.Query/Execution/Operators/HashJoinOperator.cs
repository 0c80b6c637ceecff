using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Query.Execution.Evaluation;
using Rerun.Query.Execution.Joins;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Execution.Operators;

/// <summary>
/// Joins by equal keys: the right side is read into a hash table, the left side is streamed and keeps its order. Without keys
/// every pair of rows is looked at: a nested loop.
/// </summary>
internal sealed class HashJoinOperator : RowOperator
{
    private readonly BatchOperator _right;
    private readonly int[] _leftKeys;
    private readonly JoinType _type;
    private readonly Evaluator? _residual;
    private readonly EvaluationContext _context;
    private readonly IReadOnlyList<int> _rightKeys;
    private readonly bool _nullsMatch;
    private JoinTable? _table;
    private CancellationToken _cancellation;

    /// <summary>Creates the operator.</summary>
    /// <param name="left">The rows that are streamed.</param>
    /// <param name="right">The rows that are kept.</param>
    /// <param name="leftKeys">The ordinals of the left keys; may be none.</param>
    /// <param name="rightKeys">The ordinals of the right keys, of the same types.</param>
    /// <param name="type">Which rows are yielded.</param>
    /// <param name="residual">A further condition over left and right columns together, or null.</param>
    /// <param name="nullsMatch">Whether null keys match each other.</param>
    /// <param name="context">The execution.</param>
    public HashJoinOperator(
        BatchOperator left,
        BatchOperator right,
        IReadOnlyList<int> leftKeys,
        IReadOnlyList<int> rightKeys,
        JoinType type,
        Evaluator? residual,
        bool nullsMatch,
        EvaluationContext context)
        : base(left, TypesOf(left, right, type))
    {
        _right = right;
        _leftKeys = [.. leftKeys];
        _rightKeys = rightKeys;
        _type = type;
        _residual = residual;
        _nullsMatch = nullsMatch;
        _context = context;
    }

    /// <inheritdoc/>
    public override string Name => _leftKeys.Length == 0 ? "NestedLoopJoin" : "HashJoin";

    /// <inheritdoc/>
    public override IReadOnlyList<BatchOperator> Inputs => [Input, _right];

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        _table?.Dispose();
        _table = null;
        await base.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async ValueTask PrepareAsync(CancellationToken cancellationToken)
    {
        _cancellation = cancellationToken;
        _table = await JoinTable.BuildAsync(_right, _rightKeys, _nullsMatch, _context, Name, cancellationToken).ConfigureAwait(false);
    }

    private static IReadOnlyList<IArrowType> TypesOf(BatchOperator left, BatchOperator right, JoinType type) => type switch
    {
        JoinType.Semi or JoinType.Anti => left.Types,
        JoinType.Mark or JoinType.Matched => [.. left.Types, SqlTypes.Boolean],
        _ => [.. left.Types, .. right.Types],
    };

    /// <inheritdoc/>
    public override IEnumerable<VectorBatch> Process(VectorBatch batch)
    {
        var places = _table!.Find(batch.Project(_leftKeys).Columns, batch.Length);
        if (_type is JoinType.Semi or JoinType.Anti or JoinType.Mark or JoinType.Matched)
        {
            yield return Decide(batch, places);
            yield break;
        }

        var keepsLeft = _type is JoinType.Left or JoinType.Full;
        for (var row = 0; row < batch.Length;)
        {
            // Where no pair holds, nothing leaves this loop for long.
            _cancellation.ThrowIfCancellationRequested();
            var (pairs, next) = Pairs(batch, places, row, keepsLeft);
            row = next;
            if (pairs.Count > 0)
            {
                yield return _table.Join(batch, pairs);
            }
        }
    }

    // The pairs of whole left rows, at least as many as a batch has if there are so many; with left rows without a match beside no row.
    private (JoinPairs Pairs, int Next) Pairs(VectorBatch batch, int[] places, int start, bool keepsLeft)
    {
        var pairs = new JoinPairs();
        var row = start;
        for (; row < batch.Length && pairs.Count < _context.BatchRows; row++)
        {
            var matches = _table!.RowsAt(places[row]);
            foreach (var match in matches)
            {
                pairs.Add(row, match);
            }

            if (matches.Length == 0 && keepsLeft && _residual is null)
            {
                pairs.Add(row, JoinTable.NoRow);
            }
        }

        if (_residual is not null)
        {
            pairs = Holding(batch, pairs, keepsLeft, start, row);
        }

        if (_type is JoinType.Right or JoinType.Full)
        {
            _table!.MarkMatched(pairs);
        }

        return (pairs, row);
    }

    private JoinPairs Holding(VectorBatch batch, JoinPairs pairs, bool keepsLeft, int start, int end)
    {
        var kept = new JoinPairs();
        var held = pairs.Count == 0 ? [] : HoldingPairs(batch, pairs);
        var next = 0;
        for (var row = start; row < end; row++)
        {
            var any = false;
            for (; next < held.Length && pairs.LeftAt(held[next]) == row; next++)
            {
                kept.Add(row, pairs.RightAt(held[next]));
                any = true;
            }

            if (!any && keepsLeft)
            {
                kept.Add(row, JoinTable.NoRow);
            }
        }

        return kept;
    }

    private int[] HoldingPairs(VectorBatch batch, JoinPairs pairs)
    {
        // Each row may have very many pairs of which none holds.
        _cancellation.ThrowIfCancellationRequested();
        var truth = Truth.Of(_residual!.Evaluate(_table!.Join(batch, pairs), _context));
        return Truth.Rows(truth.TrueBits, pairs.Count, wanted: true);
    }

    private VectorBatch Decide(VectorBatch batch, int[] places)
    {
        var matched = new bool[batch.Length];
        if (_residual is null)
        {
            for (var row = 0; row < matched.Length; row++)
            {
                matched[row] = _table!.RowsAt(places[row]).Length > 0;
            }
        }
        else
        {
            for (var row = 0; row < matched.Length;)
            {
                var pairs = new JoinPairs();
                for (; row < matched.Length && pairs.Count < _context.BatchRows; row++)
                {
                    foreach (var match in _table!.RowsAt(places[row]))
                    {
                        pairs.Add(row, match);
                    }
                }

                foreach (var pair in pairs.Count == 0 ? [] : HoldingPairs(batch, pairs))
                {
                    matched[pairs.LeftAt(pair)] = true;
                }
            }
        }

        if (_type == JoinType.Mark)
        {
            return batch.Append(_table!.Marks(batch.Project(_leftKeys).Columns, matched));
        }

        if (_type == JoinType.Matched)
        {
            return batch.Append(Flags(matched));
        }

        var rows = new List<int>();
        for (var row = 0; row < matched.Length; row++)
        {
            if (matched[row] == (_type == JoinType.Semi))
            {
                rows.Add(row);
            }
        }

        return rows.Count == batch.Length ? batch : batch.Take(rows.ToArray());
    }

    private static ColumnVector Flags(bool[] matched)
    {
        var bits = NewArrays.Bitmap(matched.Length);
        for (var row = 0; row < matched.Length; row++)
        {
            BitUtility.SetBit(bits, row, matched[row]);
        }

        return ColumnVector.Flat(NewArrays.Boolean(bits, default, matched.Length));
    }

    /// <inheritdoc/>
    public override IEnumerable<VectorBatch> Finish()
    {
        if (_type is not (JoinType.Right or JoinType.Full))
        {
            yield break;
        }

        foreach (var rows in _table!.UnmatchedRows(_context.BatchRows))
        {
            var right = _table.Take(rows);
            var left = Input.Types.Select(type => Constants.Null(type, rows.Length)).ToArray();
            yield return new VectorBatch([.. left, .. right], rows.Length);
        }
    }
}
