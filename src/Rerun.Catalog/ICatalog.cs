using Rerun.Arrow;
using Rerun.Catalog.Chunks;

namespace Rerun.Catalog;

/// <summary>
/// The one seam between the query engine and whatever holds the recordings: a folder in process, or a server. It speaks the domain in this
/// library's own types. What users see as tables come as record batches with the schemas of an official catalog server.
/// </summary>
/// <remarks>Members may be called from several threads at once. Unknown ids and names give <see cref="RerunNotFoundException"/>.</remarks>
public partial interface ICatalog : IAsyncDisposable
{
    /// <summary>The catalog's place, without secrets: a URL, a folder, a file or <c>:memory:</c>.</summary>
    string Location { get; }

    /// <summary>The version of what answers: of this library for an embedded catalog, of the server for a remote one.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<string> GetVersionAsync(CancellationToken cancellationToken = default);

    /// <summary>All entries, in order of creation.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<IReadOnlyList<EntryDetails>> GetEntriesAsync(CancellationToken cancellationToken = default);

    /// <summary>The table of entries with the schema of an official server.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<RecordBatch> GetEntryTableAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// The schema of a dataset as an official server gives it: row id, all timelines, all component columns of all partitions and layers,
    /// with their flags in the field metadata.
    /// </summary>
    /// <param name="dataset">The dataset's id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<Schema> GetDatasetSchemaAsync(Tuid dataset, CancellationToken cancellationToken = default);

    /// <summary>The partition table of a dataset with the schema of an official 0.27.3 server.</summary>
    /// <param name="dataset">The dataset's id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<RecordBatch> GetPartitionTableAsync(Tuid dataset, CancellationToken cancellationToken = default);

    /// <summary>The manifest of a dataset (a row per partition and layer) with the schema of an official 0.27.3 server.</summary>
    /// <param name="dataset">The dataset's id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<RecordBatch> GetManifestAsync(Tuid dataset, CancellationToken cancellationToken = default);

    /// <summary>Which chunks a dataset has.</summary>
    /// <param name="dataset">The dataset's id.</param>
    /// <param name="partitions">The partitions to list, or null for all.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RerunNotFoundException">A partition does not exist in the dataset.</exception>
    ValueTask<ChunkDirectory> GetChunksAsync(
        Tuid dataset, IReadOnlyCollection<string>? partitions, CancellationToken cancellationToken = default);

    /// <summary>
    /// A partition's chunks with what the catalog can tell of their times without sending them. Worth a call where only some of the chunks are wanted;
    /// a catalog that has told all it knows gives the partition back.
    /// </summary>
    /// <param name="dataset">The dataset's id.</param>
    /// <param name="partition">A partition of a directory of this catalog.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<PartitionChunks> DescribeChunksAsync(Tuid dataset, PartitionChunks partition, CancellationToken cancellationToken = default) => new(partition);

    /// <summary>Reads and decodes chunks. They may arrive in any order; each arrives once.</summary>
    /// <param name="chunks">Rows of a directory of this catalog.</param>
    /// <param name="cancellationToken">Cancels the stream.</param>
    IAsyncEnumerable<FetchedChunk> ReadChunksAsync(IReadOnlyList<ChunkInfo> chunks, CancellationToken cancellationToken = default);

    /// <summary>The schema of a table.</summary>
    /// <param name="table">The table's id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<Schema> GetTableSchemaAsync(Tuid table, CancellationToken cancellationToken = default);

    /// <summary>The rows of a table, in order of insertion.</summary>
    /// <param name="table">The table's id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<IArrowArrayStream> ReadTableAsync(Tuid table, CancellationToken cancellationToken = default);
}
