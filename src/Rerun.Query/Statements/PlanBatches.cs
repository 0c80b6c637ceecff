using Rerun.Arrow;
using Rerun.Query.Execution.Operators;

namespace Rerun.Query.Statements;

/// <summary>The batches of a plan that runs, as a result gives them; enumerated once. Its operators are disposed at the end, and when one fails.</summary>
/// <param name="root">The topmost operator.</param>
/// <param name="schema">The columns of the batches.</param>
/// <param name="runner">What keeps things for the whole execution; gives them back at its end.</param>
internal sealed class PlanBatches(BatchOperator root, Schema schema, PlanRunner runner) : IAsyncEnumerable<RecordBatch>, IAsyncEnumerator<RecordBatch>
{
    private RecordBatch? _current;
    private CancellationToken _cancellationToken;
    private bool _isDisposed;

    /// <inheritdoc/>
    public RecordBatch Current => _current ?? throw new InvalidOperationException("There is no batch.");

    /// <inheritdoc/>
    public IAsyncEnumerator<RecordBatch> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        _cancellationToken = cancellationToken;
        return this;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> MoveNextAsync()
    {
        _current = null;
        if (_isDisposed)
        {
            return false;
        }

        try
        {
            _current = (await root.NextAsync(_cancellationToken).ConfigureAwait(false))?.ToRecordBatch(schema);
        }
        finally
        {
            if (_current is null)
            {
                await DisposeAsync().ConfigureAwait(false);
            }
        }

        return _current is not null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        try
        {
            await root.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            await runner.ReleaseAsync().ConfigureAwait(false);
        }
    }
}
