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
