using System.Numerics;
using Rerun.Arrow;
using Rerun.Arrow.Ipc;
using Rerun.Arrow.Types;
using Rerun.Catalog.Embedded.Tests.Support;
using Rerun.Testing;

namespace Rerun.Catalog.Embedded.Tests.Indexes;

public class VectorSearchTests
{
    [Theory]
    [InlineData(VectorDistanceMetric.L2)]
    [InlineData(VectorDistanceMetric.Cosine)]
    [InlineData(VectorDistanceMetric.Dot)]
    public async Task The_nearest_are_those_of_a_search_in_double_precision(VectorDistanceMetric metric)
    {
        using var folder = new TempFolder();
        await using var catalog = EmbeddedCatalog.Open(EmbeddedCatalog.InMemory);
        var random = new Random((int)metric);
        foreach (var dimension in new[] { 1, 3, 8, 37 })
        {
            float[][][] rows = [.. Enumerable.Range(0, 40).Select(_ => Enumerable.Range(0, random.Next(4)).Select(_ => Vector()).ToArray())];
            var dataset = await Vectors(catalog, folder, metric, new TestRecording("s", 1).AddVectors(dimension, rows[..25]).AddVectors(dimension, rows[25..]));
            var all = rows.SelectMany((row, r) => row.Select((vector, i) => (vector, instance: i, time: 10L * (r < 25 ? r + 1 : r - 24)))).ToList();
            var query = Vector();
            var expected = all.Select(v => (Distance: Distance(metric, v.vector, query), v.instance, v.time, v.vector)).OrderBy(v => v.Distance).ToList();
            foreach (var count in new[] { 1, 7, all.Count, 1000 })
            {
                var batch = (await TextSearchTests.Run(catalog, dataset, Query(query, count))).Single();
                Assert.Equal(Math.Min(count, all.Count), batch.Length);
                var distances = ((FloatArray)batch.Column("_distance")).Values.ToArray();
                Assert.Equal(distances.Order(), distances);
                for (var i = 0; i < batch.Length; i++)
                {
                    Assert.Equal(expected[i].Distance, distances[i], 1e-4);
                    var found = ((FloatArray)((FixedSizeListArray)batch.Column("instance")).GetSlicedValues(i)!).Values.ToArray();
                    Assert.Equal(Distance(metric, found, query), distances[i], 1e-4);
                    Assert.Contains(
                        all,
                        v => v.vector.SequenceEqual(found)
                            && v.instance == ((UInt32Array)batch.Column("instance_id")).Values[i]
                            && v.time == ((TimestampArray)batch.Column("timepoint")).Values[i]);
                }
            }

            await catalog.DeleteEntryAsync(dataset);
            float[] Vector() => [.. Enumerable.Range(0, dimension).Select(_ => (float)((random.NextDouble() * 4) - 2))];
        }
    }

    [SharedFact("golden")]
    public async Task Squared_distances_are_those_of_the_official_server()
    {
        using var golden = new ArrowFileReader(File.ReadAllBytes(SharedData.PathOf("golden", "catalog", "0.33.1", "X03-vector-metrics.arrow")));
        var expected = golden.ReadRecordBatch(0);
        var lists = (FixedSizeListArray)expected.Column("instance");
        float[][][] rows = [.. Enumerable.Range(0, lists.Length).Reverse().Select(i => new[] { ((FloatArray)lists.GetSlicedValues(i)!).Values.ToArray() })];
        float[] query = [-1f, -0.714f, -0.429f, -0.143f, 0.143f, 0.429f, 0.714f, 1f];
        using var folder = new TempFolder();
        await using var catalog = EmbeddedCatalog.Open(EmbeddedCatalog.InMemory);
        var dataset = await Vectors(catalog, folder, VectorDistanceMetric.L2, new TestRecording("s", 1).AddVectors(8, rows));
        var actual = (await TextSearchTests.Run(catalog, dataset, Query(query, 5))).Single();
        Assert.Equal(CellTexts.Rows(expected, ["instance"]), CellTexts.Rows(actual, ["instance"]));
        var distances = ((FloatArray)expected.Column("_distance")).Values.ToArray();
        Assert.All(distances.Zip(((FloatArray)actual.Column("_distance")).Values.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));

        // Names of 0.27; otherwise the columns are theirs.
        string Described(Field field) => $"{field.Name.Replace("segment", "partition")} {field.DataType.TypeId} {field.IsNullable}";
        Assert.Equal(
            expected.Schema.FieldsList.Select(Described).Order(),
            actual.Schema.FieldsList.Where(field => field.Name != "chunk_id").Select(Described).Order());
    }

    [Fact]
    public async Task Bits_of_bytes_are_compared_by_the_Hamming_distance()
    {
        var random = new Random(3);
        byte[][] vectors = [.. Enumerable.Range(0, 50).Select(_ => Enumerable.Range(0, 19).Select(_ => (byte)random.Next(256)).ToArray())];
        var type = new FixedSizeListType(new Field("item", UInt8Type.Default, nullable: true), 19);
        var values = new FixedSizeListArray(type, 50, new UInt8Array.Builder().AppendRange(vectors.SelectMany(v => v)).Build(), ArrowBuffer.Empty);
        using var folder = new TempFolder();
        await using var catalog = EmbeddedCatalog.Open(EmbeddedCatalog.InMemory);
        var dataset = await Vectors(
            catalog, folder, VectorDistanceMetric.Hamming, new TestRecording("s", 1).Add(TestRecording.Embeddings, [1], TestRecording.Lists(type, values)));
        var query = vectors[17].Select((b, i) => i == 2 ? (byte)~b : b).ToArray();
        var expected = vectors.Select((v, i) => (float)v.Zip(query).Sum(pair => BitOperations.PopCount((uint)(pair.First ^ pair.Second)))).Order().Take(5).ToList();
        var batch = (await TextSearchTests.Run(catalog, dataset, Query([.. query.Select(b => (float)b)], 5))).Single();
        Assert.Equal(expected, ((FloatArray)batch.Column("_distance")).Values.ToArray());
        Assert.Equal(8f, expected[0]);
        Assert.Equal(17u, ((UInt32Array)batch.Column("instance_id")).Values[0]);
        await Assert.ThrowsAsync<RerunException>(() => TextSearchTests.Run(catalog, dataset, Query([.. Enumerable.Repeat(0.5f, 19)], 5)));
    }

    [Theory]
    [MemberData(nameof(PlainItems))]
    public async Task Plain_lists_of_numbers_are_vectors_too(IArrowArray first, IArrowArray second)
    {
        using var folder = new TempFolder();
        await using var catalog = EmbeddedCatalog.Open(EmbeddedCatalog.InMemory);
        var lists = TestRecording.Lists(first.Data.DataType, first, second);
        var dataset = await Vectors(catalog, folder, VectorDistanceMetric.L2, new TestRecording("s", 1).Add(TestRecording.Embeddings, [1, 2], lists));
        var batch = (await TextSearchTests.Run(catalog, dataset, Query([4, 5, 6], 9))).Single();
        Assert.Equal([0f, 27f], ((FloatArray)batch.Column("_distance")).Values.ToArray());
        Assert.Equal([2L, 1L], ((TimestampArray)batch.Column("timepoint")).Values.ToArray());
        Assert.Equal([0u, 0u], ((UInt32Array)batch.Column("instance_id")).Values.ToArray());
        Assert.True(ArrayComparer.Equals(second, ((ListArray)batch.Column("instance")).GetSlicedValues(0)!));
    }

    public static TheoryData<IArrowArray, IArrowArray> PlainItems() => new()
    {
        { new FloatArray.Builder().AppendRange([1f, 2, 3]).Build(), new FloatArray.Builder().AppendRange([4f, 5, 6]).Build() },
        { new DoubleArray.Builder().AppendRange([1d, 2, 3]).Build(), new DoubleArray.Builder().AppendRange([4d, 5, 6]).Build() },
        { new Int64Array.Builder().AppendRange([1L, 2, 3]).Build(), new Int64Array.Builder().AppendRange([4L, 5, 6]).Build() },
        { new UInt8Array.Builder().AppendRange([(byte)1, (byte)2, (byte)3]).Build(), new UInt8Array.Builder().AppendRange([(byte)4, (byte)5, (byte)6]).Build() },
    };

    [Fact]
    public async Task Ties_come_in_order_of_storage_and_vectors_without_direction_at_a_right_angle()
    {
        using var folder = new TempFolder();
        await using var catalog = EmbeddedCatalog.Open(EmbeddedCatalog.InMemory);
        var recording = new TestRecording("b", 1).AddVectors(2, [[0, 0], [2, 0]], [[1, 0]], [[0, 3], [-1, 0]]);
        var dataset = await Vectors(catalog, folder, VectorDistanceMetric.Cosine, recording);
        await TextSearchTests.Register(catalog, dataset, await new TestRecording("a", 2).AddVectors(2, [[[5, 0]]]).SaveAsync(folder.At("a.rrd")));
        var batch = (await TextSearchTests.Run(catalog, dataset, Query([1, 0], 9))).Single();
        Assert.Equal([0f, 0, 0, 1, 1, 2], ((FloatArray)batch.Column("_distance")).Values.ToArray());
        Assert.Equal([10L, 20, 10, 10, 30, 30], ((TimestampArray)batch.Column("timepoint")).Values.ToArray());
        Assert.Equal([1u, 0, 0, 0, 0, 1], ((UInt32Array)batch.Column("instance_id")).Values.ToArray());
    }

    [Fact]
    public async Task Queries_that_do_not_fit_are_clear_errors()
    {
        using var folder = new TempFolder();
        await using var catalog = EmbeddedCatalog.Open(EmbeddedCatalog.InMemory);
        var dataset = await Vectors(catalog, folder, VectorDistanceMetric.L2, new TestRecording("s", 1).AddVectors(3, [[[1f, 2, 3]]]));
        await Refused(Query([1, 2], 3), "3 dimensions, the query has 2");
        await Refused(Query([1, 2, 3, 4], 3), "the query has 4");
        await Refused(Query([], 3), "0 rows");
        await Refused(Query([1, 2, 3], 0), "top_k");
        await Refused(Query([1, 2, 3], 3) with { TopK = null }, "top_k");
        await Refused(Query([1, 2, 3], 3) with { Query = new StringArray.Builder().Append("x").Build() }, "utf8");
        await catalog.DeleteIndexesAsync(dataset, TestRecording.Embeddings);
        var config = new IndexConfig(TestRecording.Embeddings, TestRecording.Timeline, new VectorIndexProperties(DistanceMetric: VectorDistanceMetric.Hamming));
        Assert.Equal(RerunErrorCode.TypeMismatch, (await Assert.ThrowsAsync<RerunException>(async () => await catalog.CreateIndexAsync(dataset, config))).ErrorKind);
        config = config with { Properties = new VectorIndexProperties(DistanceMetric: (VectorDistanceMetric)9) };
        Assert.Equal(RerunErrorCode.InvalidArgument, (await Assert.ThrowsAsync<RerunException>(async () => await catalog.CreateIndexAsync(dataset, config))).ErrorKind);
        Assert.Empty(await catalog.GetIndexesAsync(dataset));

        async Task Refused(IndexSearch search, string part)
        {
            var error = await Assert.ThrowsAsync<RerunException>(() => TextSearchTests.Run(catalog, dataset, search));
            Assert.Equal(RerunErrorCode.InvalidArgument, error.ErrorKind);
            Assert.Contains(part, error.Message);
        }
    }

    [Fact]
    public async Task Equal_values_are_found_in_order_of_storage()
    {
        using var folder = new TempFolder();
        await using var catalog = EmbeddedCatalog.Open(EmbeddedCatalog.InMemory);
        var recording = new TestRecording("s", 1);
        for (var i = 1; i <= 10; i++)
        {
            var items = new FloatArray.Builder().AppendRange(Enumerable.Range(0, 10).Select(j => (float)(0.1 * i * j))).Build();
            recording.Add(TestRecording.Embeddings, [10 * i], TestRecording.Lists(FloatType.Default, items));
        }

        var dataset = (await catalog.CreateDatasetAsync("d")).Id;
        await TextSearchTests.Register(catalog, dataset, await recording.SaveAsync(folder.At("s.rrd")));
        await catalog.CreateIndexAsync(dataset, new IndexConfig(TestRecording.Embeddings, TestRecording.Timeline, new BTreeIndexProperties()));
        var search = new IndexSearch(TestRecording.Embeddings, new DoubleArray.Builder().Append(1).Build(), IndexSearchKind.BTree);
        var batch = (await TextSearchTests.Run(catalog, dataset, search)).Single();
        Assert.Equal([20L, 50, 100], ((TimestampArray)batch.Column("timepoint")).Values.ToArray());
        Assert.Equal([5u, 2, 1], ((UInt32Array)batch.Column("instance_id")).Values.ToArray());
        Assert.Equal([1f, 1, 1], ((FloatArray)batch.Column("instance")).Values.ToArray());
        Assert.Equal("instance", batch.Schema.FieldsList[^1].Name);
        Assert.Empty(await TextSearchTests.Run(catalog, dataset, search with { Query = new FloatArray.Builder().Append(5.5f).Build() }));
        var text = search with { Query = new StringArray.Builder().Append("x").Build() };
        await Assert.ThrowsAsync<RerunException>(() => TextSearchTests.Run(catalog, dataset, text));
    }

    private static async Task<Tuid> Vectors(ICatalog catalog, TempFolder folder, VectorDistanceMetric metric, TestRecording recording)
    {
        var dataset = (await catalog.CreateDatasetAsync("vectors")).Id;
        await TextSearchTests.Register(catalog, dataset, await recording.SaveAsync(folder.At($"{Guid.NewGuid()}.rrd")));
        var properties = new VectorIndexProperties(DistanceMetric: metric, TargetPartitionNumRows: 128);
        await catalog.CreateIndexAsync(dataset, new IndexConfig(TestRecording.Embeddings, TestRecording.Timeline, properties));
        return dataset;
    }

    private static IndexSearch Query(float[] vector, int count) =>
        new(TestRecording.Embeddings, new FloatArray.Builder().AppendRange(vector).Build(), IndexSearchKind.Vector, count);

    private static double Distance(VectorDistanceMetric metric, float[] a, float[] b)
    {
        double Sum(Func<double, double, double> of) => a.Zip(b).Sum(pair => of(pair.First, pair.Second));
        return metric switch
        {
            VectorDistanceMetric.L2 => Sum((x, y) => (x - y) * (x - y)),
            VectorDistanceMetric.Dot => 1 - Sum((x, y) => x * y),
            _ => 1 - (Sum((x, y) => x * y) / Math.Sqrt(a.Sum(x => (double)x * x) * b.Sum(x => (double)x * x))),
        };
    }
}
