using System.Collections.Concurrent;
using System.Security.Cryptography;
using Rerun.Arrow.Ipc;
using Rerun.Catalog.Chunks.Sorbet;
using Rerun.Catalog.Embedded.Schemas;

namespace Rerun.Catalog.Embedded.Catalogue;

/// <summary>The schemas that a catalogue's layers and chunks share, by their ids. Rows of them are never changed, so what was read once is kept.</summary>
internal sealed class SchemaLibrary(ChunkSchemaCache cache)
{
    private readonly ConcurrentDictionary<long, ChunkSchema> _chunkSchemas = new();
    private readonly ConcurrentDictionary<long, LayerColumns> _layerColumns = new();

    /// <summary>The id of a chunk schema, which is stored if it is not there yet.</summary>
    public static long Store(CatalogueConnection connection, ChunkSchema schema)
    {
        var message = ChunkSchemaCache.CanonicalMessage(schema);
        return Store(connection, "chunk_schemas", "message", message);
    }

    /// <summary>The id of a layer's columns, which are stored if they are not there yet.</summary>
    /// <param name="connection">The connection of the caller's transaction.</param>
    /// <param name="columns">Their Arrow schema as an IPC stream without batches.</param>
    public static long StoreColumns(CatalogueConnection connection, byte[] columns) => Store(connection, "layer_schemas", "columns", columns);

    /// <summary>Reads what was stored since the last call.</summary>
    public void Load(CatalogueConnection connection)
    {
        foreach (var (id, message) in connection.Select(
            "SELECT schema, message FROM chunk_schemas WHERE schema > $1", row => (row.GetInt64(0), row.GetBytes(1)), LastOf(_chunkSchemas)))
        {
            _chunkSchemas[id] = cache.GetOrRead(message, out _);
        }

        foreach (var (id, columns) in connection.Select(
            "SELECT schema, columns FROM layer_schemas WHERE schema > $1", row => (row.GetInt64(0), row.GetBytes(1)), LastOf(_layerColumns)))
        {
            using var reader = new ArrowStreamReader(columns);
            _layerColumns[id] = new LayerColumns(DatasetSchema.FromArrow(reader.Schema));
        }
    }

    /// <summary>A chunk schema that was loaded.</summary>
    public ChunkSchema ChunkSchema(long id) => _chunkSchemas.GetValueOrDefault(id) ?? throw Missing(id);

    /// <summary>The columns of a layer, which were loaded.</summary>
    public LayerColumns Columns(long id) => _layerColumns.GetValueOrDefault(id) ?? throw Missing(id);

    private static long Store(CatalogueConnection connection, string table, string column, byte[] value)
    {
        var key = SHA256.HashData(value);
        connection.Execute($"INSERT OR IGNORE INTO {table} (key, {column}) VALUES ($1, $2)", key, value);
        return connection.Number($"SELECT schema FROM {table} WHERE key = $1", key);
    }

    private static long LastOf<T>(ConcurrentDictionary<long, T> known) => known.IsEmpty ? 0 : known.Keys.Max();

    private static RerunException Missing(long id) => new($"The catalogue refers to the schema {id}, which it does not have.", RerunErrorCode.CorruptData);
}
