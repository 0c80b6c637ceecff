using Rerun.Arrow;

namespace Rerun.Query.Sources;

/// <summary>The rows that a temporary table has at one moment.</summary>
internal sealed class BatchesSource(string name, Schema schema, IReadOnlyList<RecordBatch> batches) : ITableSource
{
    /// <inheritdoc/>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public Schema Schema { get; } = schema;

    /// <inheritdoc/>
    public ValueTask<IArrowArrayStream> OpenAsync(CancellationToken cancellationToken) => new(new BatchStream(Schema, batches));
}
