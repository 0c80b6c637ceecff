using System.Runtime.CompilerServices;
using Rerun.Arrow;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Dataframes;
using Rerun.Catalog.Tables;

namespace Rerun.Catalog;

/// <summary>A dataset: recordings that are queried together. Mirrors <c>rerun.catalog.DatasetEntry</c>.</summary>
public sealed partial class DatasetEntry : Entry
{
    internal DatasetEntry(CatalogClient catalog, EntryDetails details)
        : base(catalog, details)
    {
    }

    /// <summary>The URL where the catalog keeps the dataset, or null where it does not tell. Mirrors <c>DatasetEntry.manifest_url</c>.</summary>
    public string? ManifestUrl => Details.StorageUrl;

    /// <summary>The id of the dataset with this dataset's blueprints, or null where there is none. Mirrors <c>DatasetEntry.blueprint_dataset_id</c>.</summary>
    public Tuid? BlueprintDatasetId => Details.BlueprintDatasetId;

    /// <summary>The partition of the blueprint dataset that is shown by default, or null. Mirrors <c>DatasetEntry.default_blueprint_partition_id</c>.</summary>
    public string? DefaultBlueprintPartitionId => Details.DefaultBlueprintPartitionId;

    /// <summary>The dataset with this dataset's blueprints, or null where there is none. Mirrors <c>DatasetEntry.blueprint_dataset</c>.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RerunNotFoundException">The blueprint dataset was deleted.</exception>
    public async ValueTask<DatasetEntry?> GetBlueprintDatasetAsync(CancellationToken cancellationToken = default) =>
        BlueprintDatasetId is { } id ? await Catalog.GetDatasetAsync(id, cancellationToken).ConfigureAwait(false) : null;

    /// <inheritdoc cref="GetBlueprintDatasetAsync"/>
    public DatasetEntry? GetBlueprintDataset() => Blocking.Wait(() => GetBlueprintDatasetAsync());

    /// <summary>
    /// Chooses the partition of the blueprint dataset that is shown by default, in the catalog and in this object. Mirrors
    /// <c>DatasetEntry.set_default_blueprint_partition_id</c>.
    /// </summary>
    /// <param name="partitionId">The partition, or null for none. It is not looked up.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RerunNotFoundException">The dataset was deleted.</exception>
    /// <exception cref="RerunException">The catalog is read-only.</exception>
    public async ValueTask SetDefaultBlueprintPartitionAsync(string? partitionId, CancellationToken cancellationToken = default)
    {
        await Catalog.Catalog.UpdateDatasetAsync(Id, BlueprintDatasetId, partitionId, cancellationToken).ConfigureAwait(false);
        await RefreshAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc cref="SetDefaultBlueprintPartitionAsync"/>
    public void SetDefaultBlueprintPartition(string? partitionId) => Blocking.Wait(() => SetDefaultBlueprintPartitionAsync(partitionId));

    /// <summary>
    /// The Arrow schema of all data: the row id, all timelines and all component columns of all partitions and layers. Mirrors
    /// <c>DatasetEntry.arrow_schema</c>.
    /// </summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RerunNotFoundException">The dataset was deleted.</exception>
    public ValueTask<Schema> GetArrowSchemaAsync(CancellationToken cancellationToken = default) =>
        Catalog.Catalog.GetDatasetSchemaAsync(Id, cancellationToken);

    /// <inheritdoc cref="GetArrowSchemaAsync"/>
    public Schema GetArrowSchema() => Blocking.Wait(() => GetArrowSchemaAsync());

    /// <summary>The columns of the dataset: indexes, then components. Mirrors <c>DatasetEntry.schema</c>.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RerunNotFoundException">The dataset was deleted.</exception>
    public ValueTask<DatasetSchema> GetSchemaAsync(CancellationToken cancellationToken = default) =>
        Catalog.Dataframes.GetDatasetSchemaAsync(Id, cancellationToken);

    /// <inheritdoc cref="GetSchemaAsync"/>
    public DatasetSchema GetSchema() => Blocking.Wait(() => GetSchemaAsync());

    /// <summary>
    /// Describes a row-wise query. Nothing is read yet, nor are names looked up. Mirrors <c>DatasetEntry.dataframe_query_view</c>.
    /// </summary>
    /// <param name="index">The index (timeline) that makes the rows, or null for static data: one row per partition.</param>
    /// <param name="contents">Which entities and components the view is made of.</param>
    /// <param name="includeSemanticallyEmptyColumns">Whether columns stay in the view that hold no values at all.</param>
    /// <param name="includeTombstoneColumns">Whether the columns of the <c>Clear</c> archetype are in the view.</param>
    public DataframeQueryView DataframeQueryView(
        string? index, ViewContents contents, bool includeSemanticallyEmptyColumns = false, bool includeTombstoneColumns = false)
    {
        ArgumentNullException.ThrowIfNull(contents);
        return new DataframeQueryView(Catalog.Dataframes, Id, new DataframeQuery
        {
            Index = index,
            Contents = contents,
            IncludeSemanticallyEmptyColumns = includeSemanticallyEmptyColumns,
            IncludeTombstoneColumns = includeTombstoneColumns,
        });
    }

    /// <summary>The ids of the dataset's partitions, in ordinal order. Mirrors <c>DatasetEntry.partition_ids</c>.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RerunNotFoundException">The dataset was deleted.</exception>
    public async ValueTask<IReadOnlyList<string>> GetPartitionIdsAsync(CancellationToken cancellationToken = default)
    {
        var table = await Catalog.Catalog.GetPartitionTableAsync(Id, cancellationToken).ConfigureAwait(false);
        var column = (StringArray)table.Column("rerun_partition_id");
        var ids = new string[column.Length];
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i] = column.GetString(i) ?? "";
        }

        Array.Sort(ids, StringComparer.Ordinal);
        return ids;
    }

    /// <inheritdoc cref="GetPartitionIdsAsync"/>
    public IReadOnlyList<string> GetPartitionIds() => Blocking.Wait(() => GetPartitionIdsAsync());

    /// <summary>
    /// The partition table: a row per partition with its layers, chunks, size and properties. Mirrors <c>DatasetEntry.partition_table</c>.
    /// </summary>
    /// <param name="columns">The columns to give, in this order; null or none for all.</param>
    /// <param name="cancellationToken">Cancels the stream.</param>
    /// <exception cref="RerunNotFoundException">The dataset was deleted.</exception>
    /// <exception cref="RerunException">A column does not exist, or is named twice.</exception>
    public async IAsyncEnumerable<RecordBatch> ScanPartitionTableAsync(
        IReadOnlyList<string>? columns = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var table = await Catalog.Catalog.GetPartitionTableAsync(Id, cancellationToken).ConfigureAwait(false);
        yield return TableProjection.Apply(table, columns, $"the partition table of '{Name}'");
    }

    /// <inheritdoc cref="ScanPartitionTableAsync"/>
    public IEnumerable<RecordBatch> ScanPartitionTable(IReadOnlyList<string>? columns = null) =>
        Blocking.Enumerate(ScanPartitionTableAsync(columns));

    /// <summary>The manifest: a row per partition and layer. Mirrors <c>DatasetEntry.manifest</c>.</summary>
    /// <param name="columns">The columns to give, in this order; null or none for all.</param>
    /// <param name="cancellationToken">Cancels the stream.</param>
    /// <exception cref="RerunNotFoundException">The dataset was deleted.</exception>
    /// <exception cref="RerunException">A column does not exist, or is named twice.</exception>
    public async IAsyncEnumerable<RecordBatch> ScanManifestAsync(
        IReadOnlyList<string>? columns = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var manifest = await Catalog.Catalog.GetManifestAsync(Id, cancellationToken).ConfigureAwait(false);
        yield return TableProjection.Apply(manifest, columns, $"the manifest of '{Name}'");
    }

    /// <inheritdoc cref="ScanManifestAsync"/>
    public IEnumerable<RecordBatch> ScanManifest(IReadOnlyList<string>? columns = null) => Blocking.Enumerate(ScanManifestAsync(columns));

    /// <summary>
    /// A link that opens a partition in the viewer, with a range of time or without. Mirrors <c>DatasetEntry.partition_url</c>: neither is the id looked up
    /// or escaped, nor the timeline; the range is written as instants, whatever the timeline counts.
    /// </summary>
    /// <param name="partitionId">The partition.</param>
    /// <param name="timeline">The timeline of the range, or null for no range.</param>
    /// <param name="start">The start of the range, inclusive; null for the smallest value.</param>
    /// <param name="end">The end of the range, inclusive; null for the greatest value.</param>
    /// <exception cref="ArgumentException">There is a start or an end, but no timeline.</exception>
    public string GetPartitionUrl(string partitionId, string? timeline = null, IndexValue? start = null, IndexValue? end = null)
    {
        ArgumentNullException.ThrowIfNull(partitionId);
        var (before, after) = PartitionUrl.Of(Catalog.Url, Id, timeline, start, end);
        return $"{before}{partitionId}{after}";
    }

    /// <summary>
    /// Fetches a whole partition into memory, all layers together: a recording with the dataset's name as its application. Mirrors
    /// <c>DatasetEntry.download_partition</c>.
    /// </summary>
    /// <param name="partitionId">The partition.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RerunNotFoundException">The dataset or the partition does not exist.</exception>
    public async ValueTask<Recording> DownloadPartitionAsync(string partitionId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(partitionId);
        var directory = await Catalog.Catalog.GetChunksAsync(Id, [partitionId], cancellationToken).ConfigureAwait(false);
        if (directory.Partitions.Count == 0)
        {
            // Servers from 0.33 on pass over partitions that do not exist.
            throw new RerunNotFoundException($"There is no partition '{partitionId}' in the dataset '{Name}'.");
        }

        ChunkInfo[] listed = [.. directory.Partitions.SelectMany(partition => partition.Chunks)];
        var chunks = await Catalog.ChunkCache.ReadAsync(Catalog.Catalog, listed, Catalog.Options.MaxParallelism, cancellationToken).ConfigureAwait(false);
        return new Recording(Name, partitionId, chunks, Catalog.Options);
    }

    /// <inheritdoc cref="DownloadPartitionAsync"/>
    public Recording DownloadPartition(string partitionId) => Blocking.Wait(() => DownloadPartitionAsync(partitionId));

    /// <summary>
    /// The decoded chunks of a partition, all layers together, in any order. Mirrors what <c>DatasetEntry.download_partition</c> fetches.
    /// </summary>
    /// <param name="partitionId">The partition.</param>
    /// <param name="cancellationToken">Cancels the stream.</param>
    /// <exception cref="RerunNotFoundException">The dataset or the partition does not exist.</exception>
    public async IAsyncEnumerable<Chunk> ReadChunksAsync(
        string partitionId, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var directory = await Catalog.Catalog.GetChunksAsync(Id, [partitionId], cancellationToken).ConfigureAwait(false);
        ChunkInfo[] chunks = [.. directory.Partitions.SelectMany(partition => partition.Chunks)];
        await foreach (var fetched in Catalog.Catalog.ReadChunksAsync(chunks, cancellationToken).ConfigureAwait(false))
        {
            yield return fetched.Chunk;
        }
    }

    /// <inheritdoc cref="ReadChunksAsync"/>
    public IEnumerable<Chunk> ReadChunks(string partitionId) => Blocking.Enumerate(ReadChunksAsync(partitionId));
}
