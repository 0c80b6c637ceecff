namespace Rerun.Query.Tests.Queries;

/// <summary>Joins, set operations, sub-queries and windows, where no other database is the oracle.</summary>
public sealed class RelationalTests
{
    [Theory]
    [InlineData("SELECT k, sum(v) AS v FROM (VALUES (1, 9), (2, 5), (2, 6)) t(k, v) GROUP BY k ORDER BY max(v)", "2|11\n1|9")]
    [InlineData("SELECT -v AS v FROM (VALUES (1), (2)) t(v) ORDER BY -v", "-2\n-1")]
    [InlineData("SELECT -v AS v FROM (VALUES (1), (2)) t(v) ORDER BY v", "-2\n-1")]
    [InlineData("SELECT DISTINCT ON (-v) v % 2 AS v FROM (VALUES (1), (3), (3)) t(v) ORDER BY -v", "1\n1")]
    [InlineData("SELECT k, row_number() OVER (ORDER BY k) FROM (VALUES (1), (2), (2)) t(k) GROUP BY ALL ORDER BY 1", "1|1\n2|2")]
    [InlineData("SELECT * FROM (VALUES (1), (2)) a(x) FULL JOIN (VALUES (2, 'b'), (3, 'n')) b(x, y) USING (x)", "1|NULL\n2|b\n3|n")]
    [InlineData("SELECT * FROM (VALUES (1), (2)) a(x) RIGHT JOIN (VALUES (2, 'b'), (3, 'n')) b(x, y) USING (x)", "2|b\n3|n")]
    [InlineData("SELECT x, a.x, b.x FROM (VALUES (1), (2)) a(x) FULL JOIN (VALUES (2), (3)) b(x) USING (x) ORDER BY x", "1|1|NULL\n2|2|2\n3|NULL|3")]
    [InlineData("SELECT x, a.x, a.*, b.* FROM (VALUES (2)) a(x) RIGHT JOIN (VALUES (2), (3000000000)) b(x) USING (x) ORDER BY x", "2|2|2|2\n3000000000|NULL|NULL|3000000000")]
    [InlineData("SELECT x, a.x, b.x, c.x FROM (VALUES (1)) a(x) FULL JOIN (VALUES (2)) b(x) USING (x) FULL JOIN (VALUES (2), (3)) c(x) USING (x) ORDER BY x", "1|1|NULL|NULL\n2|NULL|2|2\n3|NULL|NULL|3")]
    [InlineData("SELECT * FROM (VALUES (1, 2), (2, 3)) a(x, z) NATURAL JOIN (VALUES (2, 'b'), (3, 'n')) b(x, y)", "2|3|b")]
    [InlineData("SELECT a.x, b.x FROM (VALUES (2)) a(x) JOIN (VALUES (2)) b(x) USING (x)", "2|2")]
    [InlineData("SELECT * FROM (VALUES (1), (2)) a(x) SEMI JOIN (VALUES (2, 'b')) b(x, y) ON a.x = b.x", "2")]
    [InlineData("SELECT * FROM (VALUES (1), (2)) a(x) ANTI JOIN (VALUES (2, 'b')) b(x, y) USING (x)", "1")]
    [InlineData("SELECT a.x FROM (VALUES (1), (NULL)) a(x) JOIN (VALUES (NULL), (3)) b(x) ON a.x IS NOT DISTINCT FROM b.x", "NULL")]
    [InlineData("SELECT * FROM (VALUES (-1), (5)) a(t) ASOF JOIN (VALUES (0, 'a'), (3, 'b'), (9, 'c')) b(t, v) ON a.t >= b.t", "5|3|b")]
    [InlineData("SELECT * FROM (VALUES (-1), (5)) a(t) ASOF LEFT JOIN (VALUES (0, 'a'), (3, 'b')) b(t, v) ON b.t <= a.t", "-1|NULL|NULL\n5|3|b")]
    [InlineData("SELECT * FROM (VALUES ('k', -1), ('k', 5)) a(k, t) ASOF JOIN (VALUES ('k', 0, 'a'), ('j', 3, 'b')) b(k, t, v) MATCH_CONDITION (a.t > b.t) USING (k)", "k|-1|NULL|NULL\nk|5|0|a")]
    [InlineData("SELECT x FROM (VALUES (1), (2), (2)) t(x) EXCEPT ALL SELECT 2 ORDER BY x", "1\n2")]
    [InlineData("WITH a AS (SELECT 1 AS x), b(y) AS (SELECT x + 1 FROM a) SELECT * FROM b, a", "2|1")]
    [InlineData("SELECT (SELECT max(x) FROM (VALUES (1), (2)) t(x)) + 1", "3")]
    [InlineData("SELECT x = ANY (SELECT 2), x <> ALL (SELECT 2) FROM (VALUES (1), (2)) t(x)", "FALSE|TRUE\nTRUE|FALSE")]
    public async Task Relations_are_put_together(string sql, string expected) => await Check(sql, expected);

    [Theory]
    [InlineData("SELECT x, row_number() OVER (ORDER BY x DESC) AS r FROM (VALUES (1), (3), (2)) t(x) QUALIFY r <= 2", "3|1\n2|2")]
    [InlineData("SELECT x, sum(x) OVER w, avg(x) OVER (w ROWS 1 PRECEDING) FROM (VALUES (1), (3), (2)) t(x) WINDOW w AS (ORDER BY x)", "1|1|1\n2|3|1.5\n3|6|2.5")]
    [InlineData("SELECT x, sum(count(*)) OVER () FROM (VALUES (1), (3), (1)) t(x) GROUP BY x ORDER BY x", "1|3\n3|3")]
    [InlineData("SELECT last_value(x IGNORE NULLS) OVER (ORDER BY y) FROM (VALUES (1, 1), (NULL, 2)) t(x, y)", "1\n1")]
    [InlineData("SELECT count(*) OVER (ORDER BY t RANGE BETWEEN INTERVAL '1 s' PRECEDING AND CURRENT ROW) FROM (VALUES (TIMESTAMP '2024-01-01'), (TIMESTAMP '2024-01-01 00:00:01'), (TIMESTAMP '2024-01-01 00:00:02.000000001')) a(t)", "1\n2\n1")]
    public async Task Windows_look_at_other_rows(string sql, string expected) => await Check(sql, expected);

    [Theory]
    [InlineData("SELECT row_number()", "row_number is a window function; it needs OVER (..).")]
    [InlineData("SELECT 1 WHERE row_number() OVER () = 1", "A window function cannot stand in WHERE.")]
    [InlineData("SELECT sum(1) OVER nope", "There is no window nope.")]
    [InlineData("SELECT * FROM (VALUES (1)) a(x) ASOF JOIN (VALUES (1)) b(x) ON a.x = b.x", "ASOF JOIN takes equalities and exactly one of >=, >, <=, <")]
    [InlineData("SELECT (SELECT x FROM (VALUES (1), (2)) t(x))", "gave more than one row")]
    public async Task Misuse_is_an_error(string sql, string message)
    {
        await using TestDatabase database = TestDatabase.Empty();
        Assert.Contains(message, (await database.ErrorAsync(sql)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recordings_join_their_partition_table()
    {
        await using TestDatabase database = TestDatabase.Drives();
        Assert.Equal(
            ["drive-003|450", "drive-004|600", "drive-011|450"],
            await database.RowsAsync(
                """
                SELECT p.rerun_partition_id, count(*)
                FROM dataframe('drives', index => 'frame', contents => '/drive/speed') f JOIN drives.__partitions p USING (rerun_partition_id)
                WHERE p."property:drive:weather"[1] = 'rain' GROUP BY 1 ORDER BY 1
                """));
    }

    [Fact]
    public async Task A_cancelled_read_ends_the_query()
    {
        await using TestDatabase database = TestDatabase.Drives();
        await using QueryResult result = await database.Session.ExecuteAsync(database.Session.Prepare("SELECT * FROM drives.frame").Statements[0], QueryParameters.None);
        Assert.NotNull(await result.ReadNextRecordBatchAsync());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => result.ReadNextRecordBatchAsync(new CancellationToken(true)).AsTask());
    }

    private static async Task Check(string sql, string expected)
    {
        await using TestDatabase database = TestDatabase.Empty();
        Assert.Equal(expected, string.Join('\n', await database.RowsAsync(sql)));
    }
}
