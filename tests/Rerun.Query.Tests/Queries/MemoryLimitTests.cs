using Rerun.Catalog;

namespace Rerun.Query.Tests.Queries;

/// <summary>Whatever keeps rows is counted: beyond <c>Memory Limit</c> a statement ends with an error that names it, and the session goes on.</summary>
public sealed class MemoryLimitTests
{
    private const string Rows = """
        WITH d(n) AS (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)),
            t AS (SELECT 10000 * a.n + 1000 * b.n + 100 * c.n + 10 * e.n + f.n AS i FROM d AS a, d AS b, d AS c, d AS e, d AS f)
        """;

    [Theory]
    [InlineData("SELECT i FROM t ORDER BY -i", "Sort")]
    [InlineData("SELECT i FROM t ORDER BY -i LIMIT 90000", "TopN")]
    [InlineData("SELECT i, count(*) FROM t GROUP BY i", "HashAggregate")]
    [InlineData("SELECT array_agg(i) FROM t", "HashAggregate")]
    [InlineData("SELECT i % 3, string_agg(CAST(i AS TEXT), ',') FROM t GROUP BY 1", "HashAggregate")]
    [InlineData("SELECT median(i) FROM t", "HashAggregate")]
    [InlineData("SELECT count(DISTINCT i) FROM t", "HashAggregate")]
    [InlineData("SELECT first(i ORDER BY -i) FROM t", "HashAggregate")]
    [InlineData("SELECT count(*) FROM t AS a JOIN t AS b ON a.i = b.i", "HashJoin")]
    [InlineData("SELECT count(*) FROM t AS a ASOF JOIN t AS b ON a.i >= b.i", "AsofJoin")]
    [InlineData("SELECT sum(i) OVER (ORDER BY -i) FROM t", "Window")]
    [InlineData("SELECT count(*) FROM (SELECT DISTINCT i FROM t)", "Distinct")]
    [InlineData("SELECT count(*) FROM (SELECT i FROM t INTERSECT SELECT -i FROM t)", "Intersect")]
    [InlineData("SELECT count(*) FROM (SELECT i FROM d AS u(i) EXCEPT ALL SELECT i FROM t)", "ExceptAll")]
    [InlineData("SELECT count(*) FROM d WHERE n IN (SELECT i FROM t)", "Subquery")]
    [InlineData("SELECT count(*) FROM (WITH RECURSIVE r(i) AS (SELECT 1 UNION SELECT 10 * r.i + n FROM r, d WHERE r.i < 100000) SELECT * FROM r)", "RecursiveUnion")]
    public async Task What_keeps_too_many_rows_is_named(string sql, string name)
    {
        foreach (int threads in new[] { 1, 4 })
        {
            await using TestDatabase database = TestDatabase.Empty(new QueryEngineOptions { MorselRows = 4096 }, Limited(threads));
            RerunException error = await database.ErrorAsync($"{Rows} {sql}");
            Assert.Equal(RerunErrorCode.OutOfMemory, error.ErrorKind);
            Assert.Equal("53200", error.SqlState);
            Assert.Contains($"{name} needs", error.Message, StringComparison.Ordinal);
            Assert.Equal("100000", await database.ValueAsync($"{Rows} SELECT count(*) FROM t"));
        }
    }

    [Fact]
    public async Task A_group_that_collects_too_much_is_noticed_before_it_ends()
    {
        await using TestDatabase database = TestDatabase.Drives(null, new CatalogClientOptions { MemoryLimit = 4096 });
        RerunException error = await database.ErrorAsync("SELECT rerun_partition_id, array_agg(log_time) FROM drives.log_time GROUP BY rerun_partition_id");
        Assert.Equal("53200", error.SqlState);
        Assert.Contains("StreamingAggregate needs", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Temporary_tables_are_counted_together_and_give_back_what_they_held()
    {
        await using TestDatabase database = TestDatabase.Empty(null, Limited(2));
        const string Quarter = $"{Rows} SELECT i FROM t WHERE i < 20000";
        await database.RowsAsync($"CREATE TEMP TABLE a AS {Quarter}");
        await database.RowsAsync($"CREATE TEMP TABLE b AS {Quarter}");
        RerunException error = await database.ErrorAsync($"CREATE TEMP TABLE c AS {Rows} SELECT i FROM t");
        Assert.Equal("53200", error.SqlState);
        Assert.Contains("temporary table c needs", error.Message, StringComparison.Ordinal);
        Assert.Equal("53200", (await database.ErrorAsync($"INSERT INTO a {Rows} SELECT i FROM t")).SqlState);
        Assert.Equal("20000", await database.ValueAsync("SELECT count(*) FROM a"));
        await database.RowsAsync("DROP TABLE a; DROP TABLE b");
        await database.RowsAsync($"CREATE TEMP TABLE c AS {Rows} SELECT i FROM t WHERE i < 40000");
        Assert.Equal("40000", await database.ValueAsync("SELECT count(*) FROM c"));
    }

    private static CatalogClientOptions Limited(int threads) => new() { MemoryLimit = 400_000, MaxParallelism = threads };
}
