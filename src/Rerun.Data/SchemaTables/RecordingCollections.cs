using System.Runtime.CompilerServices;
using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Query.Functions.Resolution;
using Rerun.Query.Sources;

namespace Rerun.Data.SchemaTables;

/// <summary>The collections of what recordings consist of: entries, datasets, partitions, layers, timelines, entities, components.</summary>
internal static class RecordingCollections
{
    private const string Dataset = "dataset_name";

    public static readonly MetadataCollection Entries = new(
        "Entries",
        [("entry_name", typeof(string)), ("entry_kind", typeof(string)), ("entry_id", typeof(string)), ("created_at", typeof(DateTime)), ("updated_at", typeof(DateTime))],
        ["entry_name", "entry_kind"],
        1,
        EntryRowsAsync);

    public static readonly MetadataCollection Datasets = new(
        "Datasets",
        [(Dataset, typeof(string)), ("entry_id", typeof(string)), ("created_at", typeof(DateTime)), ("updated_at", typeof(DateTime))],
        [Dataset],
        1,
        DatasetRowsAsync);

    public static readonly MetadataCollection Partitions = new(
        "Partitions", [(Dataset, typeof(string)), ("partition_id", typeof(string))], [Dataset, "partition_id"], 2, PartitionRowsAsync);

    public static readonly MetadataCollection Layers = new(
        "Layers",
        [(Dataset, typeof(string)), ("partition_id", typeof(string)), ("layer_name", typeof(string)), ("storage_url", typeof(string))],
        [Dataset, "partition_id", "layer_name"],
        3,
        LayerRowsAsync);

    public static readonly MetadataCollection Timelines = new(
        "Timelines", [(Dataset, typeof(string)), ("timeline_name", typeof(string)), ("data_type", typeof(string))], [Dataset, "timeline_name"], 2, TimelineRowsAsync);

    public static readonly MetadataCollection Entities = new(
        "Entities", [(Dataset, typeof(string)), ("entity_path", typeof(string))], [Dataset, "entity_path"], 2, EntityRowsAsync);

    public static readonly MetadataCollection Components = new(
        "Components",
        [
            (Dataset, typeof(string)), ("entity_path", typeof(string)), ("component", typeof(string)), ("column_name", typeof(string)), ("archetype", typeof(string)),
            ("component_type", typeof(string)), ("is_static", typeof(bool)), ("data_type", typeof(string)),
        ],
        [Dataset, "entity_path", "component"],
        3,
        ComponentRowsAsync);

    public static readonly MetadataCollection Indexes = new(
        "Indexes",
        [(Dataset, typeof(string)), ("column_name", typeof(string)), ("index_kind", typeof(string)), ("time_index", typeof(string))],
        [Dataset, "column_name"],
        2,
        IndexRowsAsync);

    // Catalogs tell of tasks only by their ids: without one there is nothing to show.
    public static readonly MetadataCollection Tasks = new("Tasks", [("task_id", typeof(string)), ("status", typeof(string))], ["task_id"], 1, TaskRowsAsync);

    private static async IAsyncEnumerable<object?[]> TaskRowsAsync(CatalogSource source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (source.Restrictions is [{ Length: > 0 } id, ..])
        {
            await foreach (var row in source.Session.TaskAsync(id, cancellationToken).ConfigureAwait(false))
            {
                yield return row;
            }
        }
    }

    private static async IAsyncEnumerable<object?[]> IndexRowsAsync(CatalogSource source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var dataset in await source.Client.GetDatasetsAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (var index in await IndexesOfAsync(dataset, cancellationToken).ConfigureAwait(false))
            {
                var column = index.Config.Column;
                yield return
                [
                    dataset.Name, ComponentColumnDescriptor.NameOf(column.EntityPath, column.Component.Component), IndexTable.KindOf(index.Config.Properties), index.Config.TimeIndex,
                ];
            }
        }
    }

    // Most servers offer no search indexes; then there are none.
    private static async ValueTask<IReadOnlyList<IndexInfo>> IndexesOfAsync(DatasetEntry dataset, CancellationToken cancellationToken)
    {
        try
        {
            return await dataset.GetIndexesAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (RerunException fault) when (fault.ErrorKind == RerunErrorCode.NotSupported)
        {
            return [];
        }
    }

    private static async IAsyncEnumerable<object?[]> EntryRowsAsync(CatalogSource source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var entry in await source.Client.GetEntriesAsync(true, cancellationToken).ConfigureAwait(false))
        {
            yield return [entry.Name, entry.Kind.ToString(), entry.Id.ToString(), entry.CreatedAt.UtcDateTime, entry.UpdatedAt.UtcDateTime];
        }
    }

    private static async IAsyncEnumerable<object?[]> DatasetRowsAsync(CatalogSource source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var dataset in await source.Client.GetDatasetsAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return [dataset.Name, dataset.Id.ToString(), dataset.CreatedAt.UtcDateTime, dataset.UpdatedAt.UtcDateTime];
        }
    }

    private static async IAsyncEnumerable<object?[]> PartitionRowsAsync(CatalogSource source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var dataset in await source.Client.GetDatasetsAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (var partition in await dataset.GetPartitionIdsAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return [dataset.Name, partition];
            }
        }
    }

    private static async IAsyncEnumerable<object?[]> LayerRowsAsync(CatalogSource source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var dataset in await source.Client.GetDatasetsAsync(cancellationToken).ConfigureAwait(false))
        {
            await foreach (var batch in dataset.ScanManifestAsync(null, cancellationToken).ConfigureAwait(false))
            {
                var partitions = (StringArray)batch.Column("rerun_partition_id");
                var layers = (StringArray)batch.Column("rerun_layer_name");
                var urls = (StringArray)batch.Column("rerun_storage_url");
                for (var i = 0; i < batch.Length; i++)
                {
                    yield return [dataset.Name, partitions.GetString(i), layers.GetString(i), urls.GetString(i)];
                }
            }
        }
    }

    private static IAsyncEnumerable<object?[]> TimelineRowsAsync(CatalogSource source, CancellationToken cancellationToken) => FieldRowsAsync(
        source,
        (dataset, field) => field.Metadata.GetValueOrDefault("rerun:kind") == "index" ? [dataset, field.Name, SqlTypes.NameOf(field.DataType)] : null,
        cancellationToken);

    private static async IAsyncEnumerable<object?[]> EntityRowsAsync(CatalogSource source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = new HashSet<(object?, object?)>();
        await foreach (var row in FieldRowsAsync(
            source, (dataset, field) => field.Metadata.TryGetValue("rerun:entity_path", out var path) ? [dataset, path] : null, cancellationToken).ConfigureAwait(false))
        {
            if (seen.Add((row[0], row[1])))
            {
                yield return row;
            }
        }
    }

    private static IAsyncEnumerable<object?[]> ComponentRowsAsync(CatalogSource source, CancellationToken cancellationToken) => FieldRowsAsync(
        source,
        (dataset, field) => field.Metadata.TryGetValue("rerun:component", out var component)
            ?
            [
                dataset, field.Metadata.GetValueOrDefault("rerun:entity_path"), component, field.Name, field.Metadata.GetValueOrDefault("rerun:archetype"),
                field.Metadata.GetValueOrDefault("rerun:component_type"), field.Metadata.GetValueOrDefault("rerun:is_static") == "true", SqlTypes.NameOf(field.DataType),
            ]
            : null,
        cancellationToken);

    private static async IAsyncEnumerable<object?[]> FieldRowsAsync(
        CatalogSource source, Func<string, Field, object?[]?> row, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var dataset in await source.Client.GetDatasetsAsync(cancellationToken).ConfigureAwait(false))
        {
            var schema = await source.SchemaOfAsync(dataset, cancellationToken).ConfigureAwait(false);
            foreach (var field in schema.FieldsList)
            {
                if (row(dataset.Name, field) is { } values)
                {
                    yield return values;
                }
            }
        }
    }
}
