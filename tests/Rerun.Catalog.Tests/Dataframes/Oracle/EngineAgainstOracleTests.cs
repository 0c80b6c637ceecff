using Rerun.Arrow;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Dataframes;
using Rerun.Catalog.Tests.Dataframes.Golden;

namespace Rerun.Catalog.Tests.Dataframes.Oracle;

/// <summary>Random datasets and queries: the engine gives what the model gives, however it is set up, cold and warm.</summary>
public sealed class EngineAgainstOracleTests
{
    private const int QueriesPerCase = 6;

    [Theory]
    [InlineData(CompatibilityMode.Correct)]
    [InlineData(CompatibilityMode.Rerun027)]
    public void Every_query_gives_what_the_model_gives(CompatibilityMode mode) =>
        SeededProperty.Check(ModelGenerator.Cases(QueriesPerCase), 500, model =>
        {
            var (oracle, engine) = (new DataframeOracle(model.World, mode), Open(model, mode));
            foreach (var query in model.Queries)
            {
                // A second time everything that fits is kept.
                Compare(oracle, engine, query).GetAwaiter().GetResult();
                Compare(oracle, engine, query).GetAwaiter().GetResult();
            }
        });

    [Fact]
    public void Queries_at_one_time_do_not_disturb_each_other() =>
        SeededProperty.Check(ModelGenerator.Cases(8), 100, model =>
        {
            var (oracle, engine) = (new DataframeOracle(model.World, CompatibilityMode.Correct), Open(model, CompatibilityMode.Correct));
            Task.WhenAll(model.Queries.Concat(model.Queries).Select(query => Task.Run(() => Compare(oracle, engine, query)))).GetAwaiter().GetResult();
        });

    [Theory]
    [InlineData(CompatibilityMode.Correct)]
    [InlineData(CompatibilityMode.Rerun027)]
    public void Every_order_of_a_few_chunks_gives_the_same(CompatibilityMode mode) =>
        SeededProperty.Check(ModelGenerator.Cases(2), 30, model =>
        {
            var world = new ModelWorld([.. model.World.Partitions.Take(1).Select(partition => (partition.Partition, (IReadOnlyList<ModelChunk>)[.. partition.Chunks.Take(4)]))]);
            var oracle = new DataframeOracle(world, mode);
            foreach (var chunks in Orders([.. world.Chunks]))
            {
                var layers = new ModelWorld([(world.Partitions[0].Partition, chunks)]).ToLayers(null);
                var engine = new DataframeEngine(new InMemoryCatalog(layers, mode), new ChunkCache(1 << 20), new DataframeEngineOptions { Compatibility = mode });
                foreach (var query in model.Queries)
                {
                    Compare(oracle, engine, query).GetAwaiter().GetResult();
                }
            }
        });

    [Theory]
    [InlineData(CompatibilityMode.Correct, 4096, 2)]
    [InlineData(CompatibilityMode.Correct, 50, 1)]
    [InlineData(CompatibilityMode.Rerun027, 4096, 1)]
    public async Task Views_of_chunks_that_take_turns_do_not_mix_up_the_rows_kept_for_them(CompatibilityMode mode, int batchRows, int threads)
    {
        // More chunks than a column looks back for, each with every 12th time; beside them a column at every 5th, and one clear.
        const int Chunks = 12;
        const int Rows = 40;
        var chunks = Enumerable.Range(0, Chunks).Select(chunk => ChunkOf((ulong)chunk + 1, "/a", ["C", "P"], [.. Enumerable.Range(0, Rows).Select(row => (long)(row * Chunks) + chunk)]))
            .Append(ChunkOf(20, "/c", ["Q", "V"], [.. Enumerable.Range(0, Chunks * Rows / 5).Select(row => 5L * row)]))
            .Append(ChunkOf(21, "/a/b", ["P"], [3, 17, 400]))
            .Append(new ModelChunk(22, "base", "/a", [5000], new Dictionary<string, long[]> { ["frame"] = [100], ["log"] = [1] }, new Dictionary<string, object?[]?[]> { [ModelChunk.Clear] = [[true]] }));
        var world = new ModelWorld([("p1", [.. chunks])]);
        var oracle = new DataframeOracle(world, mode);
        var engine = Open(new ModelCase(world, [], new ModelSetup(batchRows, threads, 1 << 24, 1 << 24, DirectoryDetail.Least, 1)), mode);
        var views =
            from fill in new[] { false, true }
            from notNull in new[] { null, "/a P", "/c Q", "/a/b P", "/a C", "/c B" }
            from values in new[] { null, new long[] { 2, 99, 100, 101, 479, 5000 } }
            select new ModelQuery(ModelContents.All, new DataframeQuery
            {
                Index = "frame",
                Contents = ViewContents.All,
                FillLatestAt = fill,
                FilterIsNotNull = notNull?.Split(' ') is [var entity, var component] ? new ComponentSelector(EntityPath.Parse(entity), component) : null,
                UsingIndexValues = values,
            });
        foreach (var query in views.Concat(views))
        {
            await Compare(oracle, engine, query);
        }
    }

    [Fact]
    public async Task What_is_found_for_some_instants_of_a_range_is_not_taken_for_all_of_it()
    {
        var chunks = Enumerable.Range(0, 6).Select(chunk => ChunkOf((ulong)chunk + 1, "/a", ["C"], [.. Enumerable.Range(chunk * 10, 10).Select(time => (long)time)]));
        var world = new ModelWorld([("p1", [.. chunks])]);
        var oracle = new DataframeOracle(world, CompatibilityMode.Correct);
        var engine = Open(new ModelCase(world, [], new ModelSetup(4096, 1, 1 << 24, 1 << 24, DirectoryDetail.All, 2)), CompatibilityMode.Correct);
        var view = new DataframeQuery { Index = "frame", Contents = ViewContents.All };
        DataframeQuery[] queries =
        [
            view with { FilterIndexValues = [1, 15, 200], RowRanges = [new IndexRange(2, 16), new IndexRange(30, 38)] },
            view with { Range = new IndexRange(2, 38) },
            view with { FilterIndexValues = [41, 49], RowRanges = [new IndexRange(45, 45)] },
            view with { Range = new IndexRange(45, 45) },
            view with { UsingIndexValues = [52] },
            view with { Range = new IndexRange(52, 52) },
        ];
        foreach (var query in queries.Concat(queries))
        {
            await Compare(oracle, engine, new ModelQuery(ModelContents.All, query));
        }
    }

    private static ModelChunk ChunkOf(ulong id, string entity, string[] components, long[] times) => new(
        id,
        "base",
        entity,
        [.. times.Select((_, row) => (id * 100) + (ulong)row)],
        new Dictionary<string, long[]> { ["frame"] = times, ["log"] = [.. times.Select(time => (time * 7) % 50)] },
        components.ToDictionary(component => component, component => times.Select(object?[]? (_, row) => [ModelValue.Next(component, id, row)]).ToArray()));

    private static DataframeEngine Open(ModelCase model, CompatibilityMode mode)
    {
        var setup = model.Setup;
        var layers = model.World.ToLayers(new Random(setup.Order));
        var catalog = (setup.Order % 3) switch
        {
            0 => new OutliningCatalog(layers, mode, setup.Detail, chunk => chunk.Id.Value % 3 != (UInt128)(setup.Order % 5)),
            1 => new LendingCatalog(layers, mode, setup.Detail),
            _ => new InMemoryCatalog(layers, mode, setup.Detail),
        };
        return new DataframeEngine(catalog, new ChunkCache(setup.CacheLimit), new DataframeEngineOptions
        {
            Compatibility = mode,
            BatchRows = setup.BatchRows,
            MaxParallelism = setup.Threads,
            MemoryLimit = setup.MemoryLimit,
        });
    }

    private static async Task Compare(DataframeOracle oracle, DataframeEngine engine, ModelQuery query)
    {
        if (oracle.Fails(query))
        {
            await Assert.ThrowsAsync<RerunNotFoundException>(() => ReadAsync(engine, query.ToQuery()));
            return;
        }

        var columns = oracle.Columns(query);
        if (query.Options.Projection is { } projection)
        {
            columns = [.. projection.Where(columns.Contains)];
            query = query with { Options = query.Options with { Projection = columns } };
        }

        var (names, rows) = await ReadAsync(engine, query.ToQuery());
        Assert.Equal(string.Join(" | ", columns), string.Join(" | ", names));
        var (expected, got) = (string.Join('\n', oracle.Rows(query, columns)), string.Join('\n', rows));
        Assert.True(expected == got, $"{query}\ncolumns {string.Join(" | ", columns)}\nexpected\n{expected}\ngot\n{got}");
    }

    private static async Task<(List<string> Names, List<string> Rows)> ReadAsync(DataframeEngine engine, DataframeQuery query)
    {
        using var stream = await engine.OpenAsync(default, query);
        var rows = new List<string>();
        while (await stream.ReadNextRecordBatchAsync() is { } batch)
        {
            Assert.InRange(batch.Length, 1, batch.ColumnCount == 0 ? int.MaxValue : engine.Options.BatchRows);
            rows.AddRange(Enumerable.Range(0, batch.Length).Select(row => string.Join(" | ", batch.Arrays.Select(array => CellJson.Text(array, row)))));
        }

        return ([.. stream.Schema.FieldsList.Select(field => field.Name)], rows);
    }

    private static IEnumerable<IReadOnlyList<T>> Orders<T>(IReadOnlyList<T> items) => items.Count == 0
        ? [[]]
        : items.SelectMany((first, i) => Orders([.. items.Where((_, j) => j != i)]).Select(IReadOnlyList<T> (rest) => [first, .. rest]));
}
