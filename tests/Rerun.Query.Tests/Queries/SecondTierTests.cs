namespace Rerun.Query.Tests.Queries;

/// <summary>The shortcuts of the dialect: each against the same in plain words, or against rows written down.</summary>
public sealed class SecondTierTests
{
    private const string T = "CREATE TEMP TABLE t (a INT, b INT, c TEXT); INSERT INTO t VALUES (1, 10, 'x'), (2, NULL, 'y'), (2, 20, 'x'), (NULL, 5, 'z')";

    [Theory]
    [InlineData("SELECT COLUMNS('^[ab]$') FROM t", "SELECT a, b FROM t")]
    [InlineData("SELECT max(COLUMNS(*)) FROM t", "SELECT max(a), max(b), max(c) FROM t")]
    [InlineData("SELECT COLUMNS(* EXCLUDE (c)) + 1 FROM t", "SELECT a + 1, b + 1 FROM t")]
    [InlineData("SELECT COLUMNS(n -> n <> 'a') FROM t", "SELECT b, c FROM t")]
    [InlineData("SELECT COLUMNS(['c', 'A']), count(*) OVER () FROM t", "SELECT c, a, count(*) OVER () FROM t")]
    [InlineData("SELECT coalesce(COLUMNS('a'), COLUMNS('b')) FROM t", "SELECT coalesce(a, b) FROM t")]
    [InlineData("FROM t SELECT * EXCLUDE b REPLACE (a + 1 AS a) RENAME (c AS d)", "SELECT a + 1 AS a, c AS d FROM t")]
    [InlineData("SELECT * FROM t UNION ALL BY NAME SELECT 5 AS d, 6 AS A", "SELECT a, b, c, NULL AS d FROM t UNION ALL SELECT 6, NULL, NULL, 5")]
    [InlineData("SELECT a FROM t UNION BY NAME SELECT 1 AS a", "SELECT a FROM t UNION SELECT 1")]
    [InlineData("SELECT unnest([1, 2, 1]) AS e, count(*) FROM t GROUP BY e", "SELECT e, count(*) FROM t, UNNEST([1, 2, 1]) u(e) GROUP BY e")]
    [InlineData("SELECT unnest([a, 7]) AS e, sum(b) FROM t GROUP BY 1 HAVING e > 1", "SELECT e, sum(b) FROM t, UNNEST([a, 7]) u(e) GROUP BY e HAVING e > 1")]
    [InlineData("SELECT unnest([1, 2]) AS e, c FROM t ORDER BY unnest([1, 2]) DESC, c", "SELECT e, c FROM t, UNNEST([1, 2]) u(e) ORDER BY e DESC, c")]
    [InlineData("SELECT ARRAY(SELECT a FROM t ORDER BY a)", "SELECT array_agg(a ORDER BY a) FROM t")]
    [InlineData("SELECT c, ARRAY(SELECT u.a FROM t u WHERE u.b > t.b ORDER BY u.b) FROM t", "SELECT c, coalesce((SELECT array_agg(u.a ORDER BY u.b) FROM t u WHERE u.b > t.b), CAST([] AS INT[])) FROM t")]
    [InlineData("SELECT * FROM t ORDER BY a FETCH FIRST 2 ROWS WITH TIES", "SELECT * FROM t WHERE a <= 2 ORDER BY a")]
    [InlineData("SELECT b FROM t ORDER BY a OFFSET 1 FETCH FIRST ROW WITH TIES", "SELECT b FROM t WHERE a = 2")]
    [InlineData("SELECT TOP 1 WITH TIES c FROM t ORDER BY c", "SELECT c FROM t WHERE c = 'x'")]
    [InlineData("SELECT DISTINCT c FROM t ORDER BY c FETCH FIRST 2 ROWS WITH TIES", "SELECT DISTINCT c FROM t WHERE c < 'z' ORDER BY c")]
    [InlineData("SELECT c FROM t ORDER BY c, b LIMIT 50 PERCENT", "SELECT c FROM t ORDER BY c, b LIMIT 2")]
    [InlineData("SELECT TOP 60 PERCENT c FROM t ORDER BY c, b", "SELECT c FROM t ORDER BY c, b LIMIT 3")]
    [InlineData("SELECT c FROM t ORDER BY c, b LIMIT 26 PERCENT OFFSET 1", "SELECT c FROM t ORDER BY c, b LIMIT 2 OFFSET 1")]
    [InlineData("SELECT * FROM generate_series(1, 5, 2)", "VALUES (1::BIGINT), (3), (5)")]
    [InlineData("SELECT g FROM generate_series(3, 1, -1) AS g", "VALUES (3::BIGINT), (2), (1)")]
    [InlineData("SELECT i, n FROM range(3) WITH ORDINALITY AS r(i, n)", "VALUES (0::BIGINT, 1::BIGINT), (1, 2), (2, 3)")]
    [InlineData("SELECT t.b, i FROM t, generate_series(1, t.a) g(i)", "SELECT t.b, e FROM t, UNNEST(CASE a WHEN 1 THEN [1::BIGINT] WHEN 2 THEN [1, 2] END) u(e)")]
    [InlineData("SELECT sum(i) FROM range(10000) r(i)", "SELECT 49995000::BIGINT")]
    [InlineData("SELECT * FROM generate_series(9223372036854775806, 9223372036854775807)", "VALUES (9223372036854775806), (9223372036854775807)")]
    [InlineData("SELECT * FROM range(NULL)", "SELECT 1::BIGINT WHERE FALSE")]
    [InlineData("SELECT * FROM generate_series(TIMESTAMP '2024-01-31', TIMESTAMP '2024-04-30', INTERVAL '1 month')", "VALUES (TIMESTAMP '2024-01-31'), (TIMESTAMP '2024-02-29'), (TIMESTAMP '2024-03-29'), (TIMESTAMP '2024-04-29')")]
    [InlineData("SELECT * FROM range('2024-01-01', '2024-01-02', INTERVAL '12 hours')", "VALUES (TIMESTAMP '2024-01-01'), (TIMESTAMP '2024-01-01 12:00:00')")]
    [InlineData("SELECT column_name, column_type, min, max, approx_unique, avg, q50, count, null_percentage FROM (SUMMARIZE t)",
        "SELECT 'a', 'INTEGER', '1', '2', 2::BIGINT, avg(a), 2.0, 4::BIGINT, 25.0 FROM t UNION ALL SELECT 'b', 'INTEGER', '5', '20', 3, avg(b), 10.0, 4, 25.0 FROM t UNION ALL SELECT 'c', 'VARCHAR', 'x', 'z', 3, NULL, NULL, 4, 0.0")]
    [InlineData("SELECT count(*), min(i) >= 0, count(DISTINCT i) FROM range(1000) r(i) TABLESAMPLE reservoir (50 ROWS)", "SELECT 50::BIGINT, TRUE, 50::BIGINT")]
    [InlineData("SELECT count(*) FROM t USING SAMPLE 100 PERCENT", "SELECT 4::BIGINT")]
    [InlineData("SELECT * FROM range(1000) TABLESAMPLE BERNOULLI (10) REPEATABLE (7)", "SELECT * FROM range(1000) TABLESAMPLE BERNOULLI (10) REPEATABLE (7)")]
    [InlineData("SELECT * FROM temp.t", "SELECT * FROM t")]
    public async Task A_shortcut_gives_the_rows_of_plain_words(string sql, string plain)
    {
        foreach (QueryEngineOptions options in (QueryEngineOptions[])[new(), new() { BatchRows = 1 }, new() { DisabledRules = Optimizer.PlanOptimizer.RuleNames }])
        {
            await using TestDatabase database = TestDatabase.Empty(options);
            await database.RowsAsync(T);
            Assert.Equal((await database.RowsAsync(plain)).Order(StringComparer.Ordinal), (await database.RowsAsync(sql)).Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData("SELECT COLUMNS('q') FROM t", "No column fits")]
    [InlineData("SELECT COLUMNS('(') FROM t", "not a regular expression")]
    [InlineData("SELECT 1 FROM t WHERE COLUMNS(*) = 1", "outside of the select list")]
    [InlineData("SELECT COLUMNS(*) + COLUMNS('a') FROM t", "equally many columns")]
    [InlineData("SELECT * FROM t TABLESAMPLE magic (3)", "no sampling method magic")]
    [InlineData("SELECT * FROM t USING SAMPLE 200 PERCENT", "0 to 100 percent")]
    [InlineData("SELECT b FROM t FETCH FIRST 2 ROWS WITH TIES", "needs ORDER BY")]
    [InlineData("SELECT * FROM range(1, 5, 0)", "cannot be zero")]
    [InlineData("SELECT * FROM range(1.5)", "whole numbers")]
    [InlineData("SELECT * FROM range(TIMESTAMP '2024-01-01', TIMESTAMP '2024-01-02')", "needs a step")]
    [InlineData("SELECT sum(unnest([1])) FROM t", "UNNEST")]
    public async Task What_a_shortcut_cannot_mean_is_told(string sql, string words)
    {
        await using TestDatabase database = TestDatabase.Empty();
        await database.RowsAsync(T);
        Assert.Contains(words, (await database.ErrorAsync(sql)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Columns_are_named_by_what_they_stand_for()
    {
        await using TestDatabase database = TestDatabase.Empty();
        await database.RowsAsync(T);
        Assert.Equal(["max(a)", "max(b)", "b", "x"], await database.ColumnsAsync("SELECT max(COLUMNS('a|b')), any_value(b) AS b, 1 AS x FROM t"));
    }

    [Fact]
    public async Task A_sample_has_about_its_share_and_another_seed_chooses_others()
    {
        await using TestDatabase database = TestDatabase.Empty();
        string[] first = await database.RowsAsync("SELECT * FROM range(10000) TABLESAMPLE BERNOULLI (50) REPEATABLE (1)");
        Assert.InRange(first.Length, 4500, 5500);
        Assert.NotEqual(first, await database.RowsAsync("SELECT * FROM range(10000) TABLESAMPLE BERNOULLI (50) REPEATABLE (2)"));
        Assert.NotEqual(await database.RowsAsync("SELECT * FROM range(10000) USING SAMPLE 20 ROWS"), await database.RowsAsync("SELECT * FROM range(10000) USING SAMPLE 20 ROWS"));
    }
}
