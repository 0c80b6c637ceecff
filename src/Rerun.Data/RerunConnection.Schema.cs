using System.Data.Common;
using System.Data;
using Rerun.Catalog;
using Rerun.Data.Results;
using Rerun.Data.SchemaTables;

namespace Rerun.Data;

/// <content>The collections of GetSchema.</content>
public sealed partial class RerunConnection
{
    /// <summary>The collections that there are.</summary>
    /// <exception cref="InvalidOperationException">The connection is closed.</exception>
    public override DataTable GetSchema() => GetSchema(DbMetaDataCollectionNames.MetaDataCollections);

    /// <inheritdoc cref="GetSchema(string, string?[])"/>
    public override DataTable GetSchema(string collectionName) => GetSchema(collectionName, []);

    /// <summary>A collection as a table.</summary>
    /// <param name="collectionName">Its name, without case.</param>
    /// <param name="restrictionValues">Values to filter by, in the order that the collection <c>Restrictions</c> gives; null is any.</param>
    /// <exception cref="ArgumentException">There is no such collection, or it has fewer restrictions.</exception>
    /// <exception cref="InvalidOperationException">The connection is closed.</exception>
    public override DataTable GetSchema(string collectionName, string?[] restrictionValues) => Blocking.Wait(
        static call => call.connection.ReadSchemaAsync(call.collectionName, call.restrictionValues, CancellationToken.None),
        (connection: this, collectionName, restrictionValues));

    /// <inheritdoc cref="GetSchema()"/>
    /// <param name="cancellationToken">Cancels the call.</param>
    public override Task<DataTable> GetSchemaAsync(CancellationToken cancellationToken = default) =>
        GetSchemaAsync(DbMetaDataCollectionNames.MetaDataCollections, [], cancellationToken);

    /// <inheritdoc cref="GetSchemaAsync(string, string?[], CancellationToken)"/>
    public override Task<DataTable> GetSchemaAsync(string collectionName, CancellationToken cancellationToken = default) =>
        GetSchemaAsync(collectionName, [], cancellationToken);

    /// <inheritdoc cref="GetSchema(string, string?[])"/>
    /// <param name="collectionName">Its name, without case.</param>
    /// <param name="restrictionValues">Values to filter by, in order; null is any.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public override Task<DataTable> GetSchemaAsync(string collectionName, string?[] restrictionValues, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested
            ? Task.FromCanceled<DataTable>(cancellationToken)
            : OffContext.RunAsync(
                static (call, token) => call.connection.ReadSchemaAsync(call.collectionName, call.restrictionValues, token), (connection: this, collectionName, restrictionValues), cancellationToken).AsTask();

    private async ValueTask<DataTable> ReadSchemaAsync(string collectionName, string?[]? restrictionValues, CancellationToken cancellationToken)
    {
        var host = RequireHost();
        var source = new CatalogSource(host.Client, host.Version, new SessionQueries(this)) { Restrictions = restrictionValues ?? [] };
        return await MetadataCollections.ReadAsync(source, collectionName, restrictionValues ?? [], cancellationToken).ConfigureAwait(false);
    }
}
