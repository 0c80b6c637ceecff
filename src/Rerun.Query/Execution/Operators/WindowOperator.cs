using Rerun.Arrow.Types;
using Rerun.Query.Execution.Sorting;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Execution.Windows;
using Rerun.Query.Functions;

namespace Rerun.Query.Execution.Operators;

/// <summary>Computes window functions that share partitions and order. Yields the input's columns, then the functions', sorted by partition and order.</summary>
internal sealed class WindowOperator : BatchOperator
{
    private readonly BatchOperator _input;
    private readonly IReadOnlyList<int> _partitionKeys;
    private readonly IReadOnlyList<SortKey> _order;
    private readonly IReadOnlyList<WindowCall> _calls;
    private readonly EvaluationContext _context;
    private readonly BatchCollector _collector;
    private VectorBatch? _result;
    private long _reserved;
    private int _next;

    /// <summary>Creates the operator.</summary>
    /// <param name="input">The rows.</param>
    /// <param name="partitionKeys">The ordinals of the partition's keys; none makes one partition.</param>
    /// <param name="order">The order within a partition; may be empty.</param>
    /// <param name="calls">The functions.</param>
    /// <param name="context">The execution.</param>
    public WindowOperator(
        BatchOperator input, IReadOnlyList<int> partitionKeys, IReadOnlyList<SortKey> order, IReadOnlyList<WindowCall> calls, EvaluationContext context)
        : base([.. input.Types, .. calls.Select(c => c.Type)])
    {
        _input = input;
        _partitionKeys = partitionKeys;
        _order = order;
        _calls = calls;
        _context = context;
        _collector = new BatchCollector(input.Types.Count, context.Memory, "Window");
    }

    /// <inheritdoc/>
    public override string Name => "Window";

    /// <inheritdoc/>
    public override IReadOnlyList<BatchOperator> Inputs => [_input];

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        _collector.Dispose();
        _context.Memory.Release(_reserved);
        _reserved = 0;
        return base.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override async ValueTask<VectorBatch?> PullAsync(CancellationToken cancellationToken)
    {
        if (_result is null)
        {
            while (await _input.NextAsync(cancellationToken).ConfigureAwait(false) is { } batch)
            {
                _collector.Add(batch);
            }

            _result = _collector.Take() is { } rows ? Compute(rows, cancellationToken) : new VectorBatch([], 0);
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

    private VectorBatch Compute(VectorBatch rows, CancellationToken cancellationToken)
    {
        // Rows of a dataset often come sorted by partition and time; then sorting finds nothing to do, and taking is a slice.
        SortKey[] keys = [.. _partitionKeys.Select(k => new SortKey(k, false, false)), .. _order];
        var sorted = rows.Take(RowSorter.Sort(rows.Columns, keys, rows.Length, _context.Workers));
        sorted = new VectorBatch([.. sorted.Columns.ToArray().Select(c => c.Flatten())], rows.Length);

        // Partitions, peers and the bounds of a frame, and about a value a call.
        var size = rows.Length * (24L + (8L * _calls.Count));
        _context.Memory.Reserve(size, Name);
        _reserved += size;
        var partitions = new WindowPartitions(sorted, _partitionKeys, _order);
        return sorted.Append([.. _calls.Select(call => Value(call, sorted, partitions, cancellationToken))]);
    }

    private ColumnVector Value(WindowCall call, VectorBatch rows, WindowPartitions partitions, CancellationToken cancellationToken)
    {
        ColumnVector[] arguments = [.. call.Arguments.Select(a => rows[a])];
        FrameBounds Bounds() => FrameBounds.Of(call.Frame, partitions, rows, _order);
        if (call.Aggregate is not null)
        {
            var result = new WindowAggregates(call, arguments, call.Filter < 0 ? null : rows[call.Filter], Bounds(), partitions, _context, cancellationToken).Compute();
            if (call.Type is not FixedWidthType)
            {
                var size = ArraySize.Of(result.Values);
                _context.Memory.Reserve(size, Name);
                _reserved += size;
            }

            return result;
        }

        return call.Function!.Function.Kind switch
        {
            WindowFunctionKind.Lag => WindowValues.Neighbor(arguments, partitions, -1, call.IgnoreNulls),
            WindowFunctionKind.Lead => WindowValues.Neighbor(arguments, partitions, 1, call.IgnoreNulls),
            WindowFunctionKind.FirstValue or WindowFunctionKind.LastValue or WindowFunctionKind.NthValue =>
                WindowValues.OfFrame(call.Function.Function.Kind, arguments, Bounds(), partitions, call),
            var kind => WindowRanking.Compute(kind, partitions, arguments.Length > 0 ? arguments[0] : null),
        };
    }
}
