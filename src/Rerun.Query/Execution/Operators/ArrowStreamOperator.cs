using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog.Dataframes;
using Rerun.Query.Execution.Parallel;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Operators;

/// <summary>Yields the batches of an Arrow stream, which it owns.</summary>
/// <param name="types">The types of the columns.</param>
/// <param name="open">Opens the stream when the first batch is asked for.</param>
/// <param name="runColumn">A column whose batches usually have one value, such as the partition id: such batches get it as a constant. -1 is none.</param>
internal sealed class ArrowStreamOperator(
    IReadOnlyList<IArrowType> types, Func<CancellationToken, ValueTask<IArrowArrayStream>> open, int runColumn = -1) : BatchOperator(types)
{
    private const int StretchRows = 1024;

    private IArrowArrayStream? _stream;

    /// <inheritdoc/>
    public override string Name => "Scan";

    /// <summary>
    /// Whether rows are built here, where they are read: of few rows that costs less than batches that are built ahead on other threads.
    /// </summary>
    public bool TakesStretches { get; init; }

    /// <summary>The stream's columns that are yielded, in this order; null is all. Streams that can be taken in stretches have none but those asked for.</summary>
    public int[]? Chosen { get; init; }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        _stream?.Dispose();
        return base.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override async ValueTask<PendingBatch?> PullPendingAsync(int mostRows, CancellationToken cancellationToken)
    {
        _stream ??= await open(cancellationToken).ConfigureAwait(false);
        if (Chosen is not null || _stream is not IRowStretches stretches)
        {
            return await base.PullPendingAsync(mostRows, cancellationToken).ConfigureAwait(false);
        }

        return await stretches.TakeAsync(mostRows, cancellationToken).ConfigureAwait(false) is { } stretch
            ? new PendingBatch(stretch)
            : null;
    }

    /// <inheritdoc/>
    protected override async ValueTask<VectorBatch?> PullAsync(CancellationToken cancellationToken)
    {
        _stream ??= await open(cancellationToken).ConfigureAwait(false);
        if (TakesStretches && Chosen is null && _stream is IRowStretches stretches)
        {
            return await stretches.TakeAsync(StretchRows, cancellationToken).ConfigureAwait(false) is { } stretch ? PendingBatch.Build(stretch) : null;
        }

        var batch = await _stream.ReadNextRecordBatchAsync(cancellationToken).ConfigureAwait(false);
        if (batch is null)
        {
            return null;
        }

        var columns = new ColumnVector[Types.Count];
        for (var i = 0; i < columns.Length; i++)
        {
            var column = batch.Column(Chosen is null ? i : Chosen[i]);
            columns[i] = i == runColumn ? RunDetection.Open(column) : ColumnVector.Flat(column);
        }

        return new VectorBatch(columns, batch.Length);
    }
}
