using System.Text.Json;
using System.Text.Json.Nodes;
using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Dataframes;
using Rerun.Catalog.Tests.Dataframes.Golden;
using Rerun.Testing;
using Xunit.Abstractions;

namespace Rerun.Conformance.Dataframes.Official;

/// <summary>Random queries of the recordings of the reference data, answered by the official client 0.27.3 and by ours in the mode that follows it.</summary>
public sealed class RealRecordingsTests(ITestOutputHelper output)
{
    // So many queries tell which share of them the known faults excuse; a busy machine may not get there.
    private const int Enough = 60;
    private const int MostRows = 40;
    private const int QueriesPerDataset = 4;
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(10);

    // Odd recordings with ordinary values.
    private static readonly string[] Odd =
    [
        "clear_flat_and_recursive", "component_names", "empty_columns", "entity_paths", "long_batches", "missing_timeline", "mixed_compression", "odd_timeline_names",
        "one_custom_timeline", "out_of_order", "partial_updates", "same_entity_three_archetypes", "sparse", "static_over_temporal", "temporal_property", "tiny_chunks",
        "twice_the_same", "types_nested", "types_numbers", "wide", "written_by_compact",
    ];

    [SharedFact("rerun")]
    public async Task Random_queries_of_real_recordings_have_the_official_answers()
    {
        using var official = new OfficialProcess();
        var seed = (int)(Seeds.Next()[0] % int.MaxValue);
        output.WriteLine($"RERUN_SEED={seed} repeats this run.");
        var (same, excused) = (0, 0);
        var began = Environment.TickCount64;
        for (var i = seed; Environment.TickCount64 - began < Budget.TotalMilliseconds * Seeds.Times; i++)
        {
            var random = new Random(i);
            var inputs = NextInputs(random);
            await using var client = OurSide.Open();
            var (_, id) = await OurSide.RegisterAsync(GoldenCase.Of(JsonSerializer.SerializeToElement(new { inputs })), client);
            var dataset = await client.GetDatasetAsync(id);
            var schema = await dataset.GetSchemaAsync();
            var queries = new JsonArray();
            for (var j = 0; j < QueriesPerDataset; j++)
            {
                queries.Add(await NextQueryAsync(random, dataset, schema));
            }

            var request = new JsonObject { ["recordings"] = new JsonArray(), ["inputs"] = inputs, ["queries"] = queries };
            var answers = await official.AskAsync(request);
            for (var j = 0; j < QueriesPerDataset; j++)
            {
                if (answers is not null && answers[j].ValueKind == JsonValueKind.Null)
                {
                    // The official side cannot print what it found.
                    continue;
                }

                var golden = GoldenCase.Of(JsonSerializer.SerializeToElement(new { inputs, query = queries[j] }));
                var difference = answers is null ? $"the official client ended: {official.LastWords}" : await OurSide.DifferenceAsync(golden, answers[j]);
                Assert.True(
                    difference is null || HasKnownFault(dataset, queries[j]!.AsObject()), $"RERUN_SEED={i}\n{inputs.ToJsonString()}\n{queries[j]!.ToJsonString()}\n{difference}");
                (same, excused) = difference is null ? (same + 1, excused) : (same, excused + 1);
            }
        }

        output.WriteLine($"{same} the same, {excused} differ where the official client has a known fault");
        Assert.True(same + excused < Enough || same > excused, "Most answers differ by known faults; that proves nothing.");
    }

    private static JsonArray NextInputs(Random random)
    {
        if (random.Next(2) == 0)
        {
            return new JsonArray(Input("base", "edge", $"{Odd[random.Next(Odd.Length)]}.rrd"));
        }

        var drives = Enumerable.Range(1, 12).OrderBy(_ => random.Next()).Take(random.Next(1, 4)).Select(number => $"drive-{number:000}").ToList();
        return new JsonArray([
            .. drives.Select(drive => Input("base", "drives", $"{drive}.rrd")),
            .. drives.Where(drive => File.Exists(SharedData.PathOf("data", "layers", $"{drive}-labels.rrd"))).Select(drive => Input("labels", "layers", $"{drive}-labels.rrd")),
        ]);

        static JsonObject Input(string layer, string folder, string file) =>
            new() { ["partition"] = file, ["layer"] = layer, ["file"] = SharedData.PathOf("data", folder, file) };
    }

    private static async Task<JsonObject> NextQueryAsync(Random random, DatasetEntry dataset, DatasetSchema schema)
    {
        var index = random.Next(8) == 0 || schema.IndexColumns.Count == 0 ? null : schema.IndexColumns[random.Next(schema.IndexColumns.Count)].IndexName;
        var columns = schema.ComponentColumns.OrderBy(_ => random.Next()).ToList();
        var calls = new JsonArray();
        if (index is not null)
        {
            var values = await ValuesAsync(dataset, index);
            if (values.Count > MostRows || random.Next(2) == 0)
            {
                AddRows(calls, random, values);
            }

            if (random.Next(3) == 0 && columns.Count > 0)
            {
                calls.Add(new JsonArray("filter_is_not_null", new JsonObject { ["entity"] = columns[0].EntityPath.ToString(), ["component"] = columns[0].Component }));
            }

            if (random.Next(3) == 0)
            {
                calls.Add(new JsonArray("fill_latest_at"));
            }
        }

        return new JsonObject
        {
            ["index"] = index,
            ["contents"] = random.Next(3) switch
            {
                0 => "/**",
                1 => string.Join(' ', columns.Take(3).Select(column => $"{(random.Next(4) == 0 ? "-" : "+")}{column.EntityPath}{(random.Next(2) == 0 ? "/**" : "")}")),
                _ => new JsonObject(columns.Take(4).GroupBy(column => column.EntityPath.ToString()).Select(entity => KeyValuePair.Create(
                    entity.Key, (JsonNode?)new JsonArray([.. entity.Select(column => JsonValue.Create(column.Component))])))),
            },
            ["include_semantically_empty_columns"] = random.Next(3) == 0,
            ["include_tombstone_columns"] = random.Next(3) == 0,
            ["calls"] = calls,
        };
    }

    /// <summary>Adds what leaves some of the rows only, in one of the three ways.</summary>
    private static void AddRows(JsonArray calls, Random random, List<long> values)
    {
        var first = random.Next(values.Count + 1);
        var some = values.Skip(first).Take(random.Next(1, MostRows)).ToList();
        var range = (Start: some.Count == 0 ? 0 : some[0], End: some.Count == 0 ? -1 : some[^1]);
        if (random.Next(3) == 0)
        {
            calls.Add(new JsonArray("filter_range_nanos", range.Start, range.End));
            return;
        }

        var picked = some.Where(_ => random.Next(3) == 0).Append(range.Start + 1).Distinct().OrderBy(_ => random.Next());
        calls.Add(new JsonArray(random.Next(2) == 0 ? "filter_index_values" : "using_index_values", new JsonArray([.. picked.Select(value => JsonValue.Create(value))])));
    }

    private static async Task<List<long>> ValuesAsync(DatasetEntry dataset, string index)
    {
        var values = new SortedSet<long>();
        var view = dataset.DataframeQueryView(index, "/**");
        await foreach (var batch in (view with { Query = view.Query with { Projection = [index] } }).ExecuteAsync())
        {
            var data = batch.Column(0).Data;
            values.UnionWith(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, long>(data.Buffers[1].Span).Slice(data.Offset, data.Length).ToArray());
        }

        return [.. values];
    }

    /// <summary>
    /// Whether the official client has a fault that can be at work: an entity's rows go back in time in the order of their ids, something is cleared, or a
    /// partition is sampled that has nothing of the view on the index.
    /// </summary>
    private static bool HasKnownFault(DatasetEntry dataset, JsonObject query)
    {
        var index = (string?)query["index"];
        var isSampled = query["calls"]!.AsArray().Any(call => (string?)call![0] == "using_index_values");
        var contents = query["contents"] is JsonObject parts ? ViewContents.Parse(parts.ToJsonString()) : ViewContents.ParseFilter((string)query["contents"]!);
        return dataset.GetPartitionIds().Select(partition => dataset.ReadChunks(partition).ToList()).Any(chunks =>
            (isSampled && !chunks.Any(chunk => contents.Contains(chunk.EntityPath) && chunk.Timelines.Any(timeline => timeline.Name == index)))
            || chunks.Any(chunk => chunk.Components.Any(component => component.Descriptor.Archetype == "rerun.archetypes.Clear"))
            || chunks.GroupBy(chunk => chunk.EntityPath).Select(entity => Rows(entity, index)).Any(times => !times.SequenceEqual(times.Order())));
    }

    private static List<long> Rows(IEnumerable<Chunk> chunks, string? index) => [.. chunks
        .SelectMany(chunk => chunk.Timelines.Where(timeline => timeline.Name == index).SelectMany(timeline => timeline.Times.ToArray().Select((time, row) => (Id: chunk.RowId(row), time))))
        .OrderBy(row => row.Id).Select(row => row.time)];
}
