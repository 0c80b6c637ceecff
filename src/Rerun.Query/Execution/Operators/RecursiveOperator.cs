using Rerun.Query.Execution.Hashing;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Operators;

/// <summary>Gives the rows of the anchor, then those of a step over them, then those of a step over those, until a step gives none.</summary>
internal sealed class RecursiveOperator : BatchOperator
{
    private readonly BatchOperator _anchor;
    private readonly Func<BatchOperator> _step;
    private readonly WorkingRows _working;
    private readonly KeyTable? _seen;
    private readonly EvaluationContext _context;
    private BatchOperator? _source;
    private BatchCollector? _present;
    private BatchCollector _next;
    private long _reserved;

    /// <summary>Creates the operator.</summary>
    /// <param name="anchor">The first rows.</param>
    /// <param name="step">Makes the operators of a step over the working rows.</param>
    /// <param name="working">What the step reads.</param>
    /// <param name="all">Whether rows that were there before count again.</param>
    /// <param name="context">The execution.</param>
    public RecursiveOperator(BatchOperator anchor, Func<BatchOperator> step, WorkingRows working, bool all, EvaluationContext context)
        : base(anchor.Types)
    {
        _anchor = anchor;
        _step = step;
        _working = working;
        _seen = all ? null : new KeyTable(anchor.Types);
        _context = context;
        _source = anchor;
        _next = NewCollector();
    }

    /// <inheritdoc/>
    public override string Name => "RecursiveUnion";

    /// <inheritdoc/>
    public override IReadOnlyList<BatchOperator> Inputs => [_anchor];

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        if (_source is not null && _source != _anchor)
        {
            await _source.DisposeAsync().ConfigureAwait(false);
        }

        _source = null;
        _present?.Dispose();
        _next.Dispose();
        _context.Memory.Release(_reserved);
        _reserved = 0;
        await base.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override async ValueTask<VectorBatch?> PullAsync(CancellationToken cancellationToken)
    {
        while (_source is not null)
        {
            if (await _source.NextAsync(cancellationToken).ConfigureAwait(false) is { } batch)
            {
                VectorBatch rows = _seen is null ? batch : New(batch, _seen);
                if (rows.Length > 0)
                {
                    _next.Add(rows);
                }

                return rows;
            }

            cancellationToken.ThrowIfCancellationRequested();
            await StepAsync().ConfigureAwait(false);
        }

        return null;
    }

    private async ValueTask StepAsync()
    {
        await _source!.DisposeAsync().ConfigureAwait(false);
        _source = null;
        _present?.Dispose();
        _present = _next;
        _working.Rows = _present.Take();
        _next = NewCollector();
        if (_working.Rows is not null)
        {
            _source = _step();
        }
    }

    private BatchCollector NewCollector() => new(Types.Count, _context.Memory, Name);

    private VectorBatch New(VectorBatch batch, KeyTable seen)
    {
        int[] rows = DistinctOperator.NewRows(seen, batch.Columns, batch.Length);
        long size = seen.ByteSize;
        if (size > _reserved)
        {
            _context.Memory.Reserve(size - _reserved, Name);
            _reserved = size;
        }

        return rows.Length == batch.Length ? batch : batch.Take(rows);
    }
}
