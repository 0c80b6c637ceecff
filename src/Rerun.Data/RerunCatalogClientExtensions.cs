using System.Runtime.CompilerServices;
using Rerun.Catalog;

namespace Rerun.Data;

/// <summary>SQL over a <see cref="CatalogClient"/>.</summary>
public static class RerunCatalogClientExtensions
{
    private static readonly ConditionalWeakTable<CatalogClient, RerunDataSource> Sources = [];

    /// <summary>
    /// Creates a connection, closed, to the catalog that a client has open; it shares the client's chunk cache. Mirrors <c>CatalogClient.ctx</c>.
    /// </summary>
    /// <param name="client">The client; it must outlive the connection, which does not dispose it.</param>
    public static RerunConnection CreateConnection(this CatalogClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return Sources.GetValue(client, static client => new RerunDataSource(client)).CreateConnection();
    }
}
