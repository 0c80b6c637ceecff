using Rerun.Arrow;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Dataframes;
using Rerun.Catalog.Tests.Dataframes.Golden;

namespace Rerun.Catalog.Tests.Dataframes.Oracle;

/// <summary>Random datasets and queries: the engine gives what the model gives, however it is set up.</summary>
public sealed class EngineAgainstOracleTests
{
    private const int WorldsPerTest = 150;
    private const int QueriesPerWorld = 8;

    [Theory]
    [InlineData(CompatibilityMode.Correct, 1000)]
    [InlineData(CompatibilityMode.Correct, 2000)]
    [InlineData(CompatibilityMode.Rerun027, 3000)]
    [InlineData(CompatibilityMode.Rerun027, 4000)]
    public async Task Every_query_gives_what_the_model_gives(CompatibilityMode mode, int firstSeed)
    {
        for (var seed = firstSeed; seed < firstSeed + WorldsPerTest; seed++)
        {
            await RunAsync(seed, mode);
        }
    }

    private static async Task RunAsync(int seed, CompatibilityMode mode)
    {
        var world = new ModelWorld(seed);
        var oracle = new DataframeOracle(world, mode);
        var random = new Random(seed);
        var options = new DataframeEngineOptions
        {
            Compatibility = mode,
            BatchRows = new[] { 1, 3, 4096 }[random.Next(3)],
            MaxParallelism = random.Next(1, 3),
            MemoryLimit = random.Next(3) == 0 ? 3000 : 1 << 20,
        };
        var layers = world.Shuffled(random);

        // The dataset's flags merge layer by layer in that mode; the model knows partitions only.
        layers = mode == CompatibilityMode.Rerun027 ? [.. layers.GroupBy(layer => layer.Partition).Select(group => new LayerChunks(group.Key, "base", [.. group.SelectMany(layer => layer.Chunks)]))] : layers;
        var catalog = new InMemoryCatalog(layers, mode, (DirectoryDetail)random.Next(3));
        var engine = new DataframeEngine(catalog, new ChunkCache(random.Next(3) == 0 ? 2500 : 1 << 24), options);
        var schema = await engine.GetDatasetSchemaAsync(default);
        for (var i = 0; i < QueriesPerWorld; i++)
        {
            var query = world.NextQuery();
            if (query.Index is not null && schema.IndexColumns.All(index => index.IndexName != query.Index))
            {
                continue;
            }

            var (names, rows) = await ReadAsync(engine, query);
            var expected = oracle.Run(query, names);
            var got = string.Join('\n', rows);
            Assert.True(
                got == string.Join('\n', expected),
                $"""
                seed {seed}, query {i}, {mode}, {options}
                {Describe(query)}
                columns {string.Join(" | ", names)}
                expected
                {string.Join('\n', expected)}
                got
                {got}
                """);
        }
    }

    private static async Task<(List<string> Names, List<string> Rows)> ReadAsync(DataframeEngine engine, DataframeQuery query)
    {
        using var stream = await engine.OpenAsync(default, query);
        var rows = new List<string>();
        while (await stream.ReadNextRecordBatchAsync() is { } batch)
        {
            Assert.InRange(batch.Length, 1, engine.Options.BatchRows);
            rows.AddRange(Enumerable.Range(0, batch.Length).Select(row => string.Join(" | ", batch.Arrays.Select(array => CellJson.Text(array, row)))));
        }

        return ([.. stream.Schema.FieldsList.Select(field => field.Name)], rows);
    }

    private static string Describe(DataframeQuery query) =>
        $"{query} values [{Join(query.FilterIndexValues)}] using [{Join(query.UsingIndexValues)}] rows [{string.Join(", ", query.RowRanges ?? [])}]";

    private static string Join(IReadOnlyList<long>? values) => values is null ? "-" : string.Join(", ", values);
}
