using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Operators;

/// <summary>The rows of several inputs, one input after the other.</summary>
/// <param name="inputs">The inputs, with the same types; at least one.</param>
internal sealed class UnionAllOperator(IReadOnlyList<BatchOperator> inputs) : BatchOperator(inputs[0].Types)
{
    private int _current;

    /// <inheritdoc/>
    public override string Name => "UnionAll";

    /// <inheritdoc/>
    public override IReadOnlyList<BatchOperator> Inputs => inputs;

    /// <inheritdoc/>
    protected override async ValueTask<VectorBatch?> PullAsync(CancellationToken cancellationToken)
    {
        while (_current < inputs.Count)
        {
            if (await inputs[_current].NextAsync(cancellationToken).ConfigureAwait(false) is { } batch)
            {
                return batch;
            }

            // What an exhausted input holds is not needed any more.
            await inputs[_current].DisposeAsync().ConfigureAwait(false);
            _current++;
        }

        return null;
    }
}
