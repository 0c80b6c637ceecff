using Microsoft.Extensions.Logging;
using Rerun.Catalog;
using Rerun.Data.ConnectionStrings;

namespace Rerun.Data.DataSources;

/// <summary>Opens what a connection string names.</summary>
internal static class CatalogOpening
{
    public const string InMemory = ":memory:";

    public static ValueTask<CatalogHost> OpenAsync(ConnectionSettings settings, ILoggerFactory loggerFactory, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        throw new RerunException($"The data source '{settings.DataSource}' cannot be opened by {loggerFactory.GetType().Name}.", RerunErrorCode.NotSupported);
    }
}
