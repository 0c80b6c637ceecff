using Rerun.Query.Execution.Evaluation;
using Rerun.Query.Execution.Kernels;
using Rerun.Query.Execution.Sorting;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions;

namespace Rerun.Query.Execution.Operators;

/// <summary>
/// The first rows of an order: ORDER BY with LIMIT. Keeps little more than the rows asked for: once there are enough, whole
/// batches are compared with the worst of them by one kernel, and only better rows are looked at.
/// </summary>
internal sealed class TopNOperator : BatchOperator
{
    private const int LeastSlack = 1024;

    private readonly BatchOperator _input;
    private readonly IReadOnlyList<SortKey> _keys;
    private readonly EvaluationContext _context;
    private readonly long _offset;
    private readonly int _wanted;
    private readonly ScalarKernel _isBetter;
    private BatchCollector _candidates;
    private ColumnVector? _bound;
    private VectorBatch? _result;
    private int _next;

    /// <summary>Creates the operator.</summary>
    /// <param name="input">The rows.</param>
    /// <param name="keys">The order, at least one key.</param>
    /// <param name="offset">How many rows of the order are skipped.</param>
    /// <param name="limit">How many rows follow.</param>
    /// <param name="context">The execution.</param>
    public TopNOperator(BatchOperator input, IReadOnlyList<SortKey> keys, long offset, long limit, EvaluationContext context)
        : base(input.Types)
    {
        _input = input;
        _keys = keys;
        _offset = offset;
        _wanted = (int)Math.Min(Array.MaxLength, Math.Min(offset, Array.MaxLength) + Math.Min(limit, Array.MaxLength));
        _context = context;
        _candidates = new BatchCollector(input.Types.Count, context.Memory, Name);
        var type = input.Types[keys[0].Column];

        // Of rows equal in the only key the first ones are kept, so that later ones must be strictly better.
        _isBetter = (keys.Count == 1, keys[0].Descending) switch
        {
            (true, false) => ComparisonKernels.For<Comparisons.Less>(type),
            (true, true) => ComparisonKernels.For<Comparisons.Greater>(type),
            (false, false) => ComparisonKernels.For<Comparisons.LessOrEqual>(type),
            (false, true) => ComparisonKernels.For<Comparisons.GreaterOrEqual>(type),
        };
    }

    /// <inheritdoc/>
    public override string Name => "TopN";

    /// <inheritdoc/>
    public override IReadOnlyList<BatchOperator> Inputs => [_input];

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        _candidates.Dispose();
        return base.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override async ValueTask<VectorBatch?> PullAsync(CancellationToken cancellationToken)
    {
        if (_result is null)
        {
            while (_wanted > 0 && await _input.NextAsync(cancellationToken).ConfigureAwait(false) is { } batch)
            {
                Consider(batch);
            }

            Shrink();
            var rows = _candidates.Take();
            _result = rows?.Slice((int)Math.Min(_offset, rows.Length), rows.Length - (int)Math.Min(_offset, rows.Length)) ?? new VectorBatch([], 0);
        }

        var count = Math.Min(_context.BatchRows, _result.Length - _next);
        if (count <= 0)
        {
            return null;
        }

        var part = _result.Slice(_next, count);
        _next += count;
        return part;
    }

    private void Consider(VectorBatch batch)
    {
        if (_bound is not null)
        {
            var rows = Better(batch[_keys[0].Column]);
            if (rows.Length == 0)
            {
                return;
            }

            batch = batch.Take(rows);
        }

        _candidates.Add(batch);
        if (_candidates.Rows >= _wanted && (_bound is null || _candidates.Rows >= (_wanted * 2L) + LeastSlack))
        {
            Shrink();
        }
    }

    private int[] Better(ColumnVector keys)
    {
        var nullsFirst = _keys[0].NullsFirst;
        var length = keys.Length;
        var bits = NewArrays.Bitmap(length);
        var flat = keys.Unfold();
        if (!flat.IsConstantNull && (!_bound!.IsConstantNull || !nullsFirst))
        {
            // Against a bound that is null and last, every value is better.
            var truth = _bound.IsConstantNull
                ? null
                : _isBetter([flat, ColumnVector.Constant(_bound.Values, length)], length, _context);
            var words = NewArrays.Words(bits);
            var validity = Validity.Of(flat);
            var outcome = truth is null ? default : new BooleanView(truth);
            for (var i = 0; i < words.Length; i++)
            {
                words[i] = validity.Word(i * 64, length) & (truth is null ? ulong.MaxValue : outcome.Word(i * 64, length));
            }
        }

        // A null is better than every value if nulls come first; as good as a null bound if there are other keys.
        var nullsCount = keys.MayHaveNulls && (_bound!.IsConstantNull ? _keys.Count > 1 : nullsFirst);
        if (nullsCount)
        {
            for (var i = 0; i < length; i++)
            {
                if (keys.IsNull(i))
                {
                    Arrow.BitUtility.SetBit(bits, i);
                }
            }
        }

        return Truth.Rows(bits, length, wanted: true);
    }

    private void Shrink()
    {
        if (_candidates.Take() is not { } rows)
        {
            return;
        }

        var order = RowSorter.Sort(rows.Columns, _keys, rows.Length);
        var best = rows.Take(order.AsMemory(0, Math.Min(_wanted, order.Length)));
        _candidates.Dispose();
        _candidates = new BatchCollector(Types.Count, _context.Memory, Name);
        _candidates.Add(best);
        if (best.Length == _wanted)
        {
            _bound = ColumnVector.Constant(best[_keys[0].Column].Slice(_wanted - 1, 1).ToArray(), 1);
        }
    }
}
