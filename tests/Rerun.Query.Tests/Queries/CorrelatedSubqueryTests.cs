namespace Rerun.Query.Tests.Queries;

/// <summary>Sub-queries that use columns of the query around them, in the places where no other database is asked.</summary>
public sealed class CorrelatedSubqueryTests
{
    private const string T = "(VALUES (1, 'a'), (2, 'b'), (3, NULL)) t(x, k)";
    private const string U = "(VALUES ('a', 10), ('a', 20), ('b', 5)) u(k, v)";

    [Theory]
    [InlineData("SELECT x, (SELECT sum(v) FROM {U} WHERE u.k = t.k) FROM {T} ORDER BY x", "1|30\n2|5\n3|NULL")]
    [InlineData("SELECT x FROM {T} ORDER BY (SELECT count(*) FROM {U} WHERE u.k = t.k), x", "3\n2\n1")]
    [InlineData("SELECT sum((SELECT max(v) FROM {U} WHERE u.k = t.k)) FROM {T}", "25")]
    [InlineData("SELECT k, EXISTS (SELECT 1 FROM {U} WHERE u.k = t.k AND v > 5) FROM {T} GROUP BY k ORDER BY k", "a|TRUE\nb|FALSE\nNULL|FALSE")]
    [InlineData("SELECT k FROM {T} GROUP BY k HAVING (SELECT min(v) FROM {U} WHERE u.k = t.k) > 5", "a")]
    [InlineData("SELECT x, v FROM {T} JOIN {U} ON t.k = u.k AND v = (SELECT max(w.v) FROM {U} w WHERE w.k = t.k) ORDER BY x", "1|20\n2|5")]
    [InlineData("SELECT x, 10 = ANY (SELECT v FROM {U} WHERE u.k = t.k), x + 4 <> ALL (SELECT v FROM {U} WHERE u.k >= t.k) FROM {T} ORDER BY x", "1|TRUE|FALSE\n2|FALSE|TRUE\n3|FALSE|TRUE")]
    [InlineData("SELECT x, (SELECT y FROM (SELECT v + x AS y, k AS j FROM {U}) q WHERE q.j = t.k ORDER BY y DESC LIMIT 1) FROM {T} ORDER BY x", "1|21\n2|7\n3|NULL")]
    [InlineData("SELECT x, (SELECT string_agg(v::TEXT, ',' ORDER BY v) FROM {U} WHERE u.k = t.k AND v > @least) FROM {T} ORDER BY x", "1|10,20\n2|NULL\n3|NULL")]
    [InlineData("SELECT x, (WITH c AS (SELECT v FROM {U} WHERE u.k = t.k) SELECT count(*) FROM c, c d) FROM {T} ORDER BY x", "1|4\n2|1\n3|0")]
    [InlineData("SELECT x, (SELECT x) + 1, (SELECT (SELECT x * 2 FROM (VALUES (1)) q(z) WHERE z < t.x)) FROM {T} ORDER BY x", "1|2|NULL\n2|3|4\n3|4|6")]
    [InlineData("SELECT x FROM {T} WHERE CASE WHEN x < 3 THEN EXISTS (SELECT 1 FROM {U} WHERE u.k = t.k AND u.v > 5) ELSE TRUE END ORDER BY x", "1\n3")]
    [InlineData("SELECT count(*) FROM (SELECT x, (SELECT max(v) FROM {U} WHERE u.k = t.k) AS m FROM {T}) WHERE m > 5", "1")]
    [InlineData("SELECT CASE WHEN x = 2 THEN (SELECT v FROM {U} WHERE u.k = t.k) END FROM {T} ORDER BY x", "NULL\n5\nNULL")]
    [InlineData("SELECT CASE WHEN x = 9 THEN (SELECT v FROM {U}) ELSE 0 END FROM {T}", "0\n0\n0")]
    [InlineData("SELECT coalesce(x, (SELECT 1 / (v - 5) FROM {U})) FROM {T} ORDER BY 1", "1\n2\n3")]
    [InlineData("SELECT x FROM {T} WHERE x > 0 OR (SELECT 1 / (v - 5) FROM {U} WHERE u.v > t.x) = 1 ORDER BY 1", "1\n2\n3")]
    [InlineData("SELECT CASE WHEN x <> 2 THEN (SELECT max(v / (t.x - 2)) FROM {U} WHERE u.k = t.k) END FROM {T} ORDER BY x", "-10\nNULL\nNULL")]
    [InlineData("SELECT t.x, u.v FROM {T} FULL JOIN {U} ON t.k = u.k AND EXISTS (SELECT 1 FROM {U} w WHERE w.k = t.k AND w.v > 10) ORDER BY 1, 2", "1|10\n1|20\n2|NULL\n3|NULL\nNULL|5")]
    [InlineData("SELECT t.x, u.v FROM {T} LEFT JOIN {U} ON EXISTS (SELECT 1 FROM {U} w WHERE w.k = t.k AND w.v > u.v) ORDER BY 1, 2", "1|5\n1|10\n2|NULL\n3|NULL")]
    [InlineData("SELECT t.x, u.v FROM {T} RIGHT JOIN {U} ON EXISTS (SELECT 1 FROM {U} w WHERE w.k = t.k AND w.v > u.v) ORDER BY 1, 2", "1|5\n1|10\nNULL|20")]
    [InlineData("SELECT t.x FROM {T} ANTI JOIN {U} ON EXISTS (SELECT 1 FROM {U} w WHERE w.k = t.k AND w.v > u.v) ORDER BY 1", "2\n3")]
    [InlineData("SELECT (1, 2) IN (SELECT 1, 2), (1, NULL) = (SELECT 1, 2), (1, 3) < (SELECT 1, NULL), 3 > ALL (SELECT v FROM {U} WHERE FALSE), 7 < ANY (SELECT v FROM {U})", "TRUE|NULL|NULL|TRUE|TRUE")]
    [InlineData("SELECT x, (SELECT array_agg(e) FROM UNNEST([t.x, 5]) q(e)) FROM {T} ORDER BY x", "1|[1, 5]\n2|[2, 5]\n3|[3, 5]")]
    [InlineData("SELECT x, e FROM {T}, UNNEST((SELECT array_agg(v) FROM {U} WHERE u.k = t.k)) q(e) ORDER BY 1, 2", "1|10\n1|20\n2|5")]
    [InlineData("SELECT x, sum((SELECT max(v) FROM {U} WHERE u.k = t.k)) OVER (ORDER BY x) FROM {T} ORDER BY x", "1|20\n2|25\n3|25")]
    [InlineData("SELECT t.x, s.v FROM {T}, LATERAL (SELECT v FROM {U} WHERE u.k = t.k ORDER BY v DESC LIMIT 1) s ORDER BY 1", "1|20\n2|5")]
    [InlineData("SELECT t.x, s.y FROM {T} LEFT JOIN LATERAL (SELECT v, t.x * v AS y FROM {U} WHERE u.k = t.k) s ON s.v > 5 ORDER BY 1, 2", "1|10\n1|20\n2|NULL\n3|NULL")]
    [InlineData("SELECT t.x, s.n, m FROM {T} CROSS JOIN LATERAL (SELECT count(*) n FROM {U} WHERE u.k = t.k) s, LATERAL (SELECT s.n + 1 AS m) q ORDER BY 1", "1|2|3\n2|1|2\n3|0|1")]
    [InlineData("SELECT t.x, s.v FROM (VALUES (1)) o(o), {T} JOIN LATERAL (SELECT v FROM {U} WHERE u.k = t.k AND v > o) s ON s.v < 20 ORDER BY 1", "1|10\n2|5")]
    [InlineData("SELECT x FROM {T} WHERE EXISTS (SELECT 1 FROM {U}, LATERAL (SELECT u.v + t.x AS z) q WHERE z = 21) ORDER BY 1", "1")]
    public async Task Each_row_has_its_own_answer(string sql, string expected)
    {
        sql = sql.Replace("{U} w", U.Replace("u(", "w(", StringComparison.Ordinal), StringComparison.Ordinal).Replace("{U}", U, StringComparison.Ordinal).Replace("{T}", T, StringComparison.Ordinal);
        foreach (QueryEngineOptions options in (QueryEngineOptions[])[new(), new() { BatchRows = 1 }, new() { DisabledRules = Optimizer.PlanOptimizer.RuleNames }])
        {
            await using TestDatabase database = TestDatabase.Empty(options);
            Assert.Equal(expected, string.Join('\n', await database.RowsAsync(sql, ("least", 5))));
        }
    }

    [Fact]
    public async Task A_second_row_is_an_error_for_the_row_that_has_it()
    {
        await using TestDatabase database = TestDatabase.Empty();
        string sql = $"SELECT (SELECT v FROM {U} WHERE u.k = t.k) FROM {T}";
        Assert.Contains("more than one row", (await database.ErrorAsync(sql)).Message, StringComparison.Ordinal);
        Assert.Equal("5", await database.ValueAsync(sql + " WHERE x = 2"));
    }

    [Theory]
    [InlineData("SELECT x FROM {T} WHERE EXISTS (SELECT 1 FROM {U} WHERE u.k = t.k)", "SemiJoin: left.k = right.k")]
    [InlineData("SELECT x FROM {T} WHERE NOT EXISTS (SELECT 1 FROM {U} WHERE u.k = t.k AND v > 15)", "AntiJoin: left.k = right.k")]
    [InlineData("SELECT x FROM {T} WHERE x IN (SELECT v FROM {U} WHERE u.k = t.k)", "SemiJoin: left.k = right.k AND left.x = right.v")]
    [InlineData("SELECT x FROM {T} WHERE (x, k) IN (SELECT v, k FROM {U})", "SemiJoin: left.x = right.v AND left.k = right.k")]
    [InlineData("SELECT x, EXISTS (SELECT 1 FROM {U} WHERE u.k = t.k) FROM {T}", "MarkJoin: left.k = right.k")]
    [InlineData("SELECT x, (SELECT sum(v) FROM {U} WHERE u.k = t.k) FROM {T}", "LeftJoin: left.k = right.k")]
    [InlineData("SELECT x, (SELECT v FROM {U} WHERE u.k = t.k) FROM {T}", "LeftJoin: left.k = right.k")]
    [InlineData("SELECT x, v FROM {T}, LATERAL (SELECT v FROM {U} WHERE u.k = t.k AND v > t.x)", "InnerJoin: left.k = right.k AND v > x")]
    public async Task What_a_join_can_check_becomes_a_join(string sql, string line)
    {
        sql = sql.Replace("{U}", U, StringComparison.Ordinal).Replace("{T}", T, StringComparison.Ordinal);
        await using TestDatabase database = TestDatabase.Empty();
        Assert.Contains(line, await database.PlanAsync(sql), StringComparison.Ordinal);
        await using TestDatabase byRow = TestDatabase.Empty(new QueryEngineOptions { DisabledRules = ["decorrelate-subqueries"] });
        Assert.DoesNotContain(line, await byRow.PlanAsync(sql), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Partitions_are_compared_with_what_is_recorded_in_them()
    {
        await using TestDatabase database = TestDatabase.Drives();
        Assert.Equal(
            await database.RowsAsync("SELECT rerun_partition_id, max(frame) FROM drives.frame GROUP BY 1 ORDER BY 1"),
            await database.RowsAsync(
                """
                SELECT p.rerun_partition_id, (SELECT max(f.frame) FROM drives.frame f WHERE f.rerun_partition_id = p.rerun_partition_id)
                FROM drives.__partitions p WHERE EXISTS (SELECT 1 FROM drives.frame f WHERE f.rerun_partition_id = p.rerun_partition_id) ORDER BY 1
                """));
    }

    [Fact]
    public async Task A_sub_query_of_one_partition_reads_that_partition_only()
    {
        await using TestDatabase database = TestDatabase.Drives();
        string first = (await database.RowsAsync("SELECT min(rerun_partition_id) FROM drives.__partitions"))[0];
        string sql = $"""
            SELECT p.rerun_partition_id, (SELECT max(f.frame) FROM drives.frame f WHERE f.rerun_partition_id = p.rerun_partition_id)
            FROM drives.__partitions p WHERE p.rerun_partition_id = '{first}'
            """;
        Assert.Contains($".FilterPartitionId(\"{first}\")", await database.PlanAsync(sql), StringComparison.Ordinal);
        await using TestDatabase plain = TestDatabase.Drives(new QueryEngineOptions { DisabledRules = Optimizer.PlanOptimizer.RuleNames });
        Assert.Equal(await plain.RowsAsync(sql), await database.RowsAsync(sql));
    }

    [Theory]
    [InlineData("SELECT l.x, r.v FROM {T} l JOIN {U} r ON l.k = r.k WHERE l.k = 'a'")]
    [InlineData("SELECT l.x, r.v FROM {T} l LEFT JOIN {U} r ON l.k = r.k WHERE l.k IN ('b', 'c')")]
    [InlineData("SELECT l.x, r.v FROM {T} l FULL JOIN {U} r ON l.k = r.k AND l.k = 'a'")]
    [InlineData("SELECT l.x, r.v FROM {T} l RIGHT JOIN (SELECT * FROM {U} WHERE k <> 'b') r ON l.k = r.k")]
    [InlineData("SELECT x FROM {T} WHERE k <> 'a' AND k NOT IN (SELECT k FROM {U} WHERE u.v > t.x)")]
    [InlineData("SELECT x, k IN (SELECT k FROM {U} WHERE u.v > t.x) FROM {T} WHERE k >= 'b'")]
    [InlineData("SELECT l.x FROM {T} l JOIN (SELECT DISTINCT k FROM {U} WHERE k < 'b' LIMIT 1) r ON l.k = r.k")]
    public async Task Conditions_on_one_side_of_a_key_change_no_rows_on_the_other(string sql)
    {
        sql = sql.Replace("{U}", $"(SELECT * FROM {U})", StringComparison.Ordinal).Replace("{T} l", $"(SELECT * FROM {T}) l", StringComparison.Ordinal)
            .Replace("{T}", T, StringComparison.Ordinal).Replace($"(SELECT * FROM {U}) WHERE", $"{U} WHERE", StringComparison.Ordinal);
        await using TestDatabase database = TestDatabase.Empty();
        await using TestDatabase plain = TestDatabase.Empty(new QueryEngineOptions { DisabledRules = Optimizer.PlanOptimizer.RuleNames });
        Assert.Equal((await plain.RowsAsync(sql)).Order(StringComparer.Ordinal), (await database.RowsAsync(sql)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Rows_of_recordings_are_chosen_by_what_their_partition_holds()
    {
        await using TestDatabase database = TestDatabase.Drives();
        Assert.Equal(
            await database.RowsAsync("SELECT rerun_partition_id, max(frame) FROM drives.frame WHERE frame < 100 GROUP BY 1 ORDER BY 1"),
            await database.RowsAsync(
                """
                SELECT rerun_partition_id, frame FROM drives.frame f
                WHERE frame < 100 AND frame = (SELECT max(g.frame) FROM drives.frame g WHERE g.rerun_partition_id = f.rerun_partition_id AND g.frame < 100) ORDER BY 1
                """));
    }
}
