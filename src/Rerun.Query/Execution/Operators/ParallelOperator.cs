using Rerun.Query.Execution.Parallel;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Operators;

/// <summary>The rows of the row operators below it, which several threads compute, in their order.</summary>
internal sealed class ParallelOperator : BatchOperator
{
    /// <summary>So much a thread computes ahead of whoever reads; the rest of its rows are computed when they are read.</summary>
    private const long MostBytesAhead = 8 << 20;

    private readonly RowOperator _top;
    private readonly EvaluationContext _context;
    private readonly Pipeline<MorselRows> _pipeline;
    private MorselRows? _current;
    private VectorBatch? _batch;
    private int _next;

    private ParallelOperator(RowOperator top, EvaluationContext context)
        : base(top.Types)
    {
        _top = top;
        _context = context;
        _pipeline = new Pipeline<MorselRows>(top, batches => MorselRows.Read(batches, context.BatchRows, MostBytesAhead), context);
    }

    /// <inheritdoc/>
    public override string Name => "Parallel";

    /// <inheritdoc/>
    public override IReadOnlyList<BatchOperator> Inputs => [_top];

    /// <summary>An operator that runs row operators on several threads where there are any; else the operator itself.</summary>
    public static BatchOperator Over(BatchOperator top, EvaluationContext context) =>
        context.Workers > 1 && top is RowOperator rows && HasWork(rows) ? new ParallelOperator(rows, context) : top;

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        _current?.Dispose();
        await _pipeline.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override ValueTask DisposeInputsAsync() => _top.DisposeAsync();

    /// <inheritdoc/>
    protected override async ValueTask<VectorBatch?> PullAsync(CancellationToken cancellationToken)
    {
        while (_batch is null || _next == _batch.Length)
        {
            if (_current?.Next() is { } batch)
            {
                (_batch, _next) = (batch, 0);
                continue;
            }

            (var hasMore, _current) = await _pipeline.NextAsync(cancellationToken).ConfigureAwait(false);
            if (!hasMore)
            {
                return null;
            }
        }

        var part = _batch.Slice(_next, Math.Min(_context.BatchRows, _batch.Length - _next));
        _next += part.Length;
        return part;
    }

    // Choosing columns is no work worth a thread.
    private static bool HasWork(RowOperator top)
    {
        for (BatchOperator stage = top; stage is RowOperator rows; stage = rows.Input)
        {
            if (stage is not Planning.ColumnsOperator)
            {
                return true;
            }
        }

        return false;
    }
}
