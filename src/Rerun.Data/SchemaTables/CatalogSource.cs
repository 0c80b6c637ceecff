using Rerun.Arrow;
using Rerun.Catalog;

namespace Rerun.Data.SchemaTables;

/// <summary>The catalog as the collections need it: each dataset's schema is asked for once, however many collections use it.</summary>
internal sealed class CatalogSource(CatalogClient client, string version, SessionQueries session)
{
    private readonly Dictionary<Tuid, Schema> _schemas = [];

    public CatalogClient Client => client;

    public string Version => version;

    /// <summary>What the rows will be filtered by; for collections that can only answer if asked for something.</summary>
    public IReadOnlyList<string?> Restrictions { get; init; } = [];

    /// <summary>The connection, for what SQL tells.</summary>
    public SessionQueries Session => session;

    public async ValueTask<Schema> SchemaOfAsync(DatasetEntry dataset, CancellationToken cancellationToken)
    {
        if (!_schemas.TryGetValue(dataset.Id, out var schema))
        {
            _schemas[dataset.Id] = schema = await dataset.GetArrowSchemaAsync(cancellationToken).ConfigureAwait(false);
        }

        return schema;
    }
}
