using Rerun.Catalog;

namespace Rerun.Query.Tests.Queries;

/// <summary>Rows do not depend on how many threads compute them, nor on how they are cut: to the last bit of a sum of doubles.</summary>
public sealed class ThreadTests(ThreadTests.Databases databases) : IClassFixture<ThreadTests.Databases>
{
    private const int Count = 3000;

    private static readonly string Table = $"""
        CREATE TEMP TABLE t AS WITH d(n) AS (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9))
        SELECT i, i // 100 AS hundred, i % 7 AS seven, CASE WHEN i % 11 = 0 THEN NULL ELSE i * 7919 % 1009 END AS k,
            sin(i) * 1e10 + 1.0 / (i + 1) AS x, 'n' || (i * 31 % 17) AS name, [i, i + 1] AS list
        FROM (SELECT 1000 * a.n + 100 * b.n + 10 * c.n + d.n AS i FROM d AS a, d AS b, d AS c, d WHERE a.n < {Count / 1000}) ORDER BY i;
        CREATE TEMP TABLE u AS SELECT k AS a, i AS b FROM t WHERE i % 3 = 0
        """;

    public static TheoryData<string> Queries =>
    [
        "SELECT i, x * 2 FROM t WHERE x > 0",
        "SELECT count(*), sum(x), avg(x), stddev(x), min(k), max(name) FROM t",
        "SELECT k, count(*), sum(x), avg(x), array_agg(i), string_agg(name, ',') FROM t GROUP BY k",
        "SELECT seven, name, sum(x), sum(DISTINCT k), array_agg(x ORDER BY k DESC, i) FROM t GROUP BY 1, 2",
        "SELECT seven, sum(x) FILTER (WHERE k > 500), count(DISTINCT name) FROM t WHERE i > 100 GROUP BY seven",
        "SELECT i, k FROM t ORDER BY k DESC NULLS LAST, i LIMIT 25 OFFSET 3",
        "SELECT i, seven FROM t ORDER BY seven LIMIT 700",
        "SELECT i, seven FROM t ORDER BY seven DESC LIMIT 10",
        "SELECT i, k FROM t ORDER BY k NULLS FIRST LIMIT 400",
        "SELECT name, i FROM t ORDER BY name, x LIMIT 40",
        "SELECT i FROM t ORDER BY x",
        "SELECT i, name FROM t ORDER BY name DESC, seven",
        "SELECT DISTINCT seven, name FROM t WHERE x < 5e9",
        "SELECT t.i, u.b FROM t JOIN u ON t.k = u.a WHERE t.i < 900",
        "SELECT t.i, u.b FROM t LEFT JOIN u ON t.k = u.a AND u.b < t.i",
        "SELECT t.i, u.b FROM t RIGHT JOIN u ON t.k = u.a AND t.i > 1000 WHERE u.b < 1500",
        "SELECT t.i, u.b FROM t FULL JOIN u ON t.k = u.a AND t.i + u.b > 4000",
        "SELECT i FROM t WHERE k NOT IN (SELECT a FROM u WHERE a IS NOT NULL AND b < 600)",
        "SELECT i FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.a = t.k AND u.b = t.i)",
        "SELECT i, unnest(list) FROM t WHERE seven = 3",
        "SELECT sum(x) OVER (PARTITION BY seven ORDER BY i ROWS BETWEEN 5 PRECEDING AND 2 FOLLOWING) FROM t",
        "SELECT i, sum(x) OVER w, avg(x) OVER w, stddev(x) OVER w, max(name) OVER w, array_agg(i) OVER w, count(DISTINCT k) OVER w FROM t WINDOW w AS (PARTITION BY hundred ORDER BY k, i)",
        "SELECT i, sum(x) OVER w, median(x) OVER w, quantile_disc(name, 0.2) OVER w, count(DISTINCT name) OVER w, sum(DISTINCT k) OVER w, string_agg(name) OVER w FROM t WINDOW w AS (PARTITION BY seven ORDER BY i ROWS BETWEEN 40 PRECEDING AND 90 FOLLOWING EXCLUDE CURRENT ROW)",
        "SELECT i, sum(x) OVER w, first_value(k) OVER w, arg_max(name, x) OVER w, count(DISTINCT k) FILTER (WHERE x > 0) OVER w, rank() OVER (ORDER BY k) FROM t WINDOW w AS (ORDER BY seven, i ROWS BETWEEN 400 PRECEDING AND CURRENT ROW)",
        "SELECT hundred, sum(x), count(*), array_agg(i) FROM (SELECT * FROM t ORDER BY hundred) GROUP BY hundred",
        "SELECT k FROM t WHERE i < 2000 EXCEPT SELECT a FROM u",
        "SELECT i FROM t WHERE x > 9e9 LIMIT 5",
    ];

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task Rows_are_the_same_whatever_the_threads(string sql)
    {
        string[] expected = await databases.Plain.RowsAsync(sql);
        Assert.NotEmpty(expected);
        foreach (TestDatabase torn in databases.Torn)
        {
            Assert.Equal(expected, await torn.RowsAsync(sql));
        }
    }

    [Theory]
    [InlineData("SELECT rerun_partition_id, count(v), avg(v), min(v), max(v) FROM s GROUP BY 1")]
    [InlineData("SELECT rerun_partition_id, date_trunc('second', log_time), sum(v), array_agg(v) FROM s GROUP BY 1, 2")]
    [InlineData("SELECT rerun_partition_id, time_bucket(INTERVAL '300 ms', log_time), avg(v), count(*) FROM s GROUP BY 1, 2")]
    [InlineData("SELECT rerun_partition_id, log_time, v FROM s WHERE v > 3")]
    [InlineData("SELECT rerun_partition_id, log_time, v FROM s ORDER BY v DESC LIMIT 10")]
    [InlineData("SELECT v, count(*) FROM s GROUP BY v")]
    [InlineData("SELECT count(*), sum(v) FROM s")]
    public async Task Rows_of_a_dataset_are_the_same_whatever_the_threads(string sql)
    {
        const string Signal = """WITH s AS (SELECT rerun_partition_id, log_time, "/drive/speed:Scalars:scalars"[1] AS v FROM drives.log_time)""";
        await using TestDatabase one = TestDatabase.Drives(null, new CatalogClientOptions { MaxParallelism = 1 });
        string[] expected = await one.RowsAsync($"{Signal} {sql}");
        Assert.NotEmpty(expected);
        foreach (QueryEngineOptions options in new[] { TestDatabase.Torn(4096, 50), TestDatabase.Torn(7, 300) })
        {
            await using TestDatabase several = TestDatabase.Drives(options, new CatalogClientOptions { MaxParallelism = 4 });
            Assert.Equal(expected, await several.RowsAsync($"{Signal} {sql}"));
        }
    }

    [Fact]
    public async Task An_error_of_a_row_is_told_whoever_meets_it_and_only_if_the_row_is_wanted()
    {
        TestDatabase database = databases.Torn[1];
        const string Query = "SELECT 10 // (i - 2000) FROM t";
        Assert.Contains("zero", (await database.ErrorAsync(Query)).Message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("zero", (await database.ErrorAsync($"SELECT x, count(*) FROM ({Query}) AS q(x) GROUP BY x")).Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(100, (await database.RowsAsync(Query + " LIMIT 100")).Length);
        Assert.Equal(Count, (await database.RowsAsync("SELECT i FROM t")).Length);
    }

    [Fact]
    public async Task A_query_that_is_stopped_midway_leaves_the_session_usable()
    {
        TestDatabase database = databases.Torn[1];
        for (int i = 0; i < 20; i++)
        {
            QueryResult result = await database.Session.ExecuteAsync(database.Session.Prepare("SELECT i, sin(x) FROM t WHERE k > 1").Statements[0], QueryParameters.None);
            Assert.NotNull(await result.ReadNextRecordBatchAsync());
            using var cancelled = new CancellationTokenSource();
            await cancelled.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => result.ReadNextRecordBatchAsync(cancelled.Token).AsTask());
            await result.DisposeAsync();
        }

        Assert.Equal($"{Count}", await database.ValueAsync("SELECT count(*) FROM t"));
    }

    /// <summary>The same tables for one thread, and cut up for several.</summary>
    public sealed class Databases : IAsyncLifetime
    {
        internal TestDatabase Plain { get; } = TestDatabase.Empty(null, new CatalogClientOptions { MaxParallelism = 1 });

        internal TestDatabase[] Torn { get; } =
        [
            TestDatabase.Empty(TestDatabase.Torn(64, 200), new CatalogClientOptions { MaxParallelism = 4 }),
            TestDatabase.Empty(TestDatabase.Torn(8, 16), new CatalogClientOptions { MaxParallelism = 3 }),
            TestDatabase.Empty(TestDatabase.Torn(1000, 7), new CatalogClientOptions { MaxParallelism = 2 }),
        ];

        public async Task InitializeAsync()
        {
            foreach (TestDatabase database in (TestDatabase[])[Plain, .. Torn])
            {
                await database.RowsAsync(Table);
            }
        }

        public async Task DisposeAsync()
        {
            foreach (TestDatabase database in (TestDatabase[])[Plain, .. Torn])
            {
                await database.DisposeAsync();
            }
        }
    }
}
