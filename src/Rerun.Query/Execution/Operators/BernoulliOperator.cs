using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Operators;

/// <summary>Passes each row on with the same chance.</summary>
/// <param name="input">The rows.</param>
/// <param name="chance">The chance, from 0 to 1.</param>
/// <param name="random">What decides.</param>
internal sealed class BernoulliOperator(BatchOperator input, double chance, Random random) : BatchOperator(input.Types)
{
    /// <inheritdoc/>
    public override string Name => "Sample";

    /// <inheritdoc/>
    public override IReadOnlyList<BatchOperator> Inputs => [input];

    /// <inheritdoc/>
    protected override async ValueTask<VectorBatch?> PullAsync(CancellationToken cancellationToken)
    {
        if (await input.NextAsync(cancellationToken).ConfigureAwait(false) is not { } batch)
        {
            return null;
        }

        var rows = new List<int>();
        for (var row = 0; row < batch.Length; row++)
        {
            if (random.NextDouble() < chance)
            {
                rows.Add(row);
            }
        }

        return rows.Count == batch.Length ? batch : batch.Take(rows.ToArray());
    }
}
