using Microsoft.Extensions.Logging;
using Rerun.Arrow;
using Rerun.Catalog.Embedded.Registration;

namespace Rerun.Catalog.Embedded;

/// <content>Search indexes.</content>
public sealed partial class EmbeddedCatalog
{
    /// <inheritdoc/>
    /// <remarks>
    /// Text is searched by words, ranked by BM25. Vectors are compared one by one, so that all metrics are exact; parameters of training have no effect. Plain
    /// lists of numbers are vectors too.
    /// </remarks>
    public async ValueTask<IndexInfo> CreateIndexAsync(Tuid dataset, IndexConfig config, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(config);
        var entry = _entries.Current().Dataset(dataset);
        RequireWritable();
        return await _indexes!.CreateAsync(entry, config, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<IndexInfo>> GetIndexesAsync(Tuid dataset, CancellationToken cancellationToken = default)
    {
        var entry = _entries.Current().Dataset(dataset);
        return new ValueTask<IReadOnlyList<IndexInfo>>(_indexes?.List(entry) ?? []);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<IndexConfig>> DeleteIndexesAsync(
        Tuid dataset, IndexedColumn column, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(column);
        var entry = _entries.Current().Dataset(dataset);
        RequireWritable();
        return await _indexes!.DeleteAsync(entry, column, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<IArrowArrayStream> SearchAsync(Tuid dataset, IndexSearch search, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(search);
        var entry = _entries.Current().Dataset(dataset);
        return _indexes is null
            ? throw new RerunNotFoundException($"Dataset '{entry.Details.Name}' has no search indexes: the catalog '{Location}' has no catalogue.")
            : await _indexes.SearchAsync(entry, search, cancellationToken).ConfigureAwait(false);
    }

    private async Task FollowWithIndexesAsync(EmbeddedDataset dataset)
    {
        try
        {
            await _indexes!.FollowAsync(dataset, CancellationToken.None).ConfigureAwait(false);
        }
        catch (RerunException exception)
        {
            // The recordings are registered all the same; the next search tells what is wrong.
            LogNotFollowed(_options.Logger, exception, dataset.Details.Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The search indexes of dataset '{Dataset}' could not follow a registration.")]
    private static partial void LogNotFollowed(ILogger logger, Exception exception, string dataset);
}
