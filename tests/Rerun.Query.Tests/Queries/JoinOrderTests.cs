using System.Globalization;

namespace Rerun.Query.Tests.Queries;

public sealed class JoinOrderTests
{
    [Fact]
    public async Task Forty_tables_in_any_order_are_joined_along_their_equalities()
    {
        var random = new Random(40);
        int[] written = [.. Enumerable.Range(0, 40)];
        random.Shuffle(written);
        string[] conditions = ["n0.a = 3", .. Enumerable.Range(1, 39).Select(i => string.Create(CultureInfo.InvariantCulture, $"n{i}.a = n{i - 1}.b"))];
        random.Shuffle(conditions);
        string sql = "WITH n(a, b) AS (VALUES (1, 2), (2, 3), (3, 4), (4, 5), (5, 1), (6, 9)) SELECT n0.b, n20.a, n39.b FROM "
            + string.Join(", ", written.Select(i => $"n AS n{i}")) + " WHERE " + string.Join(" AND ", conditions);
        await using TestDatabase database = TestDatabase.Empty();
        Assert.Equal(["4|3|3"], await database.RowsAsync(sql));
        Assert.DoesNotContain("CrossJoin", await database.PlanAsync(sql), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.x = c.x AND b.y = c.y")]
    [InlineData("c.x = a.x AND c.y IS NOT DISTINCT FROM b.y AND a.y + b.x > c.x")]
    [InlineData("a.x + b.x = c.x")]
    [InlineData("a.x + b.x = c.x AND c.y = b.y AND a.y = 2")]
    [InlineData("a.x = c.x AND (b.y = c.y OR b.x = 1 AND a.y = 2)")]
    [InlineData("a.y = c.y AND b.x IN (SELECT c.x + 1)")]
    public async Task Another_order_gives_the_same_rows(string condition)
    {
        string sql = $"WITH t(x, y) AS (VALUES (1, 2), (2, 2), (2, NULL), (3, 4), (4, 2), (NULL, NULL)) SELECT a.*, b.*, c.* FROM t AS a, t AS b, t AS c WHERE {condition}";
        await using TestDatabase ordered = TestDatabase.Empty();
        await using TestDatabase written = TestDatabase.Empty(new QueryEngineOptions { DisabledRules = ["order-joins"] });
        string[] expected = [.. (await written.RowsAsync(sql)).Order(StringComparer.Ordinal)];
        Assert.NotEmpty(expected);
        Assert.Equal(expected, (await ordered.RowsAsync(sql)).Order(StringComparer.Ordinal));
    }
}
