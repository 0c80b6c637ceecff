using Rerun.Arrow.Types;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Operators;

/// <summary>Yields given batches: VALUES, local collections, tests.</summary>
/// <param name="types">The types of the columns.</param>
/// <param name="batches">The batches.</param>
internal sealed class BatchSourceOperator(IReadOnlyList<IArrowType> types, IEnumerable<VectorBatch> batches) : BatchOperator(types)
{
    private readonly IEnumerator<VectorBatch> _batches = batches.GetEnumerator();

    /// <inheritdoc/>
    public override string Name => "Values";

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        _batches.Dispose();
        return base.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override ValueTask<VectorBatch?> PullAsync(CancellationToken cancellationToken) => new(_batches.MoveNext() ? _batches.Current : null);
}
