using Microsoft.Extensions.Logging;
using Rerun.Catalog;
using Rerun.Catalog.Embedded;
using Rerun.Data.ConnectionStrings;
using Rerun.Query;

namespace Rerun.Data.DataSources;

/// <summary>Opens what a connection string names.</summary>
internal static class CatalogOpening
{
    public static async ValueTask<CatalogHost> OpenAsync(ConnectionSettings settings, ILoggerFactory loggerFactory, CancellationToken cancellationToken)
    {
        if (DataSourceLocation.IsRemote(settings.DataSource))
        {
            throw new RerunException(
                $"'{settings.DataSource}' is a catalog server. This release opens folders, .rrd files and :memory:.", RerunErrorCode.NotSupported);
        }

        if (settings.Mode == RerunOpenMode.ReadWriteCreate && settings.DataSource != DataSourceLocation.InMemory)
        {
            throw new RerunException("Mode=ReadWriteCreate makes a catalog.db, which this release does not write.", RerunErrorCode.NotSupported);
        }

        var client = new CatalogClient(OpenEmbedded(settings, loggerFactory), ClientOptions(settings));
        try
        {
            var version = await client.GetVersionAsync(cancellationToken).ConfigureAwait(false);
            var isWritable = settings.DataSource == DataSourceLocation.InMemory && settings.Mode != RerunOpenMode.ReadOnly;
            var engine = new QueryEngine(client);
            return new CatalogHost(settings, client, version, isWritable, () => new EngineSession(engine.CreateSession()));
        }
        catch
        {
            await client.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static EmbeddedCatalog OpenEmbedded(ConnectionSettings settings, ILoggerFactory loggerFactory)
    {
        var options = new EmbeddedCatalogOptions
        {
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
