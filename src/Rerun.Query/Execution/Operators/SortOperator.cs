using Rerun.Query.Execution.Sorting;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Operators;

/// <summary>Sorts rows. Equal rows keep their order.</summary>
internal sealed class SortOperator(BatchOperator input, IReadOnlyList<SortKey> keys, EvaluationContext context) : BatchOperator(input.Types)
{
    private readonly BatchCollector _collector = new(input.Types.Count, context.Memory, "Sort");
    private VectorBatch? _rows;
    private int[]? _order;
    private int _next;

    /// <inheritdoc/>
    public override string Name => "Sort";

    /// <inheritdoc/>
    public override IReadOnlyList<BatchOperator> Inputs => [input];

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        _collector.Dispose();
        return base.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override async ValueTask<VectorBatch?> PullAsync(CancellationToken cancellationToken)
    {
        if (_order is null)
        {
            while (await input.NextAsync(cancellationToken).ConfigureAwait(false) is { } batch)
            {
                _collector.Add(batch);
            }

            _rows = _collector.Take();
            _order = _rows is null ? [] : RowSorter.Sort(_rows.Columns, keys, _rows.Length, context.Workers);
        }

        var count = Math.Min(context.BatchRows, _order.Length - _next);
        if (count <= 0)
        {
            return null;
        }

        var sorted = _rows!.Take(_order.AsMemory(_next, count));
        _next += count;
        return sorted;
    }
}
