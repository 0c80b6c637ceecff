using Rerun.Catalog;

namespace Rerun.Query.Tests.Queries;

/// <summary>Outer joins become inner ones where what stands above drops the rows without a match, and only there.</summary>
public sealed class OuterToInnerTests
{
    private const string Tables =
        "WITH t(a, b) AS (VALUES (1, 10), (2, 0), (3, NULL), (NULL, 5)), u(a, e) AS (VALUES (1, 100), (1, NULL), (2, 200), (9, 900), (NULL, 1)), w(a, z) AS (VALUES (1, true), (9, false)) ";

    [Theory]
    [InlineData("SELECT * FROM t LEFT JOIN u ON t.a = u.a WHERE u.e > 5", "InnerJoin")]
    [InlineData("SELECT * FROM t LEFT JOIN u ON t.a = u.a WHERE u.e IS NOT NULL", "InnerJoin")]
    [InlineData("SELECT * FROM t LEFT JOIN u ON t.a = u.a WHERE u.e + t.b > 5 OR u.a IN (1, 2)", "InnerJoin")]
    [InlineData("SELECT * FROM t LEFT JOIN u ON t.a = u.a WHERE NOT (u.e = 5)", "InnerJoin")]
    [InlineData("SELECT * FROM t LEFT JOIN u ON t.a = u.a WHERE CAST(u.e AS VARCHAR) LIKE '1%'", "InnerJoin")]
    [InlineData("SELECT * FROM t LEFT JOIN w ON t.a = w.a WHERE w.z IS TRUE", "InnerJoin")]
    [InlineData("SELECT * FROM t LEFT JOIN w ON t.a = w.a WHERE coalesce(w.z, false)", "InnerJoin")]
    [InlineData("SELECT * FROM t LEFT JOIN u ON t.a = u.a WHERE CASE WHEN u.a IS NULL THEN false ELSE true END", "InnerJoin")]
    [InlineData("SELECT * FROM t LEFT JOIN u ON t.a = u.a WHERE coalesce(u.e, 1) > 5", "LeftJoin")]
    [InlineData("SELECT * FROM t LEFT JOIN u ON t.a = u.a WHERE u.e IS NULL", "LeftJoin")]
    [InlineData("SELECT * FROM t LEFT JOIN u ON t.a = u.a WHERE u.e IS DISTINCT FROM 100", "LeftJoin")]
    [InlineData("SELECT * FROM t LEFT JOIN u ON t.a = u.a WHERE u.e > 5 OR t.b > 1", "LeftJoin")]
    [InlineData("SELECT * FROM t LEFT JOIN u ON t.a = u.a WHERE (u.e > 5) IS NOT FALSE", "LeftJoin")]
    [InlineData("SELECT * FROM t LEFT JOIN u ON t.a = u.a WHERE u.e > 5 AND 7 / (t.b + 1) >= 0", "LeftJoin")]
    [InlineData("SELECT * FROM t LEFT JOIN u ON t.a = u.a WHERE 7 / u.e >= 0", "InnerJoin")]
    [InlineData("SELECT * FROM t RIGHT JOIN u ON t.a = u.a WHERE t.b > 5", "InnerJoin")]
    [InlineData("SELECT * FROM t RIGHT JOIN u ON t.a = u.a WHERE u.e > 5", "RightJoin")]
    [InlineData("SELECT * FROM t FULL JOIN u ON t.a = u.a WHERE t.b > 5", "LeftJoin")]
    [InlineData("SELECT * FROM t FULL JOIN u ON t.a = u.a WHERE u.e > 5", "RightJoin")]
    [InlineData("SELECT * FROM t FULL JOIN u ON t.a = u.a WHERE u.e > t.b", "InnerJoin")]
    [InlineData("SELECT * FROM t FULL JOIN u ON t.a = u.a WHERE coalesce(u.e, t.b) > 5", "FullJoin")]
    [InlineData("SELECT * FROM t LEFT JOIN u ON t.a = u.a WHERE u.a IS NULL", "AntiJoin")]
    [InlineData("SELECT t.b, u.e FROM t LEFT JOIN u ON t.a = u.a AND u.e > 150 WHERE t.b > 1 AND u.a IS NULL", "AntiJoin")]
    [InlineData("SELECT * FROM (SELECT t.b, u.e + 1 AS f FROM t LEFT JOIN u ON t.a = u.a) AS q WHERE f > 5", "LeftJoin")]
    [InlineData("SELECT * FROM (SELECT t.b, u.e AS f FROM t LEFT JOIN u ON t.a = u.a ORDER BY u.e) AS q WHERE f > 5", "InnerJoin")]
    public async Task A_join_is_what_the_condition_above_leaves_of_it(string query, string join)
    {
        await using TestDatabase database = TestDatabase.Empty();
        string plan = await database.PlanAsync(Tables + query);
        Assert.Equal(1, plan.Split("Join").Length - 1);
        Assert.Contains(join, plan, StringComparison.Ordinal);
        await using TestDatabase written = TestDatabase.Empty(new QueryEngineOptions { DisabledRules = ["outer-to-inner"] });
        Assert.DoesNotContain("AntiJoin", await written.PlanAsync(Tables + query), StringComparison.Ordinal);
        Assert.Equal(await RowsAsync(written, query), await RowsAsync(database, query));
    }

    [Theory]
    [InlineData("SELECT * FROM t LEFT JOIN u ON t.a = u.a JOIN w ON u.a = w.a", "LeftJoin", false)]
    [InlineData("SELECT * FROM t LEFT JOIN u ON t.a = u.a JOIN w ON t.a = w.a", "LeftJoin", true)]
    [InlineData("SELECT * FROM t LEFT JOIN u ON t.a = u.a LEFT JOIN w ON u.a = w.a WHERE w.z", "LeftJoin", false)]
    [InlineData("SELECT * FROM w LEFT JOIN (t LEFT JOIN u ON t.a = u.a) ON w.a = u.a", "InnerJoin", true)]
    [InlineData("SELECT * FROM w RIGHT JOIN (t FULL JOIN u ON t.a = u.a) ON w.a = u.a", "FullJoin", true)]
    [InlineData("SELECT * FROM (t FULL JOIN u ON t.a = u.a) RIGHT JOIN w ON w.a = u.a", "FullJoin", false)]
    [InlineData("SELECT t.b FROM t LEFT JOIN u ON t.a = u.a WHERE u.a IN (SELECT w.a FROM w WHERE w.a >= u.a)", "LeftJoin", false)]
    [InlineData("SELECT t.b FROM t LEFT JOIN u ON t.a = u.a WHERE u.a NOT IN (SELECT w.a FROM w WHERE w.a >= u.a)", "LeftJoin", true)]
    [InlineData("SELECT t.b FROM t LEFT JOIN u ON t.a = u.a WHERE NOT EXISTS (SELECT 1 FROM w WHERE w.a = u.a)", "LeftJoin", true)]
    public async Task Conditions_of_joins_around_count_too(string query, string join, bool stays)
    {
        await using TestDatabase database = TestDatabase.Empty();
        Assert.Equal(stays, (await database.PlanAsync(Tables + query)).Contains(join, StringComparison.Ordinal));
        await using TestDatabase written = TestDatabase.Empty(new QueryEngineOptions { DisabledRules = ["outer-to-inner"] });
        Assert.Equal(await RowsAsync(written, query), await RowsAsync(database, query));
    }

    [Fact]
    public async Task A_condition_that_fails_for_a_row_without_a_match_still_fails()
    {
        await using TestDatabase database = TestDatabase.Empty();
        Assert.Equal(RerunErrorCode.DivisionByZero, (await database.ErrorAsync(Tables + "SELECT * FROM t LEFT JOIN u ON t.a = u.a - 7 WHERE u.e > 5 AND 7 / t.b > 0")).ErrorKind);
        Assert.Equal(["10|2|7|200"], await database.RowsAsync("WITH t(b, a) AS (VALUES (10, 2)), u(c, a, e) AS (VALUES (7, 2, 200)) SELECT t.*, u.c, u.e FROM t LEFT JOIN u ON t.a = u.a WHERE 7 / u.c = 1"));
    }

    [Fact]
    public async Task The_nearest_row_in_time_may_be_asked_for_too()
    {
        const string Query = "WITH t(a, b) AS (VALUES (1, 10), (5, 20)), u(a, e) AS (VALUES (3, 300)) SELECT t.b, u.e FROM t ASOF LEFT JOIN u ON t.a >= u.a ";
        await using TestDatabase database = TestDatabase.Empty();
        Assert.Contains("AsofJoin", await database.PlanAsync(Query + "WHERE u.e > 1"), StringComparison.Ordinal);
        Assert.Equal(["20|300"], await database.RowsAsync(Query + "WHERE u.e > 1"));
        Assert.Contains("AsofLeftJoin", await database.PlanAsync(Query + "WHERE t.b > 1"), StringComparison.Ordinal);
    }

    private static async Task<string[]> RowsAsync(TestDatabase database, string query) => [.. (await database.RowsAsync(Tables + query)).Order(StringComparer.Ordinal)];
}
