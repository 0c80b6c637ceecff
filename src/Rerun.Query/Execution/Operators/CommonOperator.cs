using Rerun.Arrow.Types;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Operators;

/// <summary>One reader of rows that are computed once for several.</summary>
/// <param name="types">The types of the columns.</param>
/// <param name="rows">The rows.</param>
internal sealed class CommonOperator(IReadOnlyList<IArrowType> types, CommonRows rows) : BatchOperator(types)
{
    private int _next;

    /// <inheritdoc/>
    public override string Name => "Common";

    /// <inheritdoc/>
    protected override async ValueTask<VectorBatch?> PullAsync(CancellationToken cancellationToken)
    {
        var batch = await rows.AtAsync(_next, cancellationToken).ConfigureAwait(false);
        _next += batch is null ? 0 : 1;
        return batch;
    }
}
