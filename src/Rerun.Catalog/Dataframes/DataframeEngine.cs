using System.Runtime.CompilerServices;
using Rerun.Arrow;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Dataframes.Views;

namespace Rerun.Catalog.Dataframes;

/// <summary>
/// Answers dataframe queries over any catalog: turns the chunks of a dataset's partitions into rows, column by column. Safe for several
/// threads; one per data source is enough.
/// </summary>
public sealed class DataframeEngine
{
    private readonly ICatalog _catalog;
    private readonly ConditionalWeakTable<Schema, KnownViews> _views = [];

    /// <summary>Creates an engine.</summary>
    /// <param name="catalog">The catalog to read from.</param>
    /// <param name="chunkCache">Where decoded chunks are kept.</param>
    /// <param name="options">How to work, or null for the defaults.</param>
    public DataframeEngine(ICatalog catalog, ChunkCache chunkCache, DataframeEngineOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(chunkCache);
        _catalog = catalog;
        ChunkCache = chunkCache;
        Options = options ?? new DataframeEngineOptions();
    }

    /// <summary>Where decoded chunks are kept.</summary>
    public ChunkCache ChunkCache { get; }

    /// <summary>How the engine works.</summary>
    public DataframeEngineOptions Options { get; }

    /// <summary>The columns of a dataset.</summary>
    /// <param name="dataset">The dataset's id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RerunNotFoundException">The dataset does not exist.</exception>
    public async ValueTask<DatasetSchema> GetDatasetSchemaAsync(Tuid dataset, CancellationToken cancellationToken = default) =>
        (await ViewsAsync(dataset, cancellationToken).ConfigureAwait(false)).Schema;

    /// <summary>The schema of a query's batches: partition, indexes by name, components in the order of <see cref="DatasetSchema"/>; or the projection.</summary>
    /// <param name="dataset">The dataset's id.</param>
    /// <param name="query">The query.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RerunNotFoundException">The dataset or the index does not exist.</exception>
    /// <exception cref="RerunException">A projected column does not exist.</exception>
    public async ValueTask<Schema> GetSchemaAsync(Tuid dataset, DataframeQuery query, CancellationToken cancellationToken = default) =>
        (await PlanAsync(dataset, query, cancellationToken).ConfigureAwait(false)).OutputSchema;

    /// <summary>Runs a query: batches of rows in order of partition (ordinal) and index.</summary>
    /// <param name="dataset">The dataset's id.</param>
    /// <param name="query">The query.</param>
    /// <param name="cancellationToken">Cancels the opening; reading takes its own.</param>
    /// <returns>The batches; dispose to stop early. No batch is empty.</returns>
    /// <exception cref="RerunNotFoundException">The dataset, the index or a partition does not exist.</exception>
    /// <exception cref="RerunException">A projected column does not exist; while reading: a value is of another type than the column, or a chunk is damaged.</exception>
    public async ValueTask<IArrowArrayStream> OpenAsync(Tuid dataset, DataframeQuery query, CancellationToken cancellationToken = default)
    {
        var plan = await PlanAsync(dataset, query, cancellationToken).ConfigureAwait(false);
        var directory = await FindChunksAsync(dataset, query, cancellationToken).ConfigureAwait(false);
        return new DataframeStream(_catalog, ChunkCache, Options, plan, dataset, directory.Version, PartitionsOf(directory, query));
    }

    /// <summary>What a dataset holds now, for several queries that are to see the same rows.</summary>
    /// <param name="dataset">The dataset's id.</param>
    /// <param name="query">The query whose partitions matter.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RerunNotFoundException">The dataset or a partition does not exist.</exception>
    internal async ValueTask<DataframeSnapshot> SnapshotAsync(Tuid dataset, DataframeQuery query, CancellationToken cancellationToken)
    {
        var views = await ViewsAsync(dataset, cancellationToken).ConfigureAwait(false);
        var directory = await FindChunksAsync(dataset, query, cancellationToken).ConfigureAwait(false);
        return new DataframeSnapshot(_catalog, this, views, dataset, directory);
    }

    internal static PartitionChunks[] PartitionsOf(ChunkDirectory directory, DataframeQuery query)
    {
        if (query.RowPartitions is null && directory.Partitions.Count == 1)
        {
            return [directory.Partitions[0]];
        }

        if (query.RowPartitions is IReadOnlyList<string> { Count: 1 } one)
        {
            return OfPartition(directory, one[0]);
        }

        return OfPartitions(directory, query);
    }

    private static PartitionChunks[] OfPartition(ChunkDirectory directory, string id)
    {
        for (var i = 0; i < directory.Partitions.Count; i++)
        {
            if (directory.Partitions[i].Partition == id)
            {
                return [directory.Partitions[i]];
            }
        }

        return [];
    }

    private static PartitionChunks[] OfPartitions(ChunkDirectory directory, DataframeQuery query)
    {
        var wanted = query.RowPartitions is null ? null : new HashSet<string>(query.RowPartitions, StringComparer.Ordinal);
        return
        [
            .. directory.Partitions
                .Where(partition => wanted?.Contains(partition.Partition) != false)
                .OrderBy(partition => partition.Partition, Utf8Order.Instance),
        ];
    }

    private async ValueTask<ChunkDirectory> FindChunksAsync(Tuid dataset, DataframeQuery query, CancellationToken cancellationToken)
    {
        if (query is { PartitionIds: null, RowPartitions: { Count: > 0 } rows })
        {
            try
            {
                return await _catalog.GetChunksAsync(dataset, rows, cancellationToken).ConfigureAwait(false);
            }
            catch (RerunNotFoundException)
            {
                // A partition that does not exist has no rows, which is no error here. If it is the dataset that is missing, the next call says so.
            }
        }

        return await _catalog.GetChunksAsync(dataset, query.PartitionIds, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<DataframePlan> PlanAsync(Tuid dataset, DataframeQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return (await ViewsAsync(dataset, cancellationToken).ConfigureAwait(false)).Plan(query, Options.Compatibility);
    }

    // What was found out of a schema is kept as long as the catalog gives the same object for it.
    private async ValueTask<KnownViews> ViewsAsync(Tuid dataset, CancellationToken cancellationToken) => _views.GetValue(
        await _catalog.GetDatasetSchemaAsync(dataset, cancellationToken).ConfigureAwait(false), static schema => new KnownViews(DatasetSchema.FromArrow(schema)));
}
