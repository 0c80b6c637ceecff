using Rerun.Query.Execution.Operators;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Planning;

/// <summary>Some of the columns, in another order: nothing is computed or copied.</summary>
internal sealed class ColumnsOperator(BatchOperator input, int[] columns) : BatchOperator([.. columns.Select(i => input.Types[i])])
{
    /// <inheritdoc/>
    public override string Name => "Columns";

    /// <inheritdoc/>
    public override IReadOnlyList<BatchOperator> Inputs => [input];

    /// <inheritdoc/>
    protected override async ValueTask<VectorBatch?> PullAsync(CancellationToken cancellationToken) =>
        (await input.NextAsync(cancellationToken).ConfigureAwait(false))?.Project(columns);
}
