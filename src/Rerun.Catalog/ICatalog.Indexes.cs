using Rerun.Arrow;

namespace Rerun.Catalog;

public partial interface ICatalog
{
    /// <summary>Builds a search index of a component column. It follows all later registrations.</summary>
    /// <param name="dataset">The dataset's id.</param>
    /// <param name="config">The index.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RerunAlreadyExistsException">The column has an index already.</exception>
    /// <exception cref="RerunNotFoundException">The column does not exist, or never on that timeline.</exception>
    ValueTask<IndexInfo> CreateIndexAsync(Tuid dataset, IndexConfig config, CancellationToken cancellationToken = default) => throw NotOffered("search indexes");

    /// <summary>The search indexes of a dataset.</summary>
    /// <param name="dataset">The dataset's id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<IReadOnlyList<IndexInfo>> GetIndexesAsync(Tuid dataset, CancellationToken cancellationToken = default) => throw NotOffered("search indexes");

    /// <summary>Deletes the search indexes of a component column.</summary>
    /// <param name="dataset">The dataset's id.</param>
    /// <param name="column">The column.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What was deleted; nothing where there was none.</returns>
    ValueTask<IReadOnlyList<IndexConfig>> DeleteIndexesAsync(Tuid dataset, IndexedColumn column, CancellationToken cancellationToken = default) =>
        throw NotOffered("search indexes");

    /// <summary>
    /// Searches with an index. The columns: <c>rerun_partition_id</c>, <c>rerun_partition_layer</c>, <c>chunk_id</c>, <c>timepoint</c>, <c>instance_id</c>,
    /// <c>instance</c>, then <c>_score</c> or <c>_distance</c>.
    /// </summary>
    /// <param name="dataset">The dataset's id.</param>
    /// <param name="search">The search.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The hits, best first; the caller disposes the stream.</returns>
    /// <exception cref="RerunNotFoundException">The column has no index.</exception>
    ValueTask<IArrowArrayStream> SearchAsync(Tuid dataset, IndexSearch search, CancellationToken cancellationToken = default) =>
        throw NotOffered("search indexes");
}
