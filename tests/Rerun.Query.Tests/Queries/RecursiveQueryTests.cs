using Microsoft.Data.Sqlite;

namespace Rerun.Query.Tests.Queries;

/// <summary>WITH RECURSIVE: the rows of SQLite where it has the words, and what it has not.</summary>
public sealed class RecursiveQueryTests
{
    private const string Edges = "e(f, t) AS (VALUES (1, 2), (2, 3), (3, 1), (3, 4), (4, NULL), (NULL, 5), (6, 6))";

    [Theory]
    [InlineData("WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 5) SELECT * FROM c")]
    [InlineData("WITH RECURSIVE c(x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM c LIMIT 10) SELECT sum(x), count(*) FROM c")]
    [InlineData("WITH RECURSIVE c(x) AS (SELECT 1 UNION SELECT (x + 1) % 7 FROM c) SELECT * FROM c")]
    [InlineData("WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c LIMIT 3")]
    [InlineData("WITH RECURSIVE fib(a, b) AS (SELECT 0, 1 UNION ALL SELECT b, a + b FROM fib WHERE b < 100) SELECT a FROM fib")]
    [InlineData($"WITH RECURSIVE {Edges}, r(n) AS (SELECT 1 UNION SELECT e.t FROM r JOIN e ON e.f = r.n) SELECT * FROM r")]
    [InlineData($"WITH RECURSIVE {Edges}, r(n, d) AS (SELECT f, 0 FROM e UNION SELECT e.t, d + 1 FROM e, r WHERE e.f = r.n AND d < 4) SELECT n, min(d), count(*) FROM r GROUP BY n")]
    [InlineData("WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 3) SELECT a.x, b.x FROM c a, c b")]
    [InlineData("WITH RECURSIVE a(x) AS (SELECT y + 1 FROM b), b(y) AS (SELECT 1) SELECT * FROM a, b")]
    [InlineData("WITH RECURSIVE d(p) AS (SELECT 0 UNION ALL SELECT p + 1 FROM d WHERE p < 4), w(r, c) AS (SELECT a.p, b.p FROM d a, d b WHERE a.p <> b.p) SELECT count(*) FROM w")]
    [InlineData("WITH RECURSIVE c(x, y) AS (SELECT 1, NULL UNION ALL SELECT x + 1, x FROM c WHERE x < 3) SELECT * FROM c")]
    [InlineData("WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT 5 UNION ALL SELECT x * 2 FROM c WHERE x < 20) SELECT * FROM c")]
    [InlineData("SELECT n, (WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < n) SELECT sum(x) FROM c) FROM (SELECT 1 AS n UNION ALL SELECT 4)")]
    [InlineData($"WITH RECURSIVE {Edges}, r(n) AS (SELECT 1 UNION SELECT e.t FROM r, e WHERE e.f = r.n AND EXISTS (SELECT 1 FROM e AS x WHERE x.f = e.t)) SELECT * FROM r")]
    [InlineData("WITH RECURSIVE c(x) AS MATERIALIZED (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 2000), d AS NOT MATERIALIZED (SELECT max(x) FROM c) SELECT * FROM d")]
    public async Task Rows_equal_those_of_SQLite(string sql)
    {
        SQLitePCL.Batteries_V2.Init();
        using var sqlite = new SqliteConnection("Data Source=:memory:");
        sqlite.Open();
        string[] expected = [.. SqliteRows.Of(sqlite, sql).Order(StringComparer.Ordinal)];
        foreach (QueryEngineOptions options in (QueryEngineOptions[])[new(), new() { BatchRows = 2 }, new() { DisabledRules = Optimizer.PlanOptimizer.RuleNames }])
        {
            await using TestDatabase database = TestDatabase.Empty(options);
            Assert.Equal(expected, (await database.RowsAsync(sql)).Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData("WITH RECURSIVE a(x) AS (SELECT x FROM a) SELECT * FROM a", "names itself")]
    [InlineData("WITH RECURSIVE a(x) AS (SELECT x FROM b), b(x) AS (SELECT x FROM a) SELECT * FROM a", "names itself")]
    [InlineData("WITH RECURSIVE a(x) AS (SELECT 1 EXCEPT SELECT x + 1 FROM a) SELECT * FROM a", "UNION [ALL]")]
    [InlineData("WITH RECURSIVE a(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM a WHERE x < (SELECT max(x) FROM a)) SELECT * FROM a", "sub-query of its own step")]
    [InlineData("WITH RECURSIVE a(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM a ORDER BY 1) SELECT * FROM a", "ORDER BY of a recursive query")]
    [InlineData("WITH RECURSIVE a(x) AS (SELECT 1 UNION ALL SELECT x, x FROM a) SELECT * FROM a", "equally many columns")]
    public async Task What_is_no_recursion_is_an_error(string sql, string words)
    {
        await using TestDatabase database = TestDatabase.Empty();
        Assert.Contains(words, (await database.ErrorAsync(sql)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Types_widen_until_they_fit_the_step()
    {
        await using TestDatabase database = TestDatabase.Empty();
        Assert.Equal(["1|a", "1.5|ab", "2.25|abb"], await database.RowsAsync(
            "WITH RECURSIVE c AS (SELECT 1 AS x, 'a' AS p UNION ALL SELECT x * 1.5, p || 'b' FROM c WHERE x < 2) SELECT * FROM c"));
    }

    [Fact]
    public async Task Recursion_stands_in_views_and_in_inserts()
    {
        await using TestDatabase database = TestDatabase.Empty();
        await database.RowsAsync(
            """
            CREATE TEMP VIEW v AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 3) SELECT * FROM c;
            CREATE TEMP TABLE t (x INT);
            INSERT INTO t WITH RECURSIVE c(x) AS (SELECT 7 UNION ALL SELECT x + 1 FROM c WHERE x < 8) SELECT * FROM c
            """);
        Assert.Equal(["1", "2", "3", "7", "8"], await database.RowsAsync("SELECT x FROM v UNION ALL SELECT x FROM t ORDER BY 1"));
    }

    [Fact]
    public async Task A_recursion_without_end_is_cancelled()
    {
        await using TestDatabase database = TestDatabase.Empty();
        using var stop = new CancellationTokenSource();
        await using QueryResult result = await database.Session.ExecuteAsync(
            database.Session.Prepare("WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT 1 FROM c) SELECT count(*) FROM c").Statements[0], QueryParameters.None);
        Task reading = Task.Run(async () => await result.ReadNextRecordBatchAsync(stop.Token));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }
}
