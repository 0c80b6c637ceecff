using System.Runtime.CompilerServices;
using Rerun.Arrow;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Dataframes;

namespace Rerun.Catalog;

/// <content>The members about search indexes.</content>
public sealed partial class DatasetEntry
{
    private const int DefaultRowsPerIndexPart = 4096;

    /// <summary>Builds a full-text index of a component column. Mirrors <c>DatasetEntry.create_fts_index</c>.</summary>
    /// <param name="column">The column, by entity and component; its values are texts.</param>
    /// <param name="timeIndex">The timeline whose values locate the hits.</param>
    /// <param name="storePosition">Whether the positions of words are kept.</param>
    /// <param name="tokenizer">What splits text into words: <c>simple</c>, <c>whitespace</c>, <c>raw</c> or <c>ngram</c>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RerunAlreadyExistsException">The column has an index already; delete it first.</exception>
    /// <exception cref="RerunNotFoundException">The dataset does not exist, or the column has no values on the timeline.</exception>
    /// <exception cref="RerunException">There is no such column, or the catalog is read-only or offers no indexes (servers: only 0.28 to 0.33 do).</exception>
    public ValueTask<IndexInfo> CreateFullTextIndexAsync(
        ComponentSelector column, string timeIndex, bool storePosition = false, string tokenizer = "simple", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        return CreateIndexAsync(column, timeIndex, new FullTextIndexProperties(storePosition, tokenizer), cancellationToken);
    }

    /// <inheritdoc cref="CreateFullTextIndexAsync"/>
    public IndexInfo CreateFullTextIndex(ComponentSelector column, string timeIndex, bool storePosition = false, string tokenizer = "simple") =>
        Blocking.Wait(() => CreateFullTextIndexAsync(column, timeIndex, storePosition, tokenizer));

    /// <summary>Builds an index of a component column of vectors. Mirrors <c>DatasetEntry.create_vector_index</c>.</summary>
    /// <param name="column">The column, by entity and component.</param>
    /// <param name="timeIndex">The timeline whose values locate the hits.</param>
    /// <param name="properties">How it is built; null is 16 sub-vectors, cosine, and parts of about 4,096 rows, as in the official client.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">Both the number of parts and their size are given.</exception>
    /// <exception cref="RerunAlreadyExistsException">The column has an index already; delete it first.</exception>
    /// <exception cref="RerunNotFoundException">The dataset does not exist, or the column has no values on the timeline.</exception>
    /// <exception cref="RerunException">There is no such column, or the catalog is read-only or offers no indexes (servers: only 0.28 to 0.33 do).</exception>
    public ValueTask<IndexInfo> CreateVectorIndexAsync(
        ComponentSelector column, string timeIndex, VectorIndexProperties? properties = null, CancellationToken cancellationToken = default)
    {
        properties ??= new VectorIndexProperties();
        return properties switch
        {
            { NumPartitions: null, TargetPartitionNumRows: null } =>
                CreateIndexAsync(column, timeIndex, properties with { TargetPartitionNumRows = DefaultRowsPerIndexPart }, cancellationToken),
            { NumPartitions: not null, TargetPartitionNumRows: not null } =>
                throw new ArgumentException("Give the number of the index's parts or the rows of a part, not both.", nameof(properties)),
            _ => CreateIndexAsync(column, timeIndex, properties, cancellationToken),
        };
    }

    /// <inheritdoc cref="CreateVectorIndexAsync"/>
    public IndexInfo CreateVectorIndex(ComponentSelector column, string timeIndex, VectorIndexProperties? properties = null) =>
        Blocking.Wait(() => CreateVectorIndexAsync(column, timeIndex, properties));

    /// <summary>The dataset's search indexes. Mirrors <c>DatasetEntry.list_indexes</c>.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RerunNotFoundException">The dataset was deleted.</exception>
    /// <exception cref="RerunException">The catalog offers no indexes.</exception>
    public ValueTask<IReadOnlyList<IndexInfo>> GetIndexesAsync(CancellationToken cancellationToken = default) =>
        Catalog.Catalog.GetIndexesAsync(Id, cancellationToken);

    /// <inheritdoc cref="GetIndexesAsync"/>
    public IReadOnlyList<IndexInfo> GetIndexes() => Blocking.Wait(() => GetIndexesAsync());

    /// <summary>Deletes the search indexes of a component column. Mirrors <c>DatasetEntry.delete_indexes</c>.</summary>
    /// <param name="column">The column, by entity and component.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What was deleted; nothing where there was none.</returns>
    /// <exception cref="RerunNotFoundException">The dataset was deleted.</exception>
    /// <exception cref="RerunException">There is no such column, or the catalog is read-only or offers no indexes.</exception>
    public async ValueTask<IReadOnlyList<IndexConfig>> DeleteIndexesAsync(ComponentSelector column, CancellationToken cancellationToken = default)
    {
        var indexed = await IndexedAsync(column, cancellationToken).ConfigureAwait(false);
        return await Catalog.Catalog.DeleteIndexesAsync(Id, indexed, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc cref="DeleteIndexesAsync"/>
    public IReadOnlyList<IndexConfig> DeleteIndexes(ComponentSelector column) => Blocking.Wait(() => DeleteIndexesAsync(column));

    /// <summary>
    /// Searches texts with a full-text index: words are looked for in any form, one found is enough. Mirrors <c>DatasetEntry.search_fts</c>.
    /// </summary>
    /// <param name="query">The words.</param>
    /// <param name="column">The indexed column, by entity and component.</param>
    /// <param name="options">Which part of the hits; null is all.</param>
    /// <param name="cancellationToken">Cancels the stream.</param>
    /// <returns>
    /// The hits, best first: partition, layer, chunk, time (<c>timepoint</c>), place in the cell (<c>instance_id</c>), the text (<c>instance</c>), and
    /// <c>_score</c> (BM25).
    /// </returns>
    /// <exception cref="RerunNotFoundException">The dataset does not exist, or the column has no index.</exception>
    /// <exception cref="RerunException">There is no such column, or the catalog offers no indexes.</exception>
    public IAsyncEnumerable<RecordBatch> SearchFullTextAsync(
        string query, ComponentSelector column, SearchOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return SearchAsync(column, new StringArray.Builder().Append(query).Build(), IndexSearchKind.FullText, null, options, cancellationToken);
    }

    /// <inheritdoc cref="SearchFullTextAsync"/>
    public IEnumerable<RecordBatch> SearchFullText(string query, ComponentSelector column, SearchOptions? options = null) =>
        Blocking.Enumerate(SearchFullTextAsync(query, column, options));

    /// <summary>Finds the vectors nearest to one. Mirrors <c>DatasetEntry.search_vector</c>.</summary>
    /// <param name="query">The vector, of the indexed vectors' dimension.</param>
    /// <param name="column">The indexed column, by entity and component.</param>
    /// <param name="topK">The greatest number of hits.</param>
    /// <param name="options">Which part of the hits; null is all.</param>
    /// <param name="cancellationToken">Cancels the stream.</param>
    /// <returns>The hits, nearest first, with the columns of <see cref="SearchFullTextAsync"/> and <c>_distance</c> in place of the score.</returns>
    /// <exception cref="RerunNotFoundException">The dataset does not exist, or the column has no index.</exception>
    /// <exception cref="RerunException">There is no such column, the vector does not fit, or the catalog offers no indexes.</exception>
    public IAsyncEnumerable<RecordBatch> SearchVectorAsync(
        ReadOnlyMemory<float> query, ComponentSelector column, int topK, SearchOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(topK);
        return SearchAsync(column, new FloatArray.Builder().Append(query.Span).Build(), IndexSearchKind.Vector, topK, options, cancellationToken);
    }

    /// <inheritdoc cref="SearchVectorAsync"/>
    public IEnumerable<RecordBatch> SearchVector(ReadOnlyMemory<float> query, ComponentSelector column, int topK, SearchOptions? options = null) =>
        Blocking.Enumerate(SearchVectorAsync(query, column, topK, options));

    private async ValueTask<IndexInfo> CreateIndexAsync(
        ComponentSelector column, string timeIndex, IndexProperties properties, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(timeIndex);
        var indexed = await IndexedAsync(column, cancellationToken).ConfigureAwait(false);
        return await Catalog.Catalog.CreateIndexAsync(Id, new IndexConfig(indexed, timeIndex, properties), cancellationToken).ConfigureAwait(false);
    }

    private async IAsyncEnumerable<RecordBatch> SearchAsync(
        ComponentSelector column,
        IArrowArray query,
        IndexSearchKind kind,
        int? topK,
        SearchOptions? options,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var search = new IndexSearch(await IndexedAsync(column, cancellationToken).ConfigureAwait(false), query, kind, topK)
        {
            Columns = options?.Columns is { Count: > 0 } columns ? columns : null,
            Offset = options?.Offset ?? 0,
            Limit = options?.Limit,
        };
        using var hits = await Catalog.Catalog.SearchAsync(Id, search, cancellationToken).ConfigureAwait(false);
        while (await hits.ReadNextRecordBatchAsync(cancellationToken).ConfigureAwait(false) is { } batch)
        {
            yield return batch;
        }
    }

    private async ValueTask<IndexedColumn> IndexedAsync(ComponentSelector column, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(column);
        var found = (await GetSchemaAsync(cancellationToken).ConfigureAwait(false)).ColumnForSelector(column);
        return new IndexedColumn(found.EntityPath, new ComponentDescriptor(found.Component, found.Archetype, found.ComponentType));
    }
}
