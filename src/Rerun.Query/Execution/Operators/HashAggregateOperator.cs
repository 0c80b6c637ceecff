using Rerun.Arrow.Types;
using Rerun.Query.Execution.Aggregation;
using Rerun.Query.Execution.Hashing;
using Rerun.Query.Execution.Parallel;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Operators;

/// <summary>
/// Groups rows by keys and computes aggregates for each group. Groups come in the order in which they were first seen. Where there are many rows,
/// several threads each have a part of the groups.
/// </summary>
internal sealed class HashAggregateOperator : BatchOperator
{
    private readonly BatchOperator _input;
    private readonly EvaluationContext _context;
    private readonly int[] _keys;
    private readonly IReadOnlyList<AggregateCall> _calls;
    private readonly KeyPartitioner? _partitioner;
    private readonly Pipeline<SplitRows> _pipeline;
    private GroupedState? _state;
    private PartitionedGroups? _groups;
    private volatile bool _isPartitioned;
    private long _reserved;
    private int _next;

    /// <summary>Creates the operator. It yields the keys, then the aggregates.</summary>
    /// <param name="input">The rows.</param>
    /// <param name="keys">The ordinals of the keys; none gives one row, also for no input.</param>
    /// <param name="calls">The aggregates.</param>
    /// <param name="context">The execution.</param>
    public HashAggregateOperator(BatchOperator input, IReadOnlyList<int> keys, IReadOnlyList<AggregateCall> calls, EvaluationContext context)
        : base(TypesOf(input, keys, calls))
    {
        _input = input;
        _keys = keys.Count == 0 ? [] : [.. keys];
        _context = context;
        _calls = calls;
        _partitioner = context.Workers > 1 && _keys.Length > 0 ? new KeyPartitioner([.. _keys.Select(k => input.Types[k])], context.Workers) : null;
        _pipeline = new Pipeline<SplitRows>(input, Read, context);
    }

    /// <inheritdoc/>
    public override string Name => "HashAggregate";

    /// <inheritdoc/>
    public override IReadOnlyList<BatchOperator> Inputs => [_input];

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await _pipeline.DisposeAsync().ConfigureAwait(false);
        if (_groups is not null)
        {
            await _groups.DisposeAsync().ConfigureAwait(false);
        }

        _context.Memory.Release(_reserved);
        _reserved = 0;
        await base.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override ValueTask DisposeInputsAsync() => _input.DisposeAsync();

    /// <inheritdoc/>
    protected override async ValueTask<VectorBatch?> PullAsync(CancellationToken cancellationToken)
    {
        if (_state is null && _groups is null)
        {
            await ReadAllAsync(cancellationToken).ConfigureAwait(false);
        }

        if (_groups is not null)
        {
            return _groups.Next(_context.BatchRows);
        }

        var count = Math.Min(_context.BatchRows, _state!.Count - _next);
        if (count <= 0)
        {
            return null;
        }

        var groups = _state.Finish(_next, count);
        _next += count;
        return groups;
    }

    private GroupedState NewState() => new(_input.Types, _keys, _calls);

    private async ValueTask ReadAllAsync(CancellationToken cancellationToken)
    {
        var state = NewState();
        List<SplitRows> early = [];
        var rows = 0L;
        while (await _pipeline.NextAsync(cancellationToken).ConfigureAwait(false) is (true, var morsel))
        {
            if (_partitioner is null)
            {
                Add(state, morsel);
                continue;
            }

            early.Add(morsel);
            rows += morsel.Count;
            if (rows <= _context.ParallelRows)
            {
                continue;
            }

            // From now on the threads deal the rows out; those that came before are dealt here.
            _isPartitioned = true;
            _groups ??= new PartitionedGroups(_context.Workers, NewState, _context, Name);
            foreach (var part in early)
            {
                part.Split(_partitioner, _keys, _context.Workers);
                await _groups.AddAsync(part).ConfigureAwait(false);
            }

            early.Clear();
        }

        if (_groups is not null)
        {
            await _groups.CompleteAsync().ConfigureAwait(false);
            return;
        }

        foreach (var morsel in early)
        {
            Add(state, morsel);
        }

        _state = state;
    }

    private static IArrowType[] TypesOf(BatchOperator input, IReadOnlyList<int> keys, IReadOnlyList<AggregateCall> calls)
    {
        var types = new IArrowType[keys.Count + calls.Count];
        for (var i = 0; i < types.Length; i++)
        {
            types[i] = i < keys.Count ? input.Types[keys[i]] : calls[i - keys.Count].Binding.ReturnType;
        }

        return types;
    }

    private SplitRows Read(IEnumerable<VectorBatch> batches)
    {
        var all = new List<VectorBatch>(1);
        all.AddRange(batches);
        var rows = new SplitRows(all);
        if (_isPartitioned)
        {
            rows.Split(_partitioner!, _keys, _context.Workers);
        }

        return rows;
    }

    private void Add(GroupedState state, SplitRows morsel)
    {
        foreach (var batch in morsel.Batches)
        {
            state.Add(batch, _context);
            var size = state.ByteSize;
            if (size > _reserved)
            {
                _context.Memory.Reserve(size - _reserved, Name);
                _reserved = size;
            }
        }
    }
}
