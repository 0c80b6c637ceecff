using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Dataframes;
using Rerun.Query.Sources;

namespace Rerun.Query.Binding;

/// <summary>
/// What one binding learns of the catalog, each thing asked for once. Answers that are there at once are taken; for others
/// <see cref="CatalogMissException"/> says what to wait for.
/// </summary>
internal sealed class CatalogSnapshot(ICatalog catalog, IDataframeReader dataframes, CancellationToken cancellationToken)
{
    private readonly Dictionary<object, Task> _answers = [];

    /// <summary>The catalog itself.</summary>
    public ICatalog Catalog => catalog;

    /// <summary>All entries.</summary>
    public IReadOnlyList<EntryDetails> Entries => Get("entries", () => catalog.GetEntriesAsync(cancellationToken));

    /// <summary>The views that the catalog keeps.</summary>
    public IReadOnlyList<ViewDefinition> Views => Get("views", () => catalog.GetViewsAsync(cancellationToken));

    /// <summary>The table of entries.</summary>
    public RecordBatch EntryTable => Get("entry table", () => catalog.GetEntryTableAsync(cancellationToken));

    /// <summary>The entry of exactly that name, or null.</summary>
    public EntryDetails? FindEntry(string name, params ReadOnlySpan<EntryKind> kinds)
    {
        foreach (EntryDetails entry in Entries)
        {
            if (entry.Name == name && kinds.Contains(entry.Kind))
            {
                return entry;
            }
        }

        return null;
    }

    /// <summary>All columns of a dataset.</summary>
    public DatasetSchema DatasetSchema(Tuid dataset) =>
        Get(("dataset schema", dataset), () => dataframes.GetDatasetSchemaAsync(dataset, cancellationToken));

    /// <summary>The columns of a view.</summary>
    public Schema DataframeSchema(Tuid dataset, DataframeQuery query) =>
        Get(("dataframe schema", dataset, ColumnsOf(query)), () => dataframes.GetSchemaAsync(dataset, query, cancellationToken));

    /// <summary>The partition table of a dataset.</summary>
    public RecordBatch PartitionTable(Tuid dataset) =>
        Get(("partitions", dataset), () => catalog.GetPartitionTableAsync(dataset, cancellationToken));

    /// <summary>The manifest of a dataset.</summary>
    public RecordBatch Manifest(Tuid dataset) => Get(("manifest", dataset), () => catalog.GetManifestAsync(dataset, cancellationToken));

    /// <summary>The columns of a table.</summary>
    public Schema TableSchema(Tuid table) => Get(("table schema", table), () => catalog.GetTableSchemaAsync(table, cancellationToken));

    /// <summary>The search indexes of a dataset.</summary>
    public IReadOnlyList<IndexInfo> Indexes(Tuid dataset) => Get(("indexes", dataset), () => catalog.GetIndexesAsync(dataset, cancellationToken));

    /// <summary>The chunks of a partition, or of all.</summary>
    public ChunkDirectory Chunks(Tuid dataset, string? partition) =>
        Get(("chunks", dataset, partition), () => catalog.GetChunksAsync(dataset, partition is null ? null : [partition], cancellationToken));

    /// <summary>The state of tasks.</summary>
    public RecordBatch Tasks(IReadOnlyList<string> ids) =>
        Get(("tasks", string.Join('\n', ids)), () => catalog.QueryTasksAsync(ids, cancellationToken));

    /// <summary>The columns of a search's hits.</summary>
    public Schema SearchSchema(Tuid dataset, IndexSearch search) =>
        Get(("search", dataset, search.Column, search.Kind), () => SearchSource.SchemaOfAsync(catalog, dataset, search, cancellationToken));

    /// <summary>What decides the columns, by value: lists are equal only to themselves, and each attempt to bind makes new ones.</summary>
    private static (DataframeQuery Query, string? Projection) ColumnsOf(DataframeQuery query)
    {
        var columns = query with
        {
            PartitionIds = null,
            FilterIndexValues = null,
            UsingIndexValues = null,
            UsingIndexValuesPerPartition = null,
            Projection = null,
            RowRanges = null,
            RowPartitions = null,
        };
        return (columns, query.Projection is null ? null : string.Join('\0', query.Projection));
    }

    private T Get<T>(object key, Func<ValueTask<T>> ask)
    {
        if (!_answers.TryGetValue(key, out Task? answer))
        {
            answer = ask().AsTask();
            _answers.Add(key, answer);
        }

        return answer.IsCompleted ? ((Task<T>)answer).GetAwaiter().GetResult() : throw new CatalogMissException(answer);
    }
}
