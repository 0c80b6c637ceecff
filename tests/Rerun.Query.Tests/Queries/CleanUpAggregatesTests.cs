namespace Rerun.Query.Tests.Queries;

/// <summary>Aggregations compute no more than is asked of them.</summary>
public sealed class CleanUpAggregatesTests
{
    private const string Tables =
        "WITH t(a, b, c, d) AS (VALUES (1, 10, 'x', 0.5), (2, NULL, 'y', 0.0), (NULL, 30, 'x', -0.0), (2, 20, NULL, NULL), (3, 10, 'z', 'NaN'), (1, 10, 'x', 0.0), (NULL, NULL, NULL, -0.0)) ";

    [Theory]
    [InlineData("SELECT sum(a), sum(a) / count(*), count(*) FROM t", "Aggregate: sum(CAST(a AS BIGINT)), count(*)\n")]
    [InlineData("SELECT min(DISTINCT a), max(DISTINCT c) FROM t", "Aggregate: min(a), max(c)\n")]
    [InlineData("SELECT c, upper(c), count(*) FROM t GROUP BY c, upper(c), 'q'", "GROUP BY c\n")]
    [InlineData("SELECT upper(c), length(upper(c)), count(*) FROM t GROUP BY 2, 1", "GROUP BY upper(c)\n")]
    [InlineData("SELECT upper(c), lower(c), count(*) FROM t GROUP BY 1, 2", "GROUP BY upper(c), lower(c)\n")]
    [InlineData("SELECT a, 10 / a, count(*) FROM t GROUP BY 1, 2", "GROUP BY a, 10 / a\n")]
    [InlineData("SELECT count(*) FROM t GROUP BY a, 10 / (a - 7)", "GROUP BY a, 10 / (a - 7)\n")]
    [InlineData("SELECT d, CAST(d AS VARCHAR), count(*) FROM t GROUP BY 1, 2", "GROUP BY d, CAST(d AS VARCHAR)\n")]
    [InlineData("SELECT 'q', count(*) FROM t WHERE a > 90 GROUP BY 1", "GROUP BY 'q'\n")]
    [InlineData("SELECT a, count(*) FROM t GROUP BY a, random() < 2", "GROUP BY a, random()")]
    [InlineData("SELECT count(*), min(a) FROM (SELECT a, b + 1 AS b1 FROM t ORDER BY c) AS q WHERE a > 0", "Aggregate: count(*), min(a)\n")]
    public async Task A_plan_groups_and_computes_once(string query, string part)
    {
        await using TestDatabase database = TestDatabase.Empty();
        await using TestDatabase written = TestDatabase.Empty(new QueryEngineOptions { DisabledRules = ["clean-up-aggregates"] });
        Assert.Contains(part, await database.PlanAsync(Tables + query) + "\n", StringComparison.Ordinal);
        Assert.Equal(await written.RowsAsync(Tables + query), await database.RowsAsync(Tables + query));
    }

    [Theory]
    [InlineData("SELECT DISTINCT a, count(*) FROM t GROUP BY a", "Distinct", false)]
    [InlineData("SELECT DISTINCT count(*) FROM t GROUP BY a", "Distinct", true)]
    [InlineData("SELECT DISTINCT a + 1, count(*) FROM t GROUP BY a", "Distinct", true)]
    [InlineData("SELECT DISTINCT * FROM (SELECT DISTINCT a, c FROM t ORDER BY a LIMIT 3) AS q", "Distinct\n  TopN", false)]
    [InlineData("SELECT count(a) FROM (SELECT * FROM t ORDER BY b) AS q", "Sort", false)]
    [InlineData("SELECT count(a) FROM (SELECT * FROM t ORDER BY 10 / (b - 99)) AS q", "Sort", true)]
    [InlineData("SELECT array_agg(a) FROM (SELECT * FROM t ORDER BY b) AS q", "Sort", true)]
    [InlineData("SELECT min(d) FROM (SELECT * FROM t ORDER BY b) AS q", "Sort", true)]
    [InlineData("SELECT count(a) FROM (SELECT * FROM t ORDER BY b LIMIT 2) AS q", "TopN", true)]
    public async Task What_changes_no_row_is_left_out(string query, string part, bool stays)
    {
        await using TestDatabase database = TestDatabase.Empty();
        await using TestDatabase written = TestDatabase.Empty(new QueryEngineOptions { DisabledRules = ["clean-up-aggregates"] });
        Assert.Equal(stays, (await database.PlanAsync(Tables + query)).Contains(part, StringComparison.Ordinal));
        Assert.Equal(await written.RowsAsync(Tables + query), await database.RowsAsync(Tables + query));
    }
}
