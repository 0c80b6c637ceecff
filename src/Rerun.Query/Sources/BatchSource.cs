using Rerun.Arrow;

namespace Rerun.Query.Sources;

/// <summary>A table that is one batch in memory, such as the partition table or the table of entries.</summary>
internal sealed class BatchSource(string name, RecordBatch batch) : ITableSource
{
    /// <inheritdoc/>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public Schema Schema => batch.Schema;

    /// <inheritdoc/>
    public ValueTask<IArrowArrayStream> OpenAsync(CancellationToken cancellationToken) => new(new BatchStream(batch.Schema, [batch]));
}
