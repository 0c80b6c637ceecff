using Rerun.Arrow;
using Rerun.Catalog;

namespace Rerun.Query.Sources;

/// <summary>A table of the catalog.</summary>
internal sealed class CatalogTableSource(EntryDetails table, Schema schema, ICatalog catalog) : ITableSource
{
    /// <inheritdoc/>
    public string Name => table.Name;

    /// <inheritdoc/>
    public Schema Schema { get; } = schema;

    /// <inheritdoc/>
    public ValueTask<IArrowArrayStream> OpenAsync(CancellationToken cancellationToken) => catalog.ReadTableAsync(table.Id, cancellationToken);
}
