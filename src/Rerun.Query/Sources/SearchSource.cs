using Rerun.Arrow;
using Rerun.Catalog;

namespace Rerun.Query.Sources;

/// <summary>The hits of a search with an index, best first.</summary>
internal sealed class SearchSource(string name, Schema schema, ICatalog catalog, Tuid dataset, IndexSearch search) : ITableSource
{
    /// <inheritdoc/>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public Schema Schema { get; } = schema;

    /// <summary>The columns of a search's hits.</summary>
    public static async ValueTask<Schema> SchemaOfAsync(ICatalog catalog, Tuid dataset, IndexSearch search, CancellationToken cancellationToken)
    {
        using IArrowArrayStream none = await catalog.SearchAsync(dataset, search with { Limit = 0 }, cancellationToken).ConfigureAwait(false);
        return none.Schema;
    }

    /// <inheritdoc/>
    public ValueTask<IArrowArrayStream> OpenAsync(CancellationToken cancellationToken) => catalog.SearchAsync(dataset, search, cancellationToken);
}
