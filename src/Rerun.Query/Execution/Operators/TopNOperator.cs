using Rerun.Query.Execution.Parallel;
using Rerun.Query.Execution.Sorting;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Operators;

/// <summary>The first rows of an order: ORDER BY with LIMIT. Several threads choose among their rows, by what is known of those before them.</summary>
internal sealed class TopNOperator : BatchOperator
{
    private readonly BatchOperator _input;
    private readonly EvaluationContext _context;
    private readonly long _offset;
    private readonly int _wanted;
    private readonly BestRows _best;
    private readonly Pipeline<VectorBatch?> _pipeline;
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
        _offset = offset;
        _wanted = (int)Math.Min(Array.MaxLength, Math.Min(offset, Array.MaxLength) + Math.Min(limit, Array.MaxLength));
        _context = context;
        _best = new BestRows(input.Types, keys, _wanted, null, context, Name);
        _pipeline = new Pipeline<VectorBatch?>(input, batches => Choose(batches, keys), context);
    }

    /// <inheritdoc/>
    public override string Name => "TopN";

    /// <inheritdoc/>
    public override IReadOnlyList<BatchOperator> Inputs => [_input];

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await _pipeline.DisposeAsync().ConfigureAwait(false);
        _best.Dispose();
        await base.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override async ValueTask<VectorBatch?> PullAsync(CancellationToken cancellationToken)
    {
        if (_result is null)
        {
            while (_wanted > 0 && await _pipeline.NextAsync(cancellationToken).ConfigureAwait(false) is (true, var chosen))
            {
                if (chosen is not null)
                {
                    _best.Consider(chosen);
                }
            }

            var rows = _best.Take();
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

    private VectorBatch? Choose(IEnumerable<VectorBatch> batches, IReadOnlyList<SortKey> keys)
    {
        using var best = new BestRows(Types, keys, _wanted, _best.Bound, _context, Name);
        foreach (var batch in batches)
        {
            best.Consider(batch);
        }

        return best.Take();
    }
}
