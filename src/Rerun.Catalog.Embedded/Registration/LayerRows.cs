using Rerun.Arrow.Ipc;
using Rerun.Catalog.Chunks.Sorbet;
using Rerun.Catalog.Dataframes;
using Rerun.Catalog.Embedded.Catalogue;
using Rerun.Catalog.Embedded.Entries;

namespace Rerun.Catalog.Embedded.Registration;

/// <summary>Writes layers as rows of the catalogue, in the caller's transaction.</summary>
internal sealed class LayerRows(CatalogueConnection connection, CataloguePaths paths, Tuid dataset, string datasetName)
{
    private readonly Dictionary<ChunkSchema, long> _chunkSchemas = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<byte[], long> _columns = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(string Partition, string Layer), string> _added = [];

    /// <summary>Adds layers, or leaves them out, or puts them in the place of others.</summary>
    /// <returns>Those that were added.</returns>
    /// <exception cref="RerunAlreadyExistsException">A layer exists, and that is an error.</exception>
    /// <exception cref="RerunException">An index counts other things in one layer than in another.</exception>
    public List<(long Layer, PreparedLayer Content)> Add(IReadOnlyList<PreparedLayer> layers, IfDuplicate ifDuplicate)
    {
        var added = new List<(long, PreparedLayer)>(layers.Count);
        foreach (var layer in layers)
        {
            if (Find(layer) is { } existing)
            {
                switch (ifDuplicate)
                {
                    case IfDuplicate.Skip:
                        continue;
                    case IfDuplicate.Overwrite:
                        connection.Execute("DELETE FROM layers WHERE layer = $1", existing);
                        added.RemoveAll(known => known.Item1 == existing);
                        break;
                    default:
                        throw Duplicate(layer);
                }
            }

            added.Add((Insert(layer), layer));
            _added[(layer.Partition, layer.Name)] = layer.File.Path;
        }

        if (added.Count > 0)
        {
            RequireOneKindPerIndex();
            EntryRows.NoteContentChange(connection, dataset);
        }

        return added;
    }

    private long? Find(PreparedLayer layer) =>
        connection.Select(
            "SELECT layer FROM layers WHERE dataset = $1 AND partition = $2 AND name = $3",
            row => row.GetInt64(0),
            dataset,
            layer.Partition,
            layer.Name) is [var id] ? id : null;

    private long Insert(PreparedLayer layer)
    {
        var id = connection.Number(
            """
            INSERT INTO layers (dataset, partition, name, path, length, write_time, application, registered_at, chunk_count, byte_size, schema)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING layer
            """,
            dataset,
            layer.Partition,
            layer.Name,
            paths.ToStored(layer.File.Path),
            layer.File.Length,
            layer.File.WriteTime,
            layer.Store.ApplicationId,
            Clock.Now(),
            (long)layer.Entries.Count,
            layer.ByteSize,
            IdOf(layer.Columns));
        connection.Execute(
            "INSERT INTO layer_contents (layer, chunks, properties) VALUES ($1, $2, $3)",
            id,
            layer.Chunks.ToArray([.. layer.Chunks.Schemas.Select(IdOf)]),
            layer.Properties);
        return id;
    }

    private long IdOf(byte[] columns)
    {
        if (!_columns.TryGetValue(columns, out var id))
        {
            _columns.Add(columns, id = SchemaLibrary.StoreColumns(connection, columns));
        }

        return id;
    }

    private long IdOf(ChunkSchema schema)
    {
        if (!_chunkSchemas.TryGetValue(schema, out var id))
        {
            _chunkSchemas.Add(schema, id = SchemaLibrary.Store(connection, schema));
        }

        return id;
    }

    /// <summary>Without this, one recording could make the whole dataset unreadable.</summary>
    private void RequireOneKindPerIndex() => DatasetSchema.Merge(
        connection.Select(
            "SELECT columns, path FROM layer_schemas JOIN (SELECT schema, path, min(layer) AS first FROM layers WHERE dataset = $1 GROUP BY schema) USING (schema) ORDER BY first",
            row =>
            {
                using var reader = new ArrowStreamReader(row.GetBytes(0));
                return new LayerSchema($"'{paths.FromStored(row.GetString(1))}'", DatasetSchema.FromArrow(reader.Schema));
            },
            dataset),
        CompatibilityMode.Correct);

    private RerunAlreadyExistsException Duplicate(PreparedLayer layer) => _added.TryGetValue((layer.Partition, layer.Name), out var other)
        ? new RerunAlreadyExistsException(
            $"'{other}' and '{layer.File.Path}' both hold the recording '{layer.Partition}' for the layer '{layer.Name}' of dataset '{datasetName}'.")
        : new RerunAlreadyExistsException(
            $"Layer '{layer.Name}' already exists in partition '{layer.Partition}' of dataset '{datasetName}'; registering '{layer.File.Path}'.");
}
