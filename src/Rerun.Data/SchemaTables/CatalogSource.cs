using Rerun.Arrow;
using Rerun.Catalog;

namespace Rerun.Data.SchemaTables;

/// <summary>The catalog as the collections need it: each dataset's schema is asked for once, however many collections use it.</summary>
internal sealed class CatalogSource(CatalogClient client, string version, SessionRelations session)
{
    private readonly Dictionary<Tuid, Schema> _schemas = [];

    public CatalogClient Client => client;

    public string Version => version;

    /// <summary>What the rows will be filtered by; for collections that can only answer if asked for something.</summary>
    public IReadOnlyList<string?> Restrictions { get; init; } = [];

    /// <summary>What the connection has for itself.</summary>
    public SessionRelations Session => session;

    /// <summary>The names of views: the connection's temporary ones, and those of the catalog that none of them hides.</summary>
    public async ValueTask<IReadOnlyList<string>> ViewNamesAsync(CancellationToken cancellationToken)
    {
        var kept = await client.Catalog.GetViewsAsync(cancellationToken).ConfigureAwait(false);
        return [.. Session.Views.Concat(kept.Select(view => view.Name)).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    public async ValueTask<Schema> SchemaOfAsync(DatasetEntry dataset, CancellationToken cancellationToken)
    {
        if (!_schemas.TryGetValue(dataset.Id, out var schema))
        {
            _schemas[dataset.Id] = schema = await dataset.GetArrowSchemaAsync(cancellationToken).ConfigureAwait(false);
        }

        return schema;
    }
}
