using Rerun.Query.Execution.Aggregation;
using Rerun.Query.Execution.Sorting;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Operators;

/// <summary>Aggregation of rows that come ordered by the keys: groups are yielded as soon as the next one begins, and memory stays small.</summary>
internal sealed class StreamingAggregateOperator : BatchOperator
{
    private readonly BatchOperator _input;
    private readonly EvaluationContext _context;
    private readonly IReadOnlyList<int> _keys;
    private readonly IReadOnlyList<AggregateCall> _calls;
    private GroupedState _state;
    private bool _isDone;

    /// <summary>Creates the operator. It yields the keys, then the aggregates.</summary>
    /// <param name="input">The rows: rows of one group stand together.</param>
    /// <param name="keys">The ordinals of the keys, at least one.</param>
    /// <param name="calls">The aggregates.</param>
    /// <param name="context">The execution.</param>
    public StreamingAggregateOperator(BatchOperator input, IReadOnlyList<int> keys, IReadOnlyList<AggregateCall> calls, EvaluationContext context)
        : base([.. keys.Select(k => input.Types[k]), .. calls.Select(c => c.Binding.ReturnType)])
    {
        _input = input;
        _keys = keys;
        _calls = calls;
        _context = context;
        _state = new GroupedState(input.Types, keys, calls);
    }

    /// <inheritdoc/>
    public override string Name => "StreamingAggregate";

    /// <inheritdoc/>
    public override IReadOnlyList<BatchOperator> Inputs => [_input];

    /// <inheritdoc/>
    protected override async ValueTask<VectorBatch?> PullAsync(CancellationToken cancellationToken)
    {
        while (!_isDone)
        {
            if (await _input.NextAsync(cancellationToken).ConfigureAwait(false) is not { } batch)
            {
                _isDone = true;
                break;
            }

            var split = _state.Count >= _context.BatchRows ? LastRunStart(batch) : 0;
            if (split == 0)
            {
                _state.Add(batch, _context);
                continue;
            }

            // All groups before the batch's last one are complete.
            _state.Add(batch.Slice(0, split), _context);
            var finished = _state.Finish(0, _state.Count);
            _state = new GroupedState(_input.Types, _keys, _calls);
            _state.Add(batch.Slice(split, batch.Length - split), _context);
            return finished;
        }

        if (_state.Count == 0)
        {
            return null;
        }

        var rest = _state.Finish(0, _state.Count);
        _state = new GroupedState(_input.Types, _keys, _calls);
        return rest;
    }

    private int LastRunStart(VectorBatch batch)
    {
        RowComparer[] comparers = [.. _keys.Where(k => !batch[k].IsConstant).Select(k => new RowComparer(batch[k], new SortKey(k, false, false)))];
        var last = batch.Length - 1;
        var start = last;
        while (start > 0 && Array.TrueForAll(comparers, c => c.Compare(start - 1, last) == 0))
        {
            start--;
        }

        return start;
    }
}
