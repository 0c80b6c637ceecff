using Microsoft.Extensions.Logging;
using Rerun.Catalog;
using Rerun.Catalog.Embedded;
using Rerun.Catalog.Remote;
using Rerun.Data.ConnectionStrings;
using Rerun.Query;

namespace Rerun.Data.DataSources;

/// <summary>Opens what a connection string names.</summary>
internal static class CatalogOpening
{
    public static async ValueTask<CatalogHost> OpenAsync(
        ConnectionSettings settings, ILoggerFactory loggerFactory, ServerAccess access, CancellationToken cancellationToken)
    {
        if (DataSourceLocation.IsRemote(settings.DataSource))
        {
            return await ConnectAsync(settings, access, cancellationToken).ConfigureAwait(false);
        }

        var catalog = OpenEmbedded(settings, loggerFactory);
        var client = new CatalogClient(catalog, ClientOptions(settings));
        try
        {
            if (File.Exists(settings.DataSource))
            {
                await ReadHeadersAsync(client, cancellationToken).ConfigureAwait(false);
            }

            var version = await client.GetVersionAsync(cancellationToken).ConfigureAwait(false);
            var engine = new QueryEngine(client);
            return new CatalogHost(settings, client, version, catalog.CanChange, () => new EngineSession(engine.CreateSession()));
        }
        catch
        {
            await client.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A host of a catalog that is open already, and stays so.</summary>
    public static async ValueTask<CatalogHost> ShareAsync(ConnectionSettings settings, CatalogClient client, CancellationToken cancellationToken)
    {
        var version = await client.GetVersionAsync(cancellationToken).ConfigureAwait(false);
        var engine = new QueryEngine(client);
        return new CatalogHost(settings, client, version, canChange: true, () => new EngineSession(engine.CreateSession())) { OwnsClient = false };
    }

    private static async ValueTask<CatalogHost> ConnectAsync(ConnectionSettings settings, ServerAccess access, CancellationToken cancellationToken)
    {
        var options = new RemoteCatalogOptions
        {
            Token = settings.Token.Length > 0 ? settings.Token : null,
            TokenProvider = settings.Token.Length > 0 ? null : access.TokenProvider,
            ConnectTimeout = TimeSpan.FromSeconds(settings.ConnectTimeout),
        };
        options = access.MaxAttempts is { } attempts ? options with { MaxAttempts = attempts } : options;
        var catalog = await ReachAsync(settings.DataSource, options, cancellationToken).ConfigureAwait(false);
        var client = new CatalogClient(catalog, ClientOptions(settings));
        try
        {
            var version = await client.GetVersionAsync(cancellationToken).ConfigureAwait(false);
            var dataset = settings.Dataset.Length == 0 ? await LinkedDatasetAsync(catalog, cancellationToken).ConfigureAwait(false) : settings.Dataset;
            var engine = new QueryEngine(client);
            return new CatalogHost(settings, client, version, settings.Mode != RerunOpenMode.ReadOnly, () => new EngineSession(engine.CreateSession()))
            {
                Dataset = dataset,
                Server = Uri.TryCreate(catalog.Location, UriKind.Absolute, out var url) ? (url.Host, url.Port) : null,
            };
        }
        catch
        {
            await client.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async ValueTask<RemoteCatalog> ReachAsync(string dataSource, RemoteCatalogOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await RemoteCatalog.ConnectAsync(dataSource, options, cancellationToken).ConfigureAwait(false);
        }
        catch (RerunException fault) when (fault.ErrorKind == RerunErrorCode.ConnectionLost)
        {
            throw new NoConnectionException($"Cannot connect to {dataSource}. {fault.Message}", fault);
        }
    }

    // A single recording is the whole of its data source: if it is damaged, opening fails, not the first query.
    private static async ValueTask ReadHeadersAsync(CatalogClient client, CancellationToken cancellationToken)
    {
        foreach (var dataset in await client.GetDatasetsAsync(cancellationToken).ConfigureAwait(false))
        {
            await dataset.GetArrowSchemaAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The name of the dataset that the URL is a link to, or nothing.</summary>
    private static async ValueTask<string> LinkedDatasetAsync(RemoteCatalog catalog, CancellationToken cancellationToken) =>
        catalog.LinkedEntry is { } id && await catalog.ReadEntryAsync(id, cancellationToken).ConfigureAwait(false) is { Kind: EntryKind.Dataset } dataset
            ? dataset.Name
            : "";

    private static EmbeddedCatalog OpenEmbedded(ConnectionSettings settings, ILoggerFactory loggerFactory)
    {
        var options = new EmbeddedCatalogOptions
        {
            Mode = settings.Mode switch
            {
                RerunOpenMode.ReadOnly => CatalogOpenMode.ReadOnly,
                RerunOpenMode.ReadWrite => CatalogOpenMode.ReadWrite,
                RerunOpenMode.ReadWriteCreate => CatalogOpenMode.ReadWriteCreate,
                _ => CatalogOpenMode.Default,
            },
            CorruptFiles = settings.CorruptFiles,
            Compatibility = settings.Compatibility,
            Logger = loggerFactory.CreateLogger("Rerun.Data.Catalog"),
        };
        return EmbeddedCatalog.Open(settings.DataSource, settings.MaxParallelism > 0 ? options with { MaxParallelism = settings.MaxParallelism } : options);
    }

    private static CatalogClientOptions ClientOptions(ConnectionSettings settings)
    {
        var options = new CatalogClientOptions { Compatibility = settings.Compatibility };
        options = settings.MemoryLimit > 0 ? options with { MemoryLimit = settings.MemoryLimit } : options;
        return settings.MaxParallelism > 0 ? options with { MaxParallelism = settings.MaxParallelism } : options;
    }
}
