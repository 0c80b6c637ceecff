using System.Text.Json.Nodes;
using Rerun.Catalog.Tests.Dataframes.Oracle;

namespace Rerun.Conformance.Dataframes.Official;

/// <summary>A random dataset in the form that the official client can log: row ids follow the order of logging, and what only a hand-written file can hold is left out.</summary>
internal static class OfficialWorld
{
    public static ModelWorld From(ModelWorld world)
    {
        var next = 1UL;
        return new ModelWorld([.. world.Partitions
            .Select(partition => (partition.Partition, (IReadOnlyList<ModelChunk>)[.. partition.Chunks
                .DistinctBy(chunk => chunk.Id)
                .Select(SingleIfStatic)
                .OrderBy(chunk => chunk.Layer, StringComparer.Ordinal)
                .Select(Loggable)
                .Where(chunk => chunk.Components.Count > 0)]))
            .Where(partition => partition.Item2.Count > 0)]);

        // Static chunks of several rows end the official client, or it takes the wrong row.
        static ModelChunk SingleIfStatic(ModelChunk chunk) => chunk.IsStatic && chunk.RowIds.Count > 1 ? SingleIfStatic(chunk.WithoutRow(chunk.RowIds.Count - 1)) : chunk;

        ModelChunk Loggable(ModelChunk chunk) => chunk with
        {
            HasHiddenElements = false,
            RowIds = [.. chunk.RowIds.Select(_ => next++)],
            // The official server does not say of a static column of nulls alone that it is static.
            Components = chunk.Components.Where(component => !chunk.IsStatic || component.Value.Any(cell => cell is not null)).ToDictionary(),
            Timelines = chunk.Timelines.ToDictionary(timeline => timeline.Key, timeline => timeline.Value.Select(time => Math.Clamp(time, 0, 500)).ToArray()),
        };
    }

    /// <summary>What the official client is asked: to write the recordings into a folder, register them, and answer the queries.</summary>
    public static JsonObject Request(ModelWorld world, IEnumerable<ModelQuery> queries, string folder)
    {
        var layers = world.Partitions.SelectMany(partition => partition.Chunks.GroupBy(chunk => chunk.Layer)
            .Select(layer => (partition.Partition, Layer: layer.Key, File: Path.Combine(folder, $"{partition.Partition}-{layer.Key}.rrd"), Chunks: layer))).ToList();
        return new JsonObject
        {
            ["recordings"] = new JsonArray([.. layers.Select(layer => new JsonObject
            {
                ["partition"] = layer.Partition,
                ["file"] = layer.File,
                ["chunks"] = new JsonArray([.. layer.Chunks.Select(Chunk)]),
            })]),
            ["inputs"] = new JsonArray([.. layers.Select(layer => new JsonObject { ["partition"] = layer.Partition, ["layer"] = layer.Layer, ["file"] = layer.File })]),
            ["queries"] = new JsonArray([.. queries.Select(Query)]),
        };
    }

    /// <summary>A query in the form of the golden cases.</summary>
    public static JsonObject Query(ModelQuery query)
    {
        var (options, contents) = (query.Options, query.Contents.ToViewContents().ToString());
        var calls = new JsonArray();
        if (options.Range is { } range)
        {
            calls.Add(new JsonArray("filter_range_sequence", range.Start, range.End));
        }

        AddValues("filter_index_values", options.FilterIndexValues);
        AddValues("using_index_values", options.UsingIndexValues);
        if (options.FilterIsNotNull is { } column)
        {
            calls.Add(new JsonArray("filter_is_not_null", new JsonObject { ["entity"] = column.EntityPath.ToString(), ["component"] = column.Component }));
        }

        if (options.FillLatestAt)
        {
            calls.Add(new JsonArray("fill_latest_at"));
        }

        if (options.PartitionIds is { } ids)
        {
            calls.Add(new JsonArray(["filter_partition_id", .. ids.Select(id => JsonValue.Create(id))]));
        }

        return new JsonObject
        {
            ["index"] = options.Index,
            ["contents"] = contents.StartsWith('{') ? JsonNode.Parse(contents) : contents,
            ["include_semantically_empty_columns"] = options.IncludeSemanticallyEmptyColumns,
            ["include_tombstone_columns"] = options.IncludeTombstoneColumns,
            ["calls"] = calls,
        };

        void AddValues(string method, IReadOnlyList<long>? values)
        {
            if (values is not null)
            {
                calls.Add(new JsonArray(method, new JsonArray([.. values.Select(value => value == long.MinValue ? null : JsonValue.Create(value))])));
            }
        }
    }

    private static JsonObject Chunk(ModelChunk chunk) => new()
    {
        ["entity"] = chunk.Entity,
        ["index"] = new JsonObject(chunk.Timelines.Select(timeline => KeyValuePair.Create(
            timeline.Key,
            (JsonNode?)new JsonArray(timeline.Key == "t" ? "timestamp" : "sequence", new JsonArray([.. timeline.Value.Select(time => JsonValue.Create(time))]))))),
        ["components"] = new JsonObject(chunk.Components.Select(component => KeyValuePair.Create(
            component.Key,
            (JsonNode?)new JsonArray(TypeOf(component.Key), new JsonArray([.. component.Value.Select(cell => JsonNode.Parse(ModelValue.CellText(cell)))]))))),
    };

    private static string TypeOf(string component) => component switch
    {
        "C" => "string",
        "P" => "int64",
        "Q" => "double",
        "V" => "point",
        _ => "bool",
    };
}
