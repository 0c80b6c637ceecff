using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Catalog.Chunks;
using Rerun.Conformance.Catalog.Recordings;
using Rerun.Conformance.Catalog.Settings;
using Rerun.Conformance.Servers;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Conformance.Catalog.Cases;

public sealed class IndexCases
{
    private static readonly IndexedColumn ScalarColumn = Column("/my_scalars", "scalar");
    private static readonly IndexedColumn TextColumn = new(EntityPath.Parse("/my_text"), new ComponentDescriptor("TextLog:text", "rerun.archetypes.TextLog", "rerun.components.Text"));
    private static readonly IndexedColumn VectorColumn = Column("/my_embeddings", "embedding");

    [OfficialTheory, Case("C206", "27", Own = Applicability.No)]
    public async Task The_release_has_no_indexes(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await IndexedAsync(on);
        foreach (var call in new Func<Task>[]
        {
            async () => await on.Catalog.CreateIndexAsync(dataset, Config(TextColumn, new FullTextIndexProperties())),
            async () => await on.Catalog.GetIndexesAsync(dataset),
            async () => await on.Catalog.DeleteIndexesAsync(dataset, TextColumn),
            () => SearchTextAsync(on, dataset, "wind"),
        })
        {
            var error = await Assert.ThrowsAnyAsync<RerunException>(call);
            Assert.Equal(RerunErrorCode.NotSupported, error.ErrorKind);
            Assert.Contains("0.28", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory, Case("C207", "28-33", Own = Applicability.Yes)]
    public async Task A_fresh_dataset_has_no_indexes(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await IndexedAsync(on);
        Assert.Empty(await on.Catalog.GetIndexesAsync(dataset));
        await Assert.ThrowsAsync<RerunNotFoundException>(() => SearchTextAsync(on, dataset, "wind"));
        await Assert.ThrowsAsync<RerunNotFoundException>(() => SearchVectorAsync(on, dataset, Repeat(1, 256), 2));
        await Assert.ThrowsAsync<RerunNotFoundException>(() => SearchScalarAsync(on, dataset, 1f));
    }

    [Theory, Case("C208", "28-33", Own = Applicability.Yes)]
    public async Task Indexes_are_created_and_deleted_one_by_one(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await IndexedAsync(on);
        (IndexedColumn Column, IndexProperties Properties, Func<Task> Search)[] indexes =
        [
            (ScalarColumn, new BTreeIndexProperties(), () => SearchScalarAsync(on, dataset, 1f)),
            (TextColumn, new FullTextIndexProperties(), () => SearchTextAsync(on, dataset, "wind")),
            (VectorColumn, new VectorIndexProperties(16, VectorDistanceMetric.L2, 128), () => SearchVectorAsync(on, dataset, Repeat(1, 256), 2)),
        ];
        for (var round = 0; round < 2; round++)
        {
            foreach (var (column, properties, _) in indexes)
            {
                await on.Catalog.CreateIndexAsync(dataset, Config(column, properties));
                await Assert.ThrowsAsync<RerunAlreadyExistsException>(async () => await on.Catalog.CreateIndexAsync(dataset, Config(column, properties)));
            }

            Assert.Equal(
                indexes.Select(index => index.Column.Component.Component).Order(StringComparer.Ordinal),
                (await on.Catalog.GetIndexesAsync(dataset)).Select(index => index.Config.Column.Component.Component).Order(StringComparer.Ordinal));
            for (var i = 0; i < indexes.Length; i++)
            {
                foreach (var (_, _, search) in indexes[i..])
                {
                    await search();
                }

                var deleted = Assert.Single(await on.Catalog.DeleteIndexesAsync(dataset, indexes[i].Column));
                Assert.Equal((indexes[i].Column.EntityPath, "log_time"), (deleted.Column.EntityPath, deleted.TimeIndex));
                await Assert.ThrowsAsync<RerunNotFoundException>(indexes[i].Search);
            }

            Assert.Empty(await on.Catalog.GetIndexesAsync(dataset));
        }
    }

    [Theory, Case("C209", "28-33", Own = Applicability.Yes)]
    public async Task An_index_is_replaced_by_deleting_it_first(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await IndexedAsync(on);
        await on.Catalog.CreateIndexAsync(dataset, Config(TextColumn, new FullTextIndexProperties()));
        var other = Config(TextColumn, new FullTextIndexProperties(BaseTokenizer: "whitespace"));
        await Assert.ThrowsAsync<RerunAlreadyExistsException>(async () => await on.Catalog.CreateIndexAsync(dataset, other));
        Assert.Single(await on.Catalog.DeleteIndexesAsync(dataset, TextColumn));
        await on.Catalog.CreateIndexAsync(dataset, other);
        var properties = Assert.IsType<FullTextIndexProperties>(Assert.Single(await on.Catalog.GetIndexesAsync(dataset)).Config.Properties);
        Assert.Equal("whitespace", properties.BaseTokenizer);
    }

    [Theory, Case("C210", "28-33", Own = Applicability.Yes)]
    public async Task An_unknown_dataset_is_not_found(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var unknown = new Tuid(0x1800000000000001, 1);
        await Assert.ThrowsAsync<RerunNotFoundException>(async () => await on.Catalog.GetIndexesAsync(unknown));
        await Assert.ThrowsAsync<RerunNotFoundException>(() => SearchTextAsync(on, unknown, "wind"));
        await Assert.ThrowsAsync<RerunNotFoundException>(async () => await on.Catalog.CreateIndexAsync(unknown, Config(TextColumn, new FullTextIndexProperties())));
        await Assert.ThrowsAsync<RerunNotFoundException>(async () => await on.Catalog.DeleteIndexesAsync(unknown, TextColumn));
    }

    [Theory, Case("C211", "28-33", Own = Applicability.Yes)]
    public async Task An_unknown_column_is_not_found(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await IndexedAsync(on);
        var unknown = Column("/doesnt_exist", "text");
        await Assert.ThrowsAnyAsync<RerunException>(async () => await on.Catalog.CreateIndexAsync(dataset, Config(unknown, new FullTextIndexProperties())));
        Assert.Empty(await on.Catalog.DeleteIndexesAsync(dataset, unknown));
        Assert.Empty(await on.Catalog.GetIndexesAsync(dataset));
    }

    [Theory, Case("C212", "all")]
    public async Task An_unknown_column_is_told_by_the_client(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.Client.GetDatasetAsync(await IndexedAsync(on));
        await Assert.ThrowsAnyAsync<Exception>(async () => await dataset.CreateFullTextIndexAsync("/nope:X:y", "log_time"));
    }

    [Theory, Case("C213", "30-33", Own = Applicability.Yes)]
    public async Task A_text_index_follows_registrations(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.CreateAsync("d");
        await on.RegisterAsync(dataset, new RecordingSource(on.Write(Fixtures.Text("s1"), "1.rrd")));
        await on.Catalog.CreateIndexAsync(dataset, Config(TextColumn, new FullTextIndexProperties()));
        Assert.Equal(2, (await SearchTextAsync(on, dataset, "the wind hums xylophones")).Sum(batch => batch.Length));
        await on.RegisterAsync(dataset, new RecordingSource(on.Write(Fixtures.Text("s2", 21), "2.rrd")));
        Assert.Equal(4, (await SearchTextAsync(on, dataset, "the wind hums xylophones")).Sum(batch => batch.Length));
    }

    [Theory, Case("C214", "28-33", Own = Applicability.Yes)]
    public async Task A_text_search_gives_what_was_asked_for_and_a_score(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await IndexedAsync(on);
        await on.Catalog.CreateIndexAsync(dataset, Config(TextColumn, new FullTextIndexProperties()));
        using var reader = await on.Catalog.SearchAsync(dataset, TextSearch("the wind hums xylophones") with { Columns = ["rerun_partition_id", "timepoint", "instance"] });
        var batches = await reader.ToListAsync();
        Assert.Equal(["rerun_partition_id", "timepoint", "instance", "_score"], batches[0].Schema.FieldsList.Select(field => field.Name));
        Assert.Equal(
            ["Strong wind pushed the sail against the mast.", "Winter winds carried snow across the valley."],
            batches.SelectMany(batch => batch.Rows("instance")).Order(StringComparer.Ordinal));
        Assert.All(batches.SelectMany(batch => batch.Rows("_score")), score => Assert.True(float.Parse(score, System.Globalization.CultureInfo.InvariantCulture) > 0));
    }

    [Theory, Case("C215", "28-33", Own = Applicability.Yes)]
    public async Task A_search_of_no_rows_gives_the_schema(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await IndexedAsync(on);
        await on.Catalog.CreateIndexAsync(dataset, Config(TextColumn, new FullTextIndexProperties()));
        string[] columns = ["timepoint", "instance"];
        using var probe = await on.Catalog.SearchAsync(dataset, TextSearch("wind") with { Columns = columns, Limit = 0 });
        var empty = Assert.Single(await probe.ToListAsync());
        Assert.Equal(0, empty.Length);
        using var real = await on.Catalog.SearchAsync(dataset, TextSearch("wind") with { Columns = columns });
        Assert.Equal((await real.ToListAsync())[0].Schema.FieldsList.Select(field => field.ToString()), empty.Schema.FieldsList.Select(field => field.ToString()));
    }

    [Theory, Case("C216", "28-33", Own = Applicability.Yes)]
    public async Task The_nearest_vectors_come_first(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await ThreeVectorsAsync(on, VectorDistanceMetric.L2, 16);
        var hits = (await SearchVectorAsync(on, dataset, Repeat(3, 256), 2)).SelectMany(Hits).ToList();
        Assert.Equal([(30L, 0f), (20L, 256f)], hits);
    }

    [Theory, Case("C217", "28-33", Own = Applicability.Yes)]
    public async Task Few_vectors_are_enough(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await ThreeVectorsAsync(on, VectorDistanceMetric.Cosine, 32);
        Assert.Equal(3, (await SearchVectorAsync(on, dataset, Repeat(3, 256), 10)).Sum(batch => batch.Length));
    }

    [Theory, Case("C218", "28-33", Own = Applicability.Yes)]
    public async Task A_vector_of_another_length_is_refused(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await ThreeVectorsAsync(on, VectorDistanceMetric.L2, 16);
        await Assert.ThrowsAnyAsync<RerunException>(() => SearchVectorAsync(on, dataset, Repeat(3, 3), 2));
    }

    [Theory, Case("C219", "28-33", Own = Applicability.Yes)]
    public async Task Equal_values_are_found(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await IndexedAsync(on);
        await on.Catalog.CreateIndexAsync(dataset, Config(ScalarColumn, new BTreeIndexProperties()));
        var value = (float)(0.1 * 2 * 3);
        var hits = await SearchScalarAsync(on, dataset, value, "instance");
        var expected = Enumerable.Range(1, 10).SelectMany(i => Enumerable.Range(0, 10).Select(j => (float)(0.1 * i * j))).Count(other => other == value);
        Assert.Equal(expected, hits.Sum(batch => batch.Length));
        Assert.Equal(0, (await SearchScalarAsync(on, dataset, 12345f)).Sum(batch => batch.Length));
    }

    [Theory, Case("C220", "all")]
    public async Task The_size_of_parts_is_told_one_way(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.Client.GetDatasetAsync(await IndexedAsync(on));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await dataset.CreateVectorIndexAsync(
            "/my_embeddings:embedding", "log_time", new VectorIndexProperties(NumPartitions: 4, TargetPartitionNumRows: 128)));
    }

    [Fact]
    [Trait("Case", "C221")]
    public void Metrics_have_names()
    {
        Assert.Equal(
            [VectorDistanceMetric.L2, VectorDistanceMetric.Cosine, VectorDistanceMetric.Dot, VectorDistanceMetric.Hamming],
            new[] { "l2", "COSINE", "Dot", "hamming" }.Select(name => VectorDistanceMetricParser.Parse(name)));
        Assert.Throws<ArgumentException>(() => VectorDistanceMetricParser.Parse("foo"));
    }

    [Theory, Case("C222", "28-33", Own = Applicability.Yes, OnlyByWire = true)]
    public async Task An_index_needs_all_that_describes_it(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await IndexedAsync(on);
        foreach (var spoil in new Action<Wire.IndexConfig>[]
        {
            config => config.Properties.Inverted.ClearBaseTokenizer(),
            config => config.Properties = new() { Vector = new() { DistanceMetrics = Wire.VectorDistanceMetric.L2 } },
            config => config.TimeIndex = null,
            config => config.Column = null,
            config => config.Properties = null,
        })
        {
            var config = WireConfig();
            spoil(config);
            Assert.Equal(GrpcCode.InvalidArgument, (await on.Wire.CallAsync("CreateIndex", new Wire.CreateIndexRequest { Config = config }, dataset)).Status);
        }

        Assert.Empty(await on.Catalog.GetIndexesAsync(dataset));
    }

    [Theory, Case("C223", "28-33", Own = Applicability.Yes, OnlyByWire = true)]
    public async Task A_vector_index_needs_a_metric(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await IndexedAsync(on);
        var config = WireConfig();
        config.Column = new() { EntityPath = new() { Path = "/my_embeddings" }, Component = new() { Component = "embedding" } };
        config.Properties = new() { Vector = new() { NumSubVectors = 16 } };
        var answer = await on.Wire.CallAsync("CreateIndex", new Wire.CreateIndexRequest { Config = config }, dataset);
        Assert.Equal(on.IsOwn ? GrpcCode.InvalidArgument : GrpcCode.Internal, answer.Status);
        Assert.Empty(await on.Catalog.GetIndexesAsync(dataset));
    }

    [Theory, Case("C224", "own")]
    public async Task An_unknown_tokenizer_is_refused(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await IndexedAsync(on);
        await Assert.ThrowsAnyAsync<RerunException>(
            async () => await on.Catalog.CreateIndexAsync(dataset, Config(TextColumn, new FullTextIndexProperties(BaseTokenizer: "nope"))));
        Assert.Empty(await on.Catalog.GetIndexesAsync(dataset));
        foreach (var tokenizer in new[] { "raw", "whitespace", "simple", "ngram" })
        {
            await on.Catalog.CreateIndexAsync(dataset, Config(TextColumn, new FullTextIndexProperties(BaseTokenizer: tokenizer)));
            await on.Catalog.DeleteIndexesAsync(dataset, TextColumn);
        }
    }

    [OfficialTheory, Case("C225", "34+")]
    public async Task Later_releases_have_no_indexes(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await IndexedAsync(on);
        var error = await Assert.ThrowsAnyAsync<RerunException>(
            async () => await on.Catalog.CreateIndexAsync(dataset, Config(TextColumn, new FullTextIndexProperties())));
        Assert.Equal(RerunErrorCode.NotSupported, error.ErrorKind);
    }

    [Theory, Case("C226", "all")]
    public async Task A_dataset_is_maintained_where_that_is_offered(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.Client.GetDatasetAsync(await IndexedAsync(on));
        await MaintainAsync(on, () => dataset.DoMaintenanceAsync(new MaintenanceOptions { OptimizeIndexes = true, CompactFragments = true }).AsTask());
    }

    [Theory, Case("C227", "all")]
    public async Task A_catalog_is_maintained_where_that_is_offered(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        await MaintainAsync(on, () => on.Client.DoGlobalMaintenanceAsync().AsTask());
    }

    private static Wire.IndexConfig WireConfig() => new()
    {
        Column = new()
        {
            EntityPath = new() { Path = "/my_text" },
            Component = new() { Archetype = "rerun.archetypes.TextLog", Component = "TextLog:text", ComponentType = "rerun.components.Text" },
        },
        TimeIndex = new() { Timeline = new() { Name = "log_time" } },
        Properties = new() { Inverted = new() { StorePosition = false, BaseTokenizer = "simple" } },
    };

    private static async Task MaintainAsync(CatalogUnderTest on, Func<Task> maintain)
    {
        if (on.IsOwn)
        {
            await maintain();
            return;
        }

        Assert.Equal(RerunErrorCode.NotSupported, (await Assert.ThrowsAnyAsync<RerunException>(maintain)).ErrorKind);
    }

    private static IndexedColumn Column(string entity, string component) => new(EntityPath.Parse(entity), new ComponentDescriptor(component, null, null));

    private static IndexConfig Config(IndexedColumn column, IndexProperties properties) => new(column, "log_time", properties);

    private static IndexSearch TextSearch(string words) => new(TextColumn, new StringArray.Builder().Append(words).Build(), IndexSearchKind.FullText);

    private static float[] Repeat(float value, int count) => [.. Enumerable.Repeat(value, count)];

    private static IEnumerable<(long Time, float Distance)> Hits(RecordBatch batch)
    {
        var (times, distances) = ((TimestampArray)batch.Column("timepoint"), (FloatArray)batch.Column("_distance"));
        return Enumerable.Range(0, batch.Length).Select(row => (times.GetValue(row)!.Value, distances.GetValue(row)!.Value));
    }

    private static async Task<List<RecordBatch>> SearchTextAsync(CatalogUnderTest on, Tuid dataset, string words)
    {
        using var reader = await on.Catalog.SearchAsync(dataset, TextSearch(words));
        return await reader.ToListAsync();
    }

    private static async Task<List<RecordBatch>> SearchVectorAsync(CatalogUnderTest on, Tuid dataset, float[] vector, int count)
    {
        var numbers = new FloatArray.Builder();
        Array.ForEach(vector, number => numbers.Append(number));
        using var reader = await on.Catalog.SearchAsync(
            dataset, new IndexSearch(VectorColumn, numbers.Build(), IndexSearchKind.Vector, count) { Columns = ["timepoint", "instance"] });
        return await reader.ToListAsync();
    }

    private static async Task<List<RecordBatch>> SearchScalarAsync(CatalogUnderTest on, Tuid dataset, float value, params string[] columns)
    {
        using var reader = await on.Catalog.SearchAsync(
            dataset,
            new IndexSearch(ScalarColumn, new FloatArray.Builder().Append(value).Build(), IndexSearchKind.BTree) { Columns = columns.Length == 0 ? ["timepoint"] : columns });
        return await reader.ToListAsync();
    }

    private static async Task<Tuid> ThreeVectorsAsync(CatalogUnderTest on, VectorDistanceMetric metric, int subVectors)
    {
        var dataset = await on.CreateAsync("d");
        await on.RegisterAsync(dataset, [Fixtures.Vectors("s", [[Repeat(1, 256)], [Repeat(2, 256)], [Repeat(3, 256)]])]);
        await on.Catalog.CreateIndexAsync(dataset, Config(VectorColumn, new VectorIndexProperties(subVectors, metric)));
        return dataset;
    }

    private static async Task<Tuid> IndexedAsync(CatalogUnderTest on)
    {
        var dataset = await on.CreateAsync("indexed");
        await on.RegisterAsync(
            dataset,
            new RecordingSource(on.Write(Fixtures.Scalars("s"), "scalars.rrd"), "scalars"),
            new RecordingSource(on.Write(Fixtures.Text("s"), "text.rrd"), "text"),
            new RecordingSource(on.Write(Fixtures.Embeddings("s"), "embeddings.rrd"), "embeddings"));
        return dataset;
    }
}
