using Rerun.Arrow.Types;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Operators;

/// <summary>
/// A machine that yields batches of rows. One consumer pulls, one batch at a time; disposing stops it and everything below it.
/// </summary>
internal abstract class BatchOperator : IAsyncDisposable
{
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
    public long RowsOut { get; private set; }

    /// <summary>The next batch, never empty, or null at the end.</summary>
    public async ValueTask<VectorBatch?> NextAsync(CancellationToken cancellationToken)
    {
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
                RowsOut += batch.Length;
                return batch;
            }
        }
    }

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        foreach (var input in Inputs)
        {
            await input.DisposeAsync().ConfigureAwait(false);
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>The next batch, perhaps empty, or null at the end.</summary>
    protected abstract ValueTask<VectorBatch?> PullAsync(CancellationToken cancellationToken);
}
