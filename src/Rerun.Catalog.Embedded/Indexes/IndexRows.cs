using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Embedded.Catalogue;
using Rerun.Catalog.Embedded.Entries;

namespace Rerun.Catalog.Embedded.Indexes;

/// <summary>Search indexes as rows of the catalogue. Those that change something run in the caller's transaction.</summary>
internal static class IndexRows
{
    /// <summary>The indexes of a dataset in order of creation.</summary>
    public static List<StoredIndex> Select(CatalogueConnection connection, Tuid dataset) => connection.Select(
        """
        SELECT search_index, entity_path, component, archetype, component_type, time_index, kind, properties
        FROM indexes WHERE dataset = $1 ORDER BY search_index
        """,
        Read,
        dataset);

    /// <summary>Adds an index.</summary>
    /// <returns>The number of its row.</returns>
    /// <exception cref="RerunAlreadyExistsException">The column has one already.</exception>
    public static long Insert(CatalogueConnection connection, Tuid dataset, IndexConfig config)
    {
        var (entity, component) = (config.Column.EntityPath.ToString(), config.Column.Component);
        if (connection.Number(
            "SELECT count(*) FROM indexes WHERE dataset = $1 AND entity_path = $2 AND component = $3", dataset, entity, component.Component) > 0)
        {
            throw new RerunAlreadyExistsException($"Column '{entity}:{component.Component}' has a search index already; delete it first.");
        }

        connection.Execute(
            """
            INSERT INTO indexes (dataset, entity_path, component, archetype, component_type, time_index, kind, properties, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            dataset,
            entity,
            component.Component,
            component.Archetype,
            component.ComponentType,
            config.TimeIndex,
            (long)IndexKindOf(config.Properties),
            Write(config.Properties),
            Clock.Now());
        return connection.Number("SELECT last_insert_rowid()");
    }

    /// <summary>Deletes the index of a column with all that it holds.</summary>
    /// <returns>What was deleted, or null if there was none.</returns>
    public static StoredIndex? Delete(CatalogueConnection connection, Tuid dataset, IndexedColumn column)
    {
        if (Select(connection, dataset).Find(index => IsOf(index, column)) is not { } index)
        {
            return null;
        }

        connection.Execute("DELETE FROM indexes WHERE search_index = $1", index.Number);
        return index;
    }

    /// <summary>Whether an index is that of a column.</summary>
    public static bool IsOf(StoredIndex index, IndexedColumn column) =>
        index.Config.Column.EntityPath.Equals(column.EntityPath) && index.Config.Column.Component.Component == column.Component.Component;

    /// <summary>The kind of searches that an index answers.</summary>
    public static IndexSearchKind IndexKindOf(IndexProperties properties) => properties switch
    {
        FullTextIndexProperties => IndexSearchKind.FullText,
        VectorIndexProperties => IndexSearchKind.Vector,
        _ => IndexSearchKind.BTree,
    };

    private static StoredIndex Read(SqliteDataReader row)
    {
        var component = new ComponentDescriptor(row.GetString(2), row.GetTextOrNull(3), row.GetTextOrNull(4));
        var properties = Read((IndexSearchKind)row.GetInt32(6), row.GetString(7));
        return new StoredIndex(
            row.GetInt64(0), new IndexConfig(new IndexedColumn(EntityPath.Parse(row.GetString(1)), component), row.GetString(5), properties));
    }

    private static string Write(IndexProperties properties) => properties switch
    {
        FullTextIndexProperties text => new JsonObject { ["store_position"] = text.StorePosition, ["base_tokenizer"] = text.BaseTokenizer }.ToJsonString(),
        VectorIndexProperties vector => new JsonObject
        {
            ["num_sub_vectors"] = vector.NumSubVectors,
            ["distance_metric"] = (int)vector.DistanceMetric,
            ["target_partition_num_rows"] = vector.TargetPartitionNumRows,
            ["num_partitions"] = vector.NumPartitions,
        }.ToJsonString(),
        _ => "{}",
    };

    private static IndexProperties Read(IndexSearchKind kind, string text)
    {
        using var json = JsonDocument.Parse(text);
        var root = json.RootElement;
        return kind switch
        {
            IndexSearchKind.FullText => new FullTextIndexProperties(
                root.GetProperty("store_position").GetBoolean(), root.GetProperty("base_tokenizer").GetString() ?? ""),
            IndexSearchKind.Vector => new VectorIndexProperties(
                root.GetProperty("num_sub_vectors").GetInt32(),
                (VectorDistanceMetric)root.GetProperty("distance_metric").GetInt32(),
                NumberOrNull("target_partition_num_rows"),
                NumberOrNull("num_partitions")),
            _ => new BTreeIndexProperties(),
        };

        int? NumberOrNull(string name) => root.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetInt32() : null;
    }
}
