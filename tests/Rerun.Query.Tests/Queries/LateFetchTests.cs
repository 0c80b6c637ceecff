using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Query.Optimizer.Rules;
using Rerun.Testing;

namespace Rerun.Query.Tests.Queries;

/// <summary>Columns whose values take much memory are read for the rows that are left, and the rows are the same as without that.</summary>
public sealed class LateFetchTests : IAsyncLifetime
{
    private const int Frames = 40;
    private const int Rounds = 25;
    private const int ImageBytes = 60_000;
    private const int ChunkBytes = 3_000;
    private const string Image = "\"/camera:Image:buffer\"";
    private const string Speed = "\"/drive/speed:Scalars:scalars\"[1]";

    private readonly string _folder = Directory.CreateTempSubdirectory("rerun-wide").FullName;

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "wide"));
        await WideRecording.Create("a", Frames, ImageBytes).SaveAsync(Path.Combine(_folder, "wide", "a.rrd"));
        await WideRecording.Create("b", Frames / 2, ImageBytes, framesPerChunk: 4).SaveAsync(Path.Combine(_folder, "wide", "b.rrd"));
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData($"SELECT log_time, {Image} FROM wide.log_time WHERE {Speed} > 100", 0)]
    [InlineData($"SELECT log_time, {Image} FROM wide.log_time WHERE {Speed} > 8 AND rerun_partition_id = 'a'", 4)]
    [InlineData($"SELECT log_time, {Image} FROM wide.log_time WHERE rerun_partition_id = 'a' ORDER BY {Speed} DESC LIMIT 5", 5)]
    [InlineData($"SELECT frame, {Image} FROM wide.frame WHERE rerun_partition_id = 'a' LIMIT 3 OFFSET 20", 3)]
    [InlineData($"SELECT w.{Image} FROM wide.frame w JOIN (VALUES (3), (7), (1000)) AS v(f) ON w.frame = v.f WHERE rerun_partition_id = 'a'", 2)]
    [InlineData($"SELECT v.f, w.{Image} FROM (VALUES (3), (7), (1000)) AS v(f) LEFT JOIN (SELECT * FROM wide.frame WHERE rerun_partition_id = 'a') w ON w.frame = v.f", 2)]
    [InlineData($"SELECT {Image} FROM (SELECT {Image}, row_number() OVER (ORDER BY {Speed}, frame) AS n FROM wide.frame WHERE rerun_partition_id = 'a') WHERE n = 20", 1)]
    [InlineData($"SELECT array_length({Image}[1]) FROM wide.frame WHERE rerun_partition_id = 'a' AND {Speed} = 7 AND array_length({Image}[1]) > 0", 4)]
    [InlineData($"SELECT DISTINCT ON ({Speed}) {Image} FROM wide.frame WHERE rerun_partition_id = 'a'", 10)]
    public async Task Images_are_decoded_for_the_rows_that_are_left(string sql, int images)
    {
        await using TestDatabase database = Open();
        Assert.Contains("LateFetch: ", await database.PlanAsync(sql), StringComparison.Ordinal);
        await ShortRowsAsync(database, sql);
        Assert.Equal(images, ImagesDecoded(database));
    }

    [Fact]
    public async Task Rows_that_show_no_image_decode_none()
    {
        await using TestDatabase database = Open();
        Assert.Equal(Frames + (Frames / 2), (await database.RowsAsync($"SELECT log_time, frame, {Speed}, \"/drive/speed:Scalars:scalars\" FROM wide.log_time")).Length);
        Assert.Equal(0, ImagesDecoded(database));
    }

    [Theory]
    [InlineData($"SELECT {Image} FROM wide.frame", "LateFetch", false)]
    [InlineData($"SELECT {Image} FROM wide.frame LIMIT 5", "LateFetch", false)]
    [InlineData($"SELECT {Speed} FROM wide.frame WHERE {Speed} > 3", "LateFetch", false)]
    [InlineData($"SELECT count({Image}) FROM wide.frame", "LateFetch", false)]
    [InlineData($"SELECT {Image} FROM dataframe('wide', index => 'frame', fill_latest_at => true, filter_range => [3, 50]) WHERE {Speed} > 3", "LateFetch", false)]
    [InlineData($"SELECT {Image} FROM dataframe('wide', index => 'frame', fill_latest_at => true) WHERE {Speed} > 3", "LateFetch", true)]
    [InlineData($"SELECT {Image} FROM wide.frame WHERE {Speed} > 3", "contents: \"{\\\"/drive/speed\\\":[\\\"Scalars:scalars\\\"]}\"", true)]
    public async Task Explain_tells_whether_columns_are_fetched_late(string sql, string text, bool isThere)
    {
        await using TestDatabase database = Open();
        await using TestDatabase without = Open(new QueryEngineOptions { DisabledRules = [LateFetchWideColumns.RuleName] });
        Assert.Equal(isThere, (await database.PlanAsync(sql)).Contains(text, StringComparison.Ordinal));
        Assert.DoesNotContain(text, await without.PlanAsync(sql), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData($"SELECT frame, {Image} FROM wide.frame WHERE {Speed} > 6")]
    [InlineData($"SELECT frame, {Image} FROM wide.frame ORDER BY {Speed} DESC, frame LIMIT 10")]
    [InlineData($"SELECT frame, {Image} FROM wide.frame ORDER BY {Speed} DESC, frame")]
    [InlineData($"SELECT v.f, w.{Image} FROM wide.frame w JOIN generate_series(0, 39) AS v(f) ON w.frame = v.f")]
    public async Task Rows_come_within_a_limit_that_the_images_exceed(string sql)
    {
        // There are some 4.6 million bytes of images.
        await using TestDatabase database = Open(client: new CatalogClientOptions { MemoryLimit = 1_600_000, MaxParallelism = 2 });
        await using TestDatabase free = Open(new QueryEngineOptions { DisabledRules = [LateFetchWideColumns.RuleName] });
        Assert.Equal(await ShortRowsAsync(free, sql), await ShortRowsAsync(database, sql));
        Assert.InRange(database.Cache.ByteSize, 0, 800_000);
    }

    [Fact]
    public async Task A_sort_holds_the_images_only_where_the_rule_is_off()
    {
        const string Sql = $"SELECT frame, {Image} FROM wide.frame ORDER BY {Speed} DESC, frame";
        var client = new CatalogClientOptions { MemoryLimit = 1_600_000, MaxParallelism = 1 };
        await using TestDatabase without = Open(new QueryEngineOptions { DisabledRules = [LateFetchWideColumns.RuleName] }, client);
        Assert.Equal(RerunErrorCode.OutOfMemory, (await without.ErrorAsync(Sql)).ErrorKind);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Rows_are_the_same_with_and_without(int seed)
    {
        var random = new Random(seed);
        await using TestDatabase with = Open();
        await using TestDatabase without = Open(new QueryEngineOptions { DisabledRules = [LateFetchWideColumns.RuleName] });
        await using TestDatabase torn = Open(TestDatabase.Torn(5, 37), new CatalogClientOptions { MaxParallelism = 4, MemoryLimit = 8_000_000 });
        await using TestDatabase alone = Open(new QueryEngineOptions
        {
            DisabledRules = [.. Optimizer.PlanOptimizer.RuleNames.Where(rule => rule != LateFetchWideColumns.RuleName && (seed == 1 || random.Next(2) == 0))],
        });
        int late = 0;
        for (int i = 0; i < Rounds; i++)
        {
            string sql = RandomQuery(random);
            string[] expected = await ShortRowsAsync(without, sql);
            foreach (TestDatabase database in (TestDatabase[])[with, torn, alone])
            {
                string[] rows = await ShortRowsAsync(database, sql);
                Assert.True(expected.SequenceEqual(rows), sql);
            }

            late += (await with.PlanAsync(sql)).Contains("LateFetch", StringComparison.Ordinal) ? 1 : 0;
        }

        Assert.InRange(late, Rounds / 3, Rounds);
    }

    private static string RandomQuery(Random random)
    {
        string view = Pick(
            random,
            "wide.frame",
            "dataframe('wide', index => 'frame')",
            "dataframe('wide', index => 'frame', fill_latest_at => true)",
            "dataframe('wide', index => 'frame', filter_range => [5, 25])",
            "dataframe('wide', index => 'frame', filter_range => [5, 25], fill_latest_at => true)",
            "dataframe('wide', index => 'frame', using_index_values => [3, 4, 6, 12, 500])",
            "dataframe('wide', index => 'frame', using_index_values => [3, 4, 6, 12, 500], fill_latest_at => true)",
            "dataframe('wide', index => 'frame', contents => '/camera/**', filter_is_not_null => '/camera/depth:Depth:mask')",
            "dataframe('wide', index => 'frame', contents => '/** -/camera/depth', include_semantically_empty_columns => true)");
        bool hasSpeed = !view.Contains("/camera/**", StringComparison.Ordinal);
        bool hasDepth = !view.Contains("-/camera/depth", StringComparison.Ordinal);
        string number = hasSpeed ? Pick(random, Speed, "\"/camera:Image:number\"[1]") : "\"/camera:Image:number\"[1]";
        string wide = string.Join(", ", new[] { Image, hasDepth ? "\"/camera/depth:Depth:buffer\"" : Image, hasDepth ? "\"/camera/depth:Depth:mask\"" : "frame", hasSpeed ? "\"/map:Map:blob\"" : "frame" }
            .Where(_ => random.Next(2) == 0).Append(Image).Select((column, i) => $"{column} AS c{i}"));
        string condition = Pick(
            random,
            string.Create(CultureInfo.InvariantCulture, $"{number} > {random.Next(10)}"),
            string.Create(CultureInfo.InvariantCulture, $"frame BETWEEN {random.Next(20)} AND {random.Next(20, 40)} AND {number} <> 3"),
            string.Create(CultureInfo.InvariantCulture, $"{number} IS NULL OR frame % 7 = {random.Next(7)}"),
            string.Create(CultureInfo.InvariantCulture, $"{number} = {random.Next(10)} AND {Image} IS NOT NULL"),
            "rerun_partition_id = 'b' AND frame % 5 = 1",
            "TRUE");
        string rows = $"SELECT rerun_partition_id AS p, frame AS f, {number} AS n, {wide} FROM {view} WHERE {condition}";
        return random.Next(8) switch
        {
            0 => $"{rows} ORDER BY n DESC, p, f LIMIT {random.Next(1, 9)}",
            1 => $"{rows} ORDER BY n, f, p",
            2 => $"{rows} LIMIT {random.Next(1, 9)} OFFSET {random.Next(9)}",
            3 => $"SELECT v.x, r.* FROM ({rows}) r JOIN (VALUES (3, 1), (12, 2), (12, 3), (37, 4)) AS v(f, x) ON r.f = v.f ORDER BY v.x, r.p",
            4 => $"SELECT v.x, r.* FROM (VALUES (3, 1), (12, 2), (12, 3), (900, 4)) AS v(f, x) {Pick(random, "LEFT", "FULL", "RIGHT")} JOIN ({rows}) r ON r.f = v.f ORDER BY v.x, r.p, r.f",
            5 => $"SELECT * FROM ({rows}) r WHERE f IN (SELECT frame FROM wide.frame WHERE {Speed} = 7) ORDER BY f, p",
            6 => $"SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY p ORDER BY n, f) AS k FROM ({rows}) r) q WHERE k <= 3 ORDER BY p, k",
            _ => rows,
        };
    }

    private static T Pick<T>(Random random, params T[] choices) => choices[random.Next(choices.Length)];

    // An image as text would be long; a hash of it will do.
    private static Task<string[]> ShortRowsAsync(TestDatabase database, string sql) => database.RowsAsync(sql, static (array, row) =>
    {
        if (array is not ListArray { Values: ListArray blobs } lists || lists.IsNull(row))
        {
            return TestDatabase.Text(array, row);
        }

        var text = new StringBuilder();
        for (int i = lists.ValueOffsets[row]; i < lists.ValueOffsets[row + 1]; i++)
        {
            var bytes = (UInt8Array)blobs.GetSlicedValues(i)!;
            text.Append(CultureInfo.InvariantCulture, $"{bytes.Length}:{Convert.ToHexString(SHA256.HashData(bytes.Values))} ");
        }

        return text.ToString();
    });

    // What is kept of a decoded image is its bytes and little more; all else together is less than an image.
    private static long ImagesDecoded(TestDatabase database) => database.Cache.ByteSize / (ImageBytes + ChunkBytes);

    private TestDatabase Open(QueryEngineOptions? options = null, CatalogClientOptions? client = null) => TestDatabase.Over(_folder, options, client);
}
