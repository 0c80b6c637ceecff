using Rerun.Arrow.Types;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Operators;

/// <summary>A row operator that makes one batch, perhaps an empty one, of each batch of its input.</summary>
/// <param name="input">The rows.</param>
/// <param name="types">The types of the columns that it yields.</param>
internal abstract class MapOperator(BatchOperator input, IReadOnlyList<IArrowType> types) : RowOperator(input, types)
{
    /// <summary>What becomes of a batch. Safe for several threads.</summary>
    public abstract VectorBatch Map(VectorBatch batch);

    /// <inheritdoc/>
    public sealed override IEnumerable<VectorBatch> Process(VectorBatch batch) => [Map(batch)];

    /// <inheritdoc/>
    protected sealed override async ValueTask<VectorBatch?> PullAsync(CancellationToken cancellationToken) =>
        await Input.NextAsync(cancellationToken).ConfigureAwait(false) is { } batch ? Map(batch) : null;
}
