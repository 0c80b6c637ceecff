using System.Runtime.CompilerServices;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Query.Execution.Evaluation;
using Rerun.Query.Execution.Hashing;
using Rerun.Query.Execution.Memory;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Aggregation;

/// <summary>Groups and their aggregates: rows go in, groups come out. States of parts of the input can be merged.</summary>
internal sealed class GroupedState
{
    private readonly int[] _keys;
    private readonly IReadOnlyList<AggregateCall> _calls;
    private readonly KeyTable? _table;
    private readonly Accumulator[] _accumulators;
    private int[] _groups = [];

    /// <summary>Creates a state without groups.</summary>
    /// <param name="inputTypes">The types of the input's columns.</param>
    /// <param name="keys">The ordinals of the keys; none makes one group of all rows.</param>
    /// <param name="calls">The aggregates.</param>
    public GroupedState(IReadOnlyList<IArrowType> inputTypes, int[] keys, IReadOnlyList<AggregateCall> calls)
    {
        _keys = keys;
        _calls = calls;
        _table = _keys.Length == 0 ? null : new KeyTable(TypesOf(_keys, inputTypes));
        _accumulators = new Accumulator[calls.Count];
        for (var i = 0; i < _accumulators.Length; i++)
        {
            _accumulators[i] = Create(calls[i], inputTypes);
        }

        if (_table is null)
        {
            Count = 1;
            EnsureGroups();
        }
    }

    /// <summary>The number of groups.</summary>
    public int Count { get; private set; }

    /// <summary>About the bytes held.</summary>
    public long ByteSize
    {
        get
        {
            var size = _table?.ByteSize ?? 0;
            foreach (var accumulator in _accumulators)
            {
                size += accumulator.ByteSize;
            }

            return size;
        }
    }

    /// <summary>The groups of the rows of the last batch added, of so many rows; only where there are keys.</summary>
    public ReadOnlySpan<int> LastGroups(int rows) => _groups.AsSpan(0, rows);

    /// <summary>Adds the rows of a batch.</summary>
    public void Add(VectorBatch batch, EvaluationContext context)
    {
        if (batch.Length == 0)
        {
            return;
        }

        if (_table is null)
        {
            AddRun(0, batch);
            return;
        }

        if (_groups.Length < batch.Length)
        {
            _groups = new int[Math.Max(batch.Length, context.BatchRows)];
        }

        var keys = new ColumnVector[_keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = batch[_keys[i]];
        }

        var groups = _groups.AsSpan(0, batch.Length);
        KeyRuns.FindOrAdd(_table, keys, groups);
        Count = _table.Count;
        EnsureGroups();
        if (!groups.ContainsAnyExcept(groups[0]))
        {
            AddRun(groups[0], batch);
        }
        else
        {
            AddRows(groups, batch);
        }
    }

    /// <summary>Adds the groups of another state of the same shape, whose rows come after those of this one.</summary>
    public void Merge(GroupedState other)
    {
        var groups = new int[other.Count];
        if (_table is not null && other.Count > 0)
        {
            var keys = new ColumnVector[_keys.Length];
            for (var i = 0; i < keys.Length; i++)
            {
                keys[i] = ColumnVector.Flat(other._table!.Keys(i, 0, other.Count));
            }

            _table.FindOrAdd(keys, groups);
            Count = _table.Count;
            EnsureGroups();
        }

        for (var i = 0; i < _accumulators.Length; i++)
        {
            _accumulators[i].Merge(other._accumulators[i], groups);
        }
    }

    /// <summary>Some groups: the keys, then the aggregates.</summary>
    public VectorBatch Finish(int start, int count)
    {
        var columns = new ColumnVector[_keys.Length + _accumulators.Length];
        for (var i = 0; i < _keys.Length; i++)
        {
            columns[i] = ColumnVector.Flat(_table!.Keys(i, start, count));
        }

        for (var i = 0; i < _accumulators.Length; i++)
        {
            columns[_keys.Length + i] = ColumnVector.Flat(_accumulators[i].Finish(start, count));
        }

        return new VectorBatch(columns, count);
    }

    private static IArrowType[] TypesOf(IReadOnlyList<int> columns, IReadOnlyList<IArrowType> inputTypes)
    {
        var types = new IArrowType[columns.Count];
        for (var i = 0; i < types.Length; i++)
        {
            types[i] = inputTypes[columns[i]];
        }

        return types;
    }

    private static Accumulator Create(AggregateCall call, IReadOnlyList<IArrowType> inputTypes) =>
        call.Order.Count == 0 && !call.Distinct ? call.Binding.CreateAccumulator() : CreateOrderedOrDistinct(call, inputTypes);

    private static Accumulator CreateOrderedOrDistinct(AggregateCall call, IReadOnlyList<IArrowType> inputTypes)
    {
        var types = TypesOf(call.Arguments, inputTypes);
        Accumulator Plain() => call.Distinct && !call.Binding.Function.IgnoresDuplicates
            ? new DistinctAccumulator(call.Binding.CreateAccumulator(), types)
            : call.Binding.CreateAccumulator();

        // The keys of the order follow the arguments, one column each.
        return call.Order.Count == 0
            ? Plain()
            : new OrderedAccumulator(Plain, types.Length, [.. call.Order.Select((key, i) => key with { Column = types.Length + i })]);
    }

    private void EnsureGroups()
    {
        foreach (var accumulator in _accumulators)
        {
            accumulator.EnsureGroups(Count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddRun(int group, VectorBatch batch)
    {
        for (var i = 0; i < _accumulators.Length; i++)
        {
            var part = Filtered(_calls[i], batch, out _);
            if (part.Length > 0)
            {
                _accumulators[i].AddRun(group, Arguments(_calls[i], part), part.Length);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddRows(ReadOnlySpan<int> groups, VectorBatch batch)
    {
        for (var i = 0; i < _accumulators.Length; i++)
        {
            var part = Filtered(_calls[i], batch, out var rows);
            if (part.Length == 0)
            {
                continue;
            }

            if (rows is null)
            {
                _accumulators[i].Add(groups, Arguments(_calls[i], part));
            }
            else
            {
                var chosen = new int[rows.Length];
                for (var row = 0; row < chosen.Length; row++)
                {
                    chosen[row] = groups[rows[row]];
                }

                _accumulators[i].Add(chosen, Arguments(_calls[i], part));
            }
        }
    }

    private static VectorBatch Filtered(AggregateCall call, VectorBatch batch, out int[]? rows)
    {
        rows = null;
        if (call.Filter < 0)
        {
            return batch;
        }

        var truth = Truth.Of(batch[call.Filter]);
        rows = Truth.Rows(truth.TrueBits, batch.Length, wanted: true);
        return batch.Take(rows);
    }

    private static ColumnVector[] Arguments(AggregateCall call, VectorBatch batch)
    {
        var arguments = new ColumnVector[call.Arguments.Count + call.Order.Count];
        for (var i = 0; i < call.Arguments.Count; i++)
        {
            arguments[i] = batch[call.Arguments[i]];
        }

        for (var i = 0; i < call.Order.Count; i++)
        {
            arguments[call.Arguments.Count + i] = batch[call.Order[i].Column];
        }

        return arguments;
    }
}
