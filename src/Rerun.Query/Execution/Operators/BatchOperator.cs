using Rerun.Arrow.Types;
using Rerun.Query.Execution.Parallel;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Plan;

namespace Rerun.Query.Execution.Operators;

/// <summary>
/// A machine that yields batches of rows. One consumer pulls, one batch at a time; disposing stops it and everything below it.
/// </summary>
internal abstract class BatchOperator : IAsyncDisposable
{
    private long _rowsOut;
    private VectorBatch? _left;

    /// <summary>Creates the operator.</summary>
    /// <param name="types">The types of the columns that it yields.</param>
    protected BatchOperator(IReadOnlyList<IArrowType> types) => Types = types;

    /// <summary>The types of the columns that it yields.</summary>
    public IReadOnlyList<IArrowType> Types { get; }

    /// <summary>The operator's name in EXPLAIN and in errors.</summary>
    public abstract string Name { get; }

    /// <summary>The operators it pulls from.</summary>
    public virtual IReadOnlyList<BatchOperator> Inputs => [];

    /// <summary>The rows yielded so far.</summary>
    public long RowsOut => Interlocked.Read(ref _rowsOut);

    /// <summary>The next batch, never empty, or null at the end.</summary>
    public async ValueTask<VectorBatch?> NextAsync(CancellationToken cancellationToken)
    {
        StackGuard.Ensure();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var batch = await PullAsync(cancellationToken).ConfigureAwait(false);
            if (batch is null)
            {
                return null;
            }

            if (batch.Length > 0)
            {
                CountRows(batch.Length);
                return batch;
            }
        }
    }

    /// <summary>The next rows, never none, to be built by whoever computes with them; null at the end. In place of <see cref="NextAsync"/>, not beside it.</summary>
    /// <param name="mostRows">How many rows are wanted at most.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public async ValueTask<PendingBatch?> TakeAsync(int mostRows, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_left is { } left)
            {
                var rows = Math.Min(mostRows, left.Length);
                _left = rows < left.Length ? left.Slice(rows, left.Length - rows) : null;
                return new PendingBatch(left.Slice(0, rows));
            }

            if (await PullPendingAsync(mostRows, cancellationToken).ConfigureAwait(false) is not { } pending)
            {
                return null;
            }

            CountRows(pending.Rows);
            if (pending.Ready is { } batch)
            {
                _left = batch.Length > 0 ? batch : null;
            }
            else if (pending.Rows > 0)
            {
                return pending;
            }
        }
    }

    /// <summary>Counts rows that the operator yields on another way than <see cref="NextAsync"/>. Safe for several threads.</summary>
    public void CountRows(int rows) => Interlocked.Add(ref _rowsOut, rows);

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        await DisposeInputsAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    /// <summary>Disposes what it pulls from.</summary>
    protected virtual async ValueTask DisposeInputsAsync()
    {
        foreach (var input in Inputs)
        {
            await input.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>The next batch, perhaps empty, or null at the end.</summary>
    protected abstract ValueTask<VectorBatch?> PullAsync(CancellationToken cancellationToken);

    /// <summary>The next rows, perhaps none, or null at the end.</summary>
    protected virtual async ValueTask<PendingBatch?> PullPendingAsync(int mostRows, CancellationToken cancellationToken) =>
        await PullAsync(cancellationToken).ConfigureAwait(false) is { } batch ? new PendingBatch(batch) : null;
}
