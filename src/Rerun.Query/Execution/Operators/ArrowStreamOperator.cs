using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Operators;

/// <summary>Yields the batches of an Arrow stream, which it owns.</summary>
/// <param name="types">The types of the columns.</param>
/// <param name="open">Opens the stream when the first batch is asked for.</param>
/// <param name="runColumn">A column whose batches usually have one value, such as the partition id: such batches get it as a constant. -1 is none.</param>
internal sealed class ArrowStreamOperator(
    IReadOnlyList<IArrowType> types, Func<CancellationToken, ValueTask<IArrowArrayStream>> open, int runColumn = -1) : BatchOperator(types)
{
    private IArrowArrayStream? _stream;

    /// <inheritdoc/>
    public override string Name => "Scan";

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        _stream?.Dispose();
        return base.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override async ValueTask<VectorBatch?> PullAsync(CancellationToken cancellationToken)
    {
        _stream ??= await open(cancellationToken).ConfigureAwait(false);
        var batch = await _stream.ReadNextRecordBatchAsync(cancellationToken).ConfigureAwait(false);
        if (batch is null)
        {
            return null;
        }

        var columns = new ColumnVector[batch.ColumnCount];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = i == runColumn ? RunDetection.Open(batch.Column(i)) : ColumnVector.Flat(batch.Column(i));
        }

        return new VectorBatch(columns, batch.Length);
    }
}
