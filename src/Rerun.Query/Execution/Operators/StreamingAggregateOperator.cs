using Rerun.Query.Execution.Aggregation;
using Rerun.Query.Execution.Parallel;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Operators;

/// <summary>Aggregation of rows that come ordered by the keys: groups are yielded as soon as the next one begins, and memory stays small. Several threads each aggregate the groups of a run of rows.</summary>
internal sealed class StreamingAggregateOperator : BatchOperator
{
    private readonly BatchOperator _input;
    private readonly EvaluationContext _context;
    private readonly Func<GroupedState> _newState;
    private readonly Pipeline<GroupedMorsel> _pipeline;
    private readonly Queue<GroupedState> _finished = new();
    private GroupedState _open;
    private long _reserved;
    private int _next;
    private bool _isDone;

    /// <summary>Creates the operator. It yields the keys, then the aggregates.</summary>
    /// <param name="input">The rows, ordered by the keys.</param>
    /// <param name="keys">The ordinals of the keys, at least one.</param>
    /// <param name="calls">The aggregates.</param>
    /// <param name="context">The execution.</param>
    public StreamingAggregateOperator(BatchOperator input, IReadOnlyList<int> keys, IReadOnlyList<AggregateCall> calls, EvaluationContext context)
        : base([.. keys.Select(k => input.Types[k]), .. calls.Select(c => c.Binding.ReturnType)])
    {
        int[] ordinals = [.. keys];
        _input = input;
        _context = context;
        _newState = () => new GroupedState(input.Types, ordinals, calls);
        _pipeline = new Pipeline<GroupedMorsel>(input, batches => GroupedMorsel.Of(batches, ordinals, _newState, context), context);
        _open = _newState();
    }

    /// <inheritdoc/>
    public override string Name => "StreamingAggregate";

    /// <inheritdoc/>
    public override IReadOnlyList<BatchOperator> Inputs => [_input];

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await _pipeline.DisposeAsync().ConfigureAwait(false);
        Release();
        await base.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override async ValueTask<VectorBatch?> PullAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_finished.TryPeek(out var groups))
            {
                if (Math.Min(_context.BatchRows, groups.Count - _next) is > 0 and var count)
                {
                    _next += count;
                    return groups.Finish(_next - count, count);
                }

                _finished.Dequeue();
                _next = 0;
                continue;
            }

            if (_isDone)
            {
                return null;
            }

            if (await _pipeline.NextAsync(cancellationToken).ConfigureAwait(false) is not (true, var morsel))
            {
                _isDone = true;
                _finished.Enqueue(_open);
                continue;
            }

            Add(morsel.Head);
            if (morsel.Groups is not null)
            {
                _finished.Enqueue(_open);
                _finished.Enqueue(morsel.Groups);
                _open = _newState();
                Release();
                Add(morsel.Tail);
            }
        }
    }

    private void Add(IReadOnlyList<VectorBatch> batches)
    {
        foreach (var batch in batches)
        {
            _open.Add(batch, _context);
        }

        // One group may collect very many rows.
        var size = _open.ByteSize;
        if (size > _reserved)
        {
            _context.Memory.Reserve(size - _reserved, Name);
            _reserved = size;
        }
    }

    private void Release()
    {
        _context.Memory.Release(_reserved);
        _reserved = 0;
    }
}
