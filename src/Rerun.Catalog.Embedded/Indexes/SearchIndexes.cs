using Rerun.Arrow;
using Rerun.Catalog.Embedded.Catalogue;
using Rerun.Catalog.Embedded.Indexes.Text;
using Rerun.Catalog.Embedded.Indexes.Vectors;
using Rerun.Catalog.Embedded.Registration;

namespace Rerun.Catalog.Embedded.Indexes;

/// <summary>
/// The search indexes of a catalogue. Full-text indexes keep the terms of each layer in the catalogue; vectors and single values are looked at where they lie,
/// so that those indexes have nothing to keep.
/// </summary>
internal sealed class SearchIndexes(CatalogueFile catalogue, EmbeddedCatalogOptions options)
{
    /// <summary>Adds an index, with everything that its dataset has.</summary>
    /// <exception cref="RerunAlreadyExistsException">The column has one already.</exception>
    /// <exception cref="RerunNotFoundException">The column does not exist, or not on that timeline.</exception>
    /// <exception cref="RerunException">The values cannot be searched that way, or the properties are wrong.</exception>
    public async Task<IndexInfo> CreateAsync(EmbeddedDataset dataset, IndexConfig config, CancellationToken cancellationToken)
    {
        RequireProperties(config.Properties);
        var content = await dataset.GetContentAsync(cancellationToken).ConfigureAwait(false);
        var (id, name) = (dataset.Details.Id, dataset.Details.Name);
        await Task.Run(() => RequireSearchable(IndexedChunks.Find(content, config, name), config, name), cancellationToken).ConfigureAwait(false);
        var number = await catalogue.WriteAsync(connection => IndexRows.Insert(connection, id, config), cancellationToken).ConfigureAwait(false);
        try
        {
            await FollowAsync(dataset, new StoredIndex(number, config), cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // Nobody must find an index that its creator was told of as failed.
            await catalogue.WriteAsync(connection => IndexRows.Delete(connection, id, config.Column), CancellationToken.None).ConfigureAwait(false);
            throw;
        }

        return new IndexInfo(config);
    }

    /// <summary>The indexes of a dataset in order of creation.</summary>
    public IReadOnlyList<IndexInfo> List(EmbeddedDataset dataset) => [.. Of(dataset).Select(index => new IndexInfo(index.Config))];

    /// <summary>Deletes the index of a column.</summary>
    /// <returns>What was deleted; nothing if there was none.</returns>
    public async Task<IReadOnlyList<IndexConfig>> DeleteAsync(EmbeddedDataset dataset, IndexedColumn column, CancellationToken cancellationToken)
    {
        var id = dataset.Details.Id;
        var deleted = await catalogue.WriteAsync(connection => IndexRows.Delete(connection, id, column), cancellationToken).ConfigureAwait(false);
        return deleted is null ? [] : [deleted.Config];
    }

    /// <summary>Searches with an index.</summary>
    /// <exception cref="RerunNotFoundException">The column has no index.</exception>
    /// <exception cref="RerunException">The index is of another kind, or the query does not fit it.</exception>
    public async Task<IArrowArrayStream> SearchAsync(EmbeddedDataset dataset, IndexSearch search, CancellationToken cancellationToken)
    {
        var name = dataset.Details.Name;
        var index = Of(dataset).Find(index => IndexRows.IsOf(index, search.Column)) ?? throw new RerunNotFoundException(
            $"Column '{search.Column.EntityPath}:{search.Column.Component.Component}' of dataset '{name}' has no search index.");
        var kind = IndexRows.IndexKindOf(index.Config.Properties);
        if (kind != search.Kind)
        {
            throw new RerunException($"The index of column '{search.Column.EntityPath}:{search.Column.Component.Component}' is for searches of the kind {kind}, not {search.Kind}.", RerunErrorCode.InvalidArgument);
        }

        if (kind == IndexSearchKind.FullText)
        {
            return await SearchTextAsync(dataset, index, search, cancellationToken).ConfigureAwait(false);
        }

        var content = await dataset.GetContentAsync(cancellationToken).ConfigureAwait(false);
        return await Task.Run(
            () =>
            {
                var indexed = IndexedChunks.Find(content, index.Config, name);
                return kind == IndexSearchKind.Vector
                    ? VectorSearch.Run(indexed, index.Config, name, search, options.MaxParallelism, cancellationToken)
                    : EqualitySearch.Run(indexed, index.Config, search, options.MaxParallelism, cancellationToken);
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Has the indexes of a dataset follow its layers. What this misses, the next search adds.</summary>
    /// <exception cref="RerunException">A chunk cannot be read.</exception>
    public async Task FollowAsync(EmbeddedDataset dataset, CancellationToken cancellationToken)
    {
        foreach (var index in Of(dataset))
        {
            await FollowAsync(dataset, index, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Merges what the full-text indexes of all datasets keep.</summary>
    public Task OptimizeAsync(CancellationToken cancellationToken) => catalogue.WriteAsync(
        connection =>
        {
            TextIndexRows.Optimize(connection);
            return true;
        },
        cancellationToken);

    /// <summary>Has full-text indexes of a dataset made anew.</summary>
    public async Task RebuildAsync(EmbeddedDataset dataset, CancellationToken cancellationToken)
    {
        foreach (var index in Of(dataset).Where(index => index.Config.Properties is FullTextIndexProperties))
        {
            await catalogue.WriteAsync(
                connection =>
                {
                    TextIndexRows.Clear(connection, index);
                    return true;
                },
                cancellationToken).ConfigureAwait(false);
            await FollowAsync(dataset, index, cancellationToken).ConfigureAwait(false);
        }
    }

    private List<StoredIndex> Of(EmbeddedDataset dataset) => catalogue.Read(connection => IndexRows.Select(connection, dataset.Details.Id));

    private async Task<IArrowArrayStream> SearchTextAsync(EmbeddedDataset dataset, StoredIndex index, IndexSearch search, CancellationToken cancellationToken)
    {
        while (true)
        {
            await FollowAsync(dataset, index, cancellationToken).ConfigureAwait(false);
            var content = await dataset.GetContentAsync(cancellationToken).ConfigureAwait(false);
            var indexed = await Task.Run(() => IndexedChunks.Find(content, index.Config, dataset.Details.Name), cancellationToken).ConfigureAwait(false);
            var answer = await Task.Run(
                () => catalogue.Read(connection =>
                {
                    var layers = TextIndexRows.Layers(connection, dataset.Details.Id, content);
                    var has = TextIndexRows.IndexedLayers(connection, index);

                    // Layers may have come between the two looks at the catalogue.
                    return layers.Keys.All(has.ContainsKey) ? TextSearch.Run(connection, index, layers, indexed, search) : null;
                }),
                cancellationToken).ConfigureAwait(false);
            if (answer is not null)
            {
                return answer;
            }

            if (Of(dataset).TrueForAll(known => known.Number != index.Number))
            {
                throw new RerunNotFoundException($"The search index of column '{search.Column.EntityPath}:{search.Column.Component.Component}' was deleted.");
            }
        }
    }

    /// <summary>Adds the layers to a full-text index that it does not have.</summary>
    private async Task FollowAsync(EmbeddedDataset dataset, StoredIndex index, CancellationToken cancellationToken)
    {
        if (index.Config.Properties is not FullTextIndexProperties)
        {
            return;
        }

        var content = await dataset.GetContentAsync(cancellationToken).ConfigureAwait(false);
        var missing = catalogue.Read(connection => Missing(connection, dataset, content, index));
        if (missing.Count == 0)
        {
            return;
        }

        if (!catalogue.IsWritable)
        {
            throw new RerunException(
                $"A search index of dataset '{dataset.Details.Name}' lacks layers, and the catalog is read-only.", RerunErrorCode.ReadOnly);
        }

        var documents = await Task.Run(
            () =>
            {
                var indexed = IndexedChunks.Find(content, index.Config, dataset.Details.Name);
                return TextDocuments.Read(missing.Values, indexed, index, options.MaxParallelism, cancellationToken);
            },
            cancellationToken).ConfigureAwait(false);
        await catalogue.WriteAsync(
            connection =>
            {
                // What was overwritten meanwhile is not there any more.
                foreach (var (number, layer) in Missing(connection, dataset, content, index).OrderBy(pair => pair.Key))
                {
                    if (documents.TryGetValue(layer, out var texts))
                    {
                        TextIndexRows.Add(connection, index, number, texts);
                    }
                }

                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    private static Dictionary<long, RecordingLayer> Missing(CatalogueConnection connection, EmbeddedDataset dataset, DatasetContent content, StoredIndex index)
    {
        var has = TextIndexRows.IndexedLayers(connection, index);
        return TextIndexRows.Layers(connection, dataset.Details.Id, content).Where(layer => !has.ContainsKey(layer.Key)).ToDictionary();
    }

    private static void RequireProperties(IndexProperties properties)
    {
        if (properties is FullTextIndexProperties text)
        {
            TextAnalyzer.Of(text.BaseTokenizer);
        }
    }

    private static void RequireSearchable(IndexedChunks indexed, IndexConfig config, string dataset)
    {
        var column = $"{config.Column.EntityPath}:{config.Column.Component.Component}";
        switch (config.Properties)
        {
            case FullTextIndexProperties when !TextDocuments.AreTexts(indexed.InstanceType) && indexed.Chunks.Count > 0:
                throw new RerunException(
                    $"Column '{column}' of dataset '{dataset}' has values of type {indexed.InstanceType}, which are no texts.", RerunErrorCode.TypeMismatch);
            case VectorIndexProperties vector when indexed.Chunks.Count > 0:
                VectorSearch.RequireSearchable(indexed.InstanceType, vector, column);
                break;
        }
    }
}
