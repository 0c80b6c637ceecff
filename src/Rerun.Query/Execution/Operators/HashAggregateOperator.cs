using Rerun.Query.Execution.Aggregation;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Operators;

/// <summary>Groups rows by keys and computes aggregates for each group. Groups come in the order in which they were first seen.</summary>
internal sealed class HashAggregateOperator : BatchOperator
{
    private readonly BatchOperator _input;
    private readonly EvaluationContext _context;
    private readonly IReadOnlyList<int> _keys;
    private readonly IReadOnlyList<AggregateCall> _calls;
    private GroupedState? _state;
    private long _reserved;
    private int _next;

    /// <summary>Creates the operator. It yields the keys, then the aggregates.</summary>
    /// <param name="input">The rows.</param>
    /// <param name="keys">The ordinals of the keys; none gives one row, also for no input.</param>
    /// <param name="calls">The aggregates.</param>
    /// <param name="context">The execution.</param>
    public HashAggregateOperator(BatchOperator input, IReadOnlyList<int> keys, IReadOnlyList<AggregateCall> calls, EvaluationContext context)
        : base([.. keys.Select(k => input.Types[k]), .. calls.Select(c => c.Binding.ReturnType)])
    {
        _input = input;
        _keys = keys;
        _calls = calls;
        _context = context;
    }

    /// <inheritdoc/>
    public override string Name => "HashAggregate";

    /// <inheritdoc/>
    public override IReadOnlyList<BatchOperator> Inputs => [_input];

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        _context.Memory.Release(_reserved);
        _reserved = 0;
        return base.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override async ValueTask<VectorBatch?> PullAsync(CancellationToken cancellationToken)
    {
        if (_state is null)
        {
            var state = new GroupedState(_input.Types, _keys, _calls);
            while (await _input.NextAsync(cancellationToken).ConfigureAwait(false) is { } batch)
            {
                state.Add(batch, _context);
                var size = state.ByteSize;
                if (size > _reserved)
                {
                    _context.Memory.Reserve(size - _reserved, Name);
                    _reserved = size;
                }
            }

            _state = state;
        }

        var count = Math.Min(_context.BatchRows, _state.Count - _next);
        if (count <= 0)
        {
            return null;
        }

        var groups = _state.Finish(_next, count);
        _next += count;
        return groups;
    }
}
