using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Operators;

/// <summary>Skips some rows, then passes some on. A satisfied limit disposes its input at once, which cancels a remote read.</summary>
/// <param name="input">The rows.</param>
/// <param name="offset">How many rows are skipped.</param>
/// <param name="limit">How many rows are passed on, or null for all.</param>
internal sealed class LimitOperator(BatchOperator input, long offset, long? limit) : BatchOperator(input.Types)
{
    private long _skip = offset;
    private long _left = limit ?? long.MaxValue;
    private bool _isDone;

    /// <inheritdoc/>
    public override string Name => "Limit";

    /// <inheritdoc/>
    public override IReadOnlyList<BatchOperator> Inputs => [input];

    /// <inheritdoc/>
    protected override async ValueTask<VectorBatch?> PullAsync(CancellationToken cancellationToken)
    {
        while (_left > 0 && await input.NextAsync(cancellationToken).ConfigureAwait(false) is { } batch)
        {
            if (_skip >= batch.Length)
            {
                _skip -= batch.Length;
                continue;
            }

            var start = (int)_skip;
            var count = (int)Math.Min(batch.Length - start, _left);
            _skip = 0;
            _left -= count;
            if (_left == 0)
            {
                await FinishAsync().ConfigureAwait(false);
            }

            return batch.Slice(start, count);
        }

        await FinishAsync().ConfigureAwait(false);
        return null;
    }

    private async ValueTask FinishAsync()
    {
        if (!_isDone)
        {
            _isDone = true;
            _left = 0;
            await input.DisposeAsync().ConfigureAwait(false);
        }
    }
}
