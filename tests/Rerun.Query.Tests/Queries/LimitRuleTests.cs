namespace Rerun.Query.Tests.Queries;

/// <summary>The first rows are found with as few rows as they need.</summary>
public sealed class LimitRuleTests
{
    private const string Tables =
        "WITH t(a, b) AS (VALUES (1, 10), (2, NULL), (NULL, 30), (2, 20), (3, 10), (1, 11), (0, -5)), u(a, e) AS (VALUES (1, 100), (1, 101), (2, 200), (NULL, 300), (7, 700)) ";

    [Theory]
    [InlineData("SELECT t.a, t.b, u.e FROM t LEFT JOIN u ON t.a = u.a ORDER BY t.b LIMIT 3", 2)]
    [InlineData("SELECT t.a, t.b, u.e FROM t LEFT JOIN u ON t.a = u.a AND u.e > 100 ORDER BY t.a DESC, t.b LIMIT 2 OFFSET 1", 2)]
    [InlineData("SELECT t.b, t.a IN (SELECT u.a FROM u WHERE u.e > t.b) FROM t ORDER BY t.b NULLS FIRST LIMIT 3", 3)]
    [InlineData("SELECT q.b, w.e FROM (SELECT t.a, t.b FROM t LEFT JOIN u ON t.a = u.a) AS q LEFT JOIN u AS w ON q.a = w.a ORDER BY q.b LIMIT 4", 3)]
    [InlineData("SELECT t.a, t.b, u.e FROM t LEFT JOIN u ON t.a = u.a ORDER BY t.b, u.e LIMIT 3", 1)]
    [InlineData("SELECT t.a, t.b, u.e FROM t RIGHT JOIN u ON t.a = u.a ORDER BY u.e LIMIT 3", 1)]
    [InlineData("SELECT t.a, t.b, u.e FROM t JOIN u ON t.a = u.a ORDER BY t.b, u.e LIMIT 3", 1)]
    [InlineData("SELECT t.a, t.b, u.e FROM t LEFT JOIN u ON t.a = 10 / u.a ORDER BY t.b LIMIT 3", 2)]
    [InlineData("SELECT t.a, t.b, u.e FROM t LEFT JOIN u ON 10 / (t.a - 9) = u.a ORDER BY t.b LIMIT 3", 1)]
    [InlineData("SELECT * FROM (SELECT t.a, t.b FROM t ORDER BY t.b LIMIT 5) AS q LIMIT 2", 1)]
    public async Task A_top_stands_before_the_join_where_its_order_is_that_of_the_left_rows(string query, int tops)
    {
        await using TestDatabase database = TestDatabase.Empty();
        await using TestDatabase written = TestDatabase.Empty(new QueryEngineOptions { DisabledRules = ["push-down-limits"] });
        await using TestDatabase torn = TestDatabase.Empty(TestDatabase.Torn(2, 3), new Catalog.CatalogClientOptions { MaxParallelism = 4 });
        Assert.Equal(tops, (await database.PlanAsync(Tables + query)).Split("TopN").Length - 1);
        string[] expected = await written.RowsAsync(Tables + query);
        Assert.Equal(expected, await database.RowsAsync(Tables + query));
        Assert.Equal(expected, await torn.RowsAsync(Tables + query));
    }

    [Fact]
    public async Task Parts_of_a_union_that_come_in_order_are_read_as_far_as_they_are_needed()
    {
        const string Query =
            "SELECT rerun_partition_id, log_time FROM dataframe('drives', index => 'log_time', contents => '/drive/**') WHERE rerun_partition_id = 'drive-001' "
            + "UNION ALL SELECT rerun_partition_id, log_time FROM dataframe('drives', index => 'log_time', contents => '/drive/**') WHERE rerun_partition_id = 'drive-002' ORDER BY log_time LIMIT 5";
        await using TestDatabase database = TestDatabase.Drives();
        await using TestDatabase written = TestDatabase.Drives(new QueryEngineOptions { DisabledRules = ["push-down-limits"] });
        Assert.Equal(3, (await database.PlanAsync(Query)).Split("Limit: 5").Length - 1);
        Assert.Equal(await written.RowsAsync(Query), await database.RowsAsync(Query));
    }
}
