using System.Text.Json;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog.Embedded.Catalogue;
using Rerun.Catalog.Embedded.Indexes.Text;
using Rerun.Catalog.Embedded.Tests.Support;
using Rerun.Testing;
using Stored = Rerun.Catalog.Embedded.Tests.Support.Tables;

namespace Rerun.Catalog.Embedded.Tests.Indexes;

public class TextSearchTests
{
    private static readonly IndexConfig FullText = new(TestRecording.Texts, TestRecording.Timeline, new FullTextIndexProperties());

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Words_are_found_in_any_form_the_best_text_first(bool inMemory)
    {
        using var folder = new TempFolder();
        await using var catalog = inMemory ? EmbeddedCatalog.Open(EmbeddedCatalog.InMemory) : Stored.Open(folder);
        var dataset = await Texts(catalog, folder, "s1", "Winter winds carried snow.", "Snow and the wind: windy.", "Nothing of the kind", "A wind.");
        Assert.Equal(new IndexInfo(FullText), await catalog.CreateIndexAsync(dataset, FullText));

        var batch = (await Search(catalog, dataset, "the wind hums xylophones")).Single();
        Assert.Equal(["A wind.", "Snow and the wind: windy.", "Winter winds carried snow."], batch.Texts("instance"));
        Assert.Equal(
            ["rerun_partition_id", "rerun_partition_layer", "chunk_id", "timepoint", "instance_id", "instance", "_score"],
            batch.Schema.FieldsList.Select(field => field.Name));
        var names = (DictionaryArray)batch.Column("rerun_partition_id");
        Assert.Equal("s1", ((StringArray)names.Dictionary).GetString(names.GetDictionaryIndex(2)));
        Assert.Equal([30L, 10, 0], ((TimestampArray)batch.Column("timepoint")).Values.ToArray());
        Assert.Equal(4ul, Tuid.Read(((FixedSizeBinaryArray)batch.Column("chunk_id")).GetBytes(0)).Counter);

        Assert.Empty(await Search(catalog, dataset, "the a of"));
        Assert.Empty(await Search(catalog, dataset, ""));
        Assert.Empty(await Search(catalog, dataset, "xylophone"));
    }

    [Fact]
    public async Task Offset_limit_and_columns_cut_the_answer()
    {
        using var folder = new TempFolder();
        await using var catalog = EmbeddedCatalog.Open(EmbeddedCatalog.InMemory);
        var dataset = await Texts(catalog, folder, "s1", "alpha", "alpha beta", "alpha beta gamma", "delta");
        await catalog.CreateIndexAsync(dataset, FullText);
        var search = Query("alpha") with { Columns = ["instance", "timepoint"] };
        var empty = (await Run(catalog, dataset, search with { Limit = 0 })).Single();
        Assert.Equal(0, empty.Length);
        Assert.Equal(["instance", "timepoint", "_score"], empty.Schema.FieldsList.Select(field => field.Name));
        var second = (await Run(catalog, dataset, search with { Offset = 1, Limit = 1 })).Single();
        Assert.Equal(empty.Schema, second.Schema);
        Assert.Equal(["alpha beta"], second.Texts("instance"));
        Assert.Empty(await Run(catalog, dataset, search with { Offset = 9 }));
        Assert.Equal(
            RerunErrorCode.UnknownColumn, (await Assert.ThrowsAsync<RerunException>(() => Run(catalog, dataset, search with { Columns = ["nope"] }))).ErrorKind);
    }

    [SharedFact("golden")]
    public async Task Scores_are_those_of_the_official_server()
    {
        using var folder = new TempFolder();
        await using var catalog = EmbeddedCatalog.Open(EmbeddedCatalog.InMemory);
        using var golden = JsonDocument.Parse(File.ReadAllBytes(SharedData.PathOf("golden", "catalog", "0.33.1.json")));
        var observed = golden.RootElement.GetProperty("cases").GetProperty("X02-text-scores").GetProperty("observed");
        var dataset = await Texts(catalog, folder, "s1", [.. observed.GetProperty("documents").EnumerateArray().Select(text => text.GetString()!)]);
        await catalog.CreateIndexAsync(dataset, FullText);
        foreach (var query in new[] { "alpha", "beta", "alpha beta", "gamma delta", "delta", "zeta" })
        {
            // Ours come best first, theirs in order of storage.
            var expected = observed.GetProperty(query).EnumerateArray().Select(hit => (hit[0].GetString()!, (float)hit[1].GetDouble())).OrderByDescending(hit => hit.Item2).ToList();
            var batch = (await Search(catalog, dataset, query)).Single();
            Assert.Equal(expected.Select(hit => hit.Item1), batch.Texts("instance"));
            Assert.All(expected.Zip(((FloatArray)batch.Column("_score")).Values.ToArray()), pair => Assert.Equal(pair.First.Item2, pair.Second, 1e-5f));
        }
    }

    [Fact]
    public async Task Random_corpora_are_scored_as_the_formula_says()
    {
        var random = new Random(5);
        string[] words = ["alpha", "beta", "gammas", "the", "delta's", "runs", "running", "c++", "Émile"];
        foreach (var tokenizer in new[] { "simple", "whitespace", "raw", "ngram" })
        {
            using var folder = new TempFolder();
            await using var catalog = EmbeddedCatalog.Open(EmbeddedCatalog.InMemory);
            string[] texts = [.. Enumerable.Range(0, 60).Select(_ => Words(random.Next(0, 8)))];
            var dataset = await Texts(catalog, folder, "s1", texts[..25]);
            var config = FullText with { Properties = new FullTextIndexProperties(BaseTokenizer: tokenizer) };
            await catalog.CreateIndexAsync(dataset, config);
            await Register(catalog, dataset, await new TestRecording("s2", 2).AddTexts(texts[25..]).SaveAsync(folder.At("s2.rrd")));
            var analyzer = TextAnalyzer.Of(tokenizer);
            for (var i = 0; i < 25; i++)
            {
                var query = i % 5 == 0 ? texts[i] : Words(random.Next(0, 4));
                var scores = NaiveBm25.Score([.. texts.Select(text => analyzer.Terms(text).ToArray())], [.. analyzer.Terms(query)]);
                var expected = scores.Select((score, at) => (score, at)).Where(hit => hit.score is not null).OrderByDescending(hit => (float)hit.score!.Value).ThenBy(hit => hit.at).ToList();
                var hits = await Search(catalog, dataset, query);
                Assert.Equal(expected.Select(hit => texts[hit.at]).Order(), hits.SelectMany(batch => batch.Texts("instance")).Order());
                var actual = hits.SelectMany(batch => ((FloatArray)batch.Column("_score")).Values.ToArray()).ToList();
                Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First.score!.Value, pair.Second, 1e-4));
            }
        }

        // The first word occurs more often than there are texts.
        string Words(int count) => string.Join(' ', Enumerable.Range(0, count).Select(_ => words[random.Next(words.Length) * random.Next(2)]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_index_follows_registrations_and_overwritten_layers(bool inMemory)
    {
        using var folder = new TempFolder();
        await using var catalog = inMemory ? EmbeddedCatalog.Open(EmbeddedCatalog.InMemory) : Stored.Open(folder);
        var dataset = await Texts(catalog, folder, "s1", "wind one");
        await catalog.CreateIndexAsync(dataset, FullText);
        var path = await new TestRecording("s2", 2).AddTexts("wind two", "calm").SaveAsync(folder.At("s2.rrd"));
        await Register(catalog, dataset, path);
        Assert.Equal(["wind one", "wind two"], await Found("wind"));

        await Register(catalog, dataset, path, IfDuplicate.Skip);
        Assert.Equal(["wind one", "wind two"], await Found("wind"));

        await new TestRecording("s2", 3).AddTexts("breeze two").SaveAsync(folder.At("s2-new.rrd"));
        await Register(catalog, dataset, folder.At("s2-new.rrd"), IfDuplicate.Overwrite);
        Assert.Equal(["wind one"], await Found("wind"));
        Assert.Equal(["breeze two"], await Found("breeze"));

        // A layer without the column, and one with a static value of it, have nothing that a search could find.
        await new TestRecording("s3", 4).AddVectors(2, [[1f, 2f]]).SaveAsync(folder.At("s3.rrd"));
        await new TestRecording("s4", 5).Add(TestRecording.Texts, [], TestRecording.Lists(StringType.Default, new StringArray.Builder().Append("static wind").Build()))
            .SaveAsync(folder.At("s4.rrd"));
        await Register(catalog, dataset, folder.At("s3.rrd"));
        await Register(catalog, dataset, folder.At("s4.rrd"));
        Assert.Equal(["wind one"], await Found("wind"));
        await catalog.DoMaintenanceAsync(dataset, new MaintenanceOptions { OptimizeIndexes = true, RetrainIndexes = true, CompactFragments = true });
        Assert.Equal(["wind one"], await Found("wind"));
        await catalog.DoGlobalMaintenanceAsync();

        if (!inMemory)
        {
            await using var other = Stored.Open(folder);
            await Register(other, dataset, await new TestRecording("s5", 6).AddTexts("wind five").SaveAsync(folder.At("s5.rrd")));
        }

        Assert.Equal(inMemory ? ["wind one"] : ["wind five", "wind one"], await Found("wind"));

        async Task<string[]> Found(string query) => [.. (await Search(catalog, dataset, query)).SelectMany(batch => batch.Texts("instance")).Order()];
    }

    [Fact]
    public async Task Indexes_are_there_when_the_folder_is_opened_again_and_go_with_their_dataset()
    {
        using var folder = new TempFolder();
        Tuid dataset;
        await using (var catalog = Stored.Open(folder))
        {
            dataset = await Texts(catalog, folder, "s1", "wind");
            await catalog.CreateIndexAsync(dataset, FullText);
        }

        await using var again = Stored.Open(folder);
        Assert.Equal([new IndexInfo(FullText)], await again.GetIndexesAsync(dataset));
        Assert.Single(await Search(again, dataset, "winds"));
        await using (var reader = EmbeddedCatalog.Open(folder.Path, new EmbeddedCatalogOptions { Mode = CatalogOpenMode.ReadOnly }))
        {
            Assert.Single(await Search(reader, dataset, "winds"));
            await Assert.ThrowsAsync<RerunException>(async () => await reader.DeleteIndexesAsync(dataset, TestRecording.Texts));
        }

        await again.DeleteEntryAsync(dataset);
        await Assert.ThrowsAsync<RerunNotFoundException>(() => Search(again, dataset, "wind"));
        dataset = await Texts(again, folder, "s1", "wind");
        Assert.Empty(await again.GetIndexesAsync(dataset));
    }

    [Fact]
    public async Task Life_cycle_and_mistakes()
    {
        using var folder = new TempFolder();
        await using var catalog = EmbeddedCatalog.Open(EmbeddedCatalog.InMemory);
        var dataset = await Texts(catalog, folder, "s1", "wind");
        Assert.Empty(await catalog.GetIndexesAsync(dataset));
        Assert.Empty(await catalog.DeleteIndexesAsync(dataset, TestRecording.Texts));
        await Assert.ThrowsAsync<RerunNotFoundException>(() => Search(catalog, dataset, "wind"));
        await Assert.ThrowsAsync<RerunNotFoundException>(() => Search(catalog, new Tuid(7, 7), "wind"));
        await Assert.ThrowsAsync<RerunNotFoundException>(async () => await catalog.CreateIndexAsync(dataset, FullText with { TimeIndex = "nope" }));
        var unknown = new IndexedColumn(EntityPath.Parse("/doesnt_exist"), TestRecording.Text);
        var missing = await Assert.ThrowsAsync<RerunNotFoundException>(async () => await catalog.CreateIndexAsync(dataset, FullText with { Column = unknown }));
        Assert.Contains("/doesnt_exist:TextLog:text", missing.Message);
        await Assert.ThrowsAsync<RerunException>(async () => await catalog.CreateIndexAsync(dataset, FullText with { Properties = new FullTextIndexProperties(BaseTokenizer: "nope") }));
        var error = await Assert.ThrowsAsync<RerunException>(async () => await catalog.CreateIndexAsync(dataset, FullText with { Properties = new VectorIndexProperties() }));
        Assert.Equal(RerunErrorCode.TypeMismatch, error.ErrorKind);
        Assert.Empty(await catalog.GetIndexesAsync(dataset));

        for (var round = 0; round < 3; round++)
        {
            await catalog.CreateIndexAsync(dataset, FullText);
            await Assert.ThrowsAsync<RerunAlreadyExistsException>(async () => await catalog.CreateIndexAsync(dataset, FullText with { Properties = new BTreeIndexProperties() }));
            Assert.Single(await Search(catalog, dataset, "wind"));
            await Assert.ThrowsAsync<RerunException>(() => Run(catalog, dataset, Query("wind") with { Kind = IndexSearchKind.BTree }));
            Assert.Equal([FullText], await catalog.DeleteIndexesAsync(dataset, TestRecording.Texts));
            await Assert.ThrowsAsync<RerunNotFoundException>(() => Search(catalog, dataset, "wind"));
        }
    }

    [Fact]
    public async Task More_partitions_than_a_dictionary_holds_come_in_several_batches()
    {
        using var folder = new TempFolder();
        await using var catalog = EmbeddedCatalog.Open(EmbeddedCatalog.InMemory);
        var dataset = (await catalog.CreateDatasetAsync("d")).Id;
        Directory.CreateDirectory(folder.At("many"));
        for (var i = 0; i < 300; i++)
        {
            await new TestRecording($"s{i:000}", (ulong)i + 1).AddTexts("wind").SaveAsync(folder.At("many", $"{i}.rrd"));
        }

        await catalog.RegisterAsync(dataset, [new RecordingSource(folder.At("many"), IsPrefix: true)]);
        await catalog.CreateIndexAsync(dataset, FullText);
        var hits = await Search(catalog, dataset, "wind");
        Assert.Equal([256, 44], hits.Select(batch => batch.Length));
        Assert.Equal(300, hits.SelectMany(batch => Enumerable.Range(0, batch.Length).Select(row => Name((DictionaryArray)batch.Column("rerun_partition_id"), row))).Distinct().Count());

        static string? Name(DictionaryArray names, int row) => ((StringArray)names.Dictionary).GetString(names.GetDictionaryIndex(row));
    }

    [Fact]
    public async Task Indexes_of_several_columns_and_datasets_do_not_mix()
    {
        using var folder = new TempFolder();
        await using var catalog = Stored.Open(folder);
        var other = new IndexedColumn(EntityPath.Parse("/other"), TestRecording.Text);
        var items = new StringArray.Builder().Append("wind").Append("wind and more of it").Build();
        var recording = new TestRecording("s1", 1).AddTexts("wind", "storm").Add(other, [7], TestRecording.Lists(StringType.Default, items));
        var path = await recording.SaveAsync(folder.At("s1.rrd"));
        var counts = new List<(int First, int Second, float Best)>();
        foreach (var name in new[] { "one", "two" })
        {
            var dataset = (await catalog.CreateDatasetAsync(name)).Id;
            await Register(catalog, dataset, path);
            await catalog.CreateIndexAsync(dataset, FullText);
            await catalog.CreateIndexAsync(dataset, FullText with { Column = other });
            var first = await Search(catalog, dataset, "wind");
            var second = await Run(catalog, dataset, Query("wind") with { Column = other });
            Assert.Equal([0u, 1u], ((UInt32Array)second.Single().Column("instance_id")).Values.ToArray());
            counts.Add((first.Sum(batch => batch.Length), second.Sum(batch => batch.Length), ((FloatArray)first[0].Column("_score")).Values[0]));
        }

        Assert.Equal((1, 2), (counts[0].First, counts[0].Second));
        Assert.Equal(counts[0], counts[1]);
    }

    [Fact]
    public async Task A_search_adds_what_the_index_has_missed()
    {
        using var folder = new TempFolder();
        await using var catalog = Stored.Open(folder);
        var dataset = await Texts(catalog, folder, "s1", "wind", "more wind");
        await catalog.CreateIndexAsync(dataset, FullText);

        // As after a crash between a registration and what follows it.
        using (var catalogue = CatalogueFile.TryOpen(folder.Path, isWritable: true)!)
        {
            await catalogue.WriteAsync(connection => connection.Execute("DELETE FROM index_documents") + connection.Execute("DELETE FROM index_layers"), CancellationToken.None);
        }

        Assert.Equal(2, (await Search(catalog, dataset, "wind")).Sum(batch => batch.Length));
    }

    [Fact]
    public async Task Threads_search_while_others_register()
    {
        using var folder = new TempFolder();
        await using var catalog = Stored.Open(folder);
        var dataset = await Texts(catalog, folder, "s0", "wind", "wind", "calm");
        await catalog.CreateIndexAsync(dataset, FullText);
        var paths = new List<string>();
        for (var i = 1; i <= 12; i++)
        {
            paths.Add(await new TestRecording($"s{i}", (ulong)i + 1).AddTexts("wind", "wind", "calm").SaveAsync(folder.At($"s{i}.rrd")));
        }

        var registering = Task.WhenAll(paths.Select(path => Task.Run(() => Register(catalog, dataset, path))));
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
        {
            do
            {
                var found = (await Search(catalog, dataset, "wind")).Sum(batch => batch.Length);
                Assert.True(found % 2 == 0, "A layer is there in part.");
                Assert.InRange(found, 2, 26);
            }
            while (!registering.IsCompleted);
        })));
        await registering;
        Assert.Equal(26, (await Search(catalog, dataset, "wind")).Sum(batch => batch.Length));
    }

    internal static async Task<Tuid> Texts(ICatalog catalog, TempFolder folder, string partition, params string[] texts)
    {
        var dataset = (await catalog.CreateDatasetAsync("texts")).Id;
        await Register(catalog, dataset, await new TestRecording(partition, 1).AddTexts(texts).SaveAsync(folder.At($"{partition}.rrd")));
        return dataset;
    }

    internal static async Task Register(ICatalog catalog, Tuid dataset, string path, IfDuplicate ifDuplicate = IfDuplicate.Error) =>
        await catalog.RegisterAsync(dataset, [new RecordingSource(path)], ifDuplicate);

    internal static async Task<List<RecordBatch>> Run(ICatalog catalog, Tuid dataset, IndexSearch search)
    {
        using var stream = await catalog.SearchAsync(dataset, search);
        return await stream.ReadAllAsync();
    }

    private static Task<List<RecordBatch>> Search(ICatalog catalog, Tuid dataset, string query) => Run(catalog, dataset, Query(query));

    private static IndexSearch Query(string text) => new(TestRecording.Texts, new StringArray.Builder().Append(text).Build(), IndexSearchKind.FullText);
}
