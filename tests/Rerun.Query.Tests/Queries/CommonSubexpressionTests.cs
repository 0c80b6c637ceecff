using System.Globalization;
using Rerun.Catalog;
using Xunit.Abstractions;

namespace Rerun.Query.Tests.Queries;

/// <summary>What is named more than once is computed once, and fails exactly where it failed.</summary>
public sealed class CommonSubexpressionTests(ITestOutputHelper output)
{
    private const int Rounds = 250;

    private const string Tables =
        "WITH t(a, b, c) AS (VALUES (1, 10, '7'), (2, NULL, '8'), (NULL, 30, '12'), (0, 20, NULL), (3, 10, 'z'), (1, 10, '7'), (-4, -5, 'é'), (NULL, NULL, NULL)) ";

    [Theory]
    [InlineData("SELECT upper(c) || '!', upper(c) || '?' FROM t", "Project: upper(c)", true)]
    [InlineData("SELECT upper(c), length(upper(c)) FROM t ORDER BY upper(c) || 'x'", "upper(c) AS \"upper(c)\"", true)]
    [InlineData("SELECT upper(c) FROM t WHERE upper(c) > 'A'", "upper(column3) AS \"upper(column3)\"", true)]
    [InlineData("SELECT a FROM t WHERE length(c) > 0 AND length(c) < 5", "length(column3) AS \"length(column3)\"", true)]
    [InlineData("SELECT sum(length(c)), sum(length(c) * 2) FROM t GROUP BY length(c) % 2", "length(c) AS \"length(c)\"", true)]
    [InlineData("SELECT sum(length(c) + a) FROM t WHERE length(c) > $1", "length(column3) AS \"length(column3)\"", true)]
    [InlineData("SELECT CASE WHEN c < 'a' THEN CAST(c AS BIGINT) END + 1, CASE WHEN c < 'a' THEN CAST(c AS BIGINT) END + 2 FROM t", "CASE WHEN c < 'a' THEN CAST(c AS BIGINT) END AS \"common 1\"", true)]
    [InlineData("SELECT CASE WHEN a > 9 THEN CAST(c AS BIGINT) END, CASE WHEN a > 8 THEN CAST(c AS BIGINT) END FROM t", "AS \"CAST(c AS BIGINT)\"", false)]
    [InlineData("SELECT CAST(c AS BIGINT) AS n FROM t WHERE a < 3 AND CAST(c AS BIGINT) > 7", "AS \"CAST(c AS BIGINT)\"", false)]
    [InlineData("SELECT CAST(c AS BIGINT) AS n FROM t WHERE CAST(c AS BIGINT) > 7 AND a < 3", "AS \"CAST(column3 AS BIGINT)\"", true)]
    [InlineData("SELECT coalesce(a, CAST(c AS BIGINT)), coalesce(b, CAST(c AS BIGINT)) FROM t", "AS \"CAST(c AS BIGINT)\"", false)]
    [InlineData("SELECT a + CAST(c AS BIGINT), b + CAST(c AS BIGINT) FROM t", "AS \"CAST(c AS BIGINT)\"", false)]
    [InlineData("SELECT a + length(c), b + length(c) FROM t", "length(c) AS \"length(c)\"", true)]
    [InlineData("SELECT a + 1 AS n, (a + 1) * 2 AS m FROM t", "AS \"a + 1\"", false)]
    [InlineData("SELECT sqrt(random()) AS n, sqrt(random()) AS m FROM t", "AS \"sqrt(random())\"", false)]
    [InlineData("SELECT sum(CAST(c AS BIGINT) + 1) FILTER (WHERE c < 'a'), sum(CAST(c AS BIGINT) + 2) FILTER (WHERE c < 'b') FROM t", "CAST(c AS BIGINT) AS", false)]
    [InlineData("SELECT length(c) + 1, list_transform([1, 2], x -> x + length(c))::TEXT, length(c) * 2 FROM t", "length(c) AS \"length(c)\"", true)]
    [InlineData("SELECT list_transform([1, 2], x -> x + length(c))::TEXT, list_transform([3], x -> x + length(c))::TEXT FROM t", "length(c) AS \"length(c)\"", false)]
    [InlineData("SELECT c LIKE 'a%' OR a > 1, c LIKE 'a%' OR b > 1 FROM t", "AS \"c LIKE 'a%'\"", true)]
    public async Task A_plan_computes_once_what_is_computed_for_all_rows(string query, string part, bool isShared)
    {
        await using TestDatabase database = TestDatabase.Empty();
        await using TestDatabase written = TestDatabase.Empty(new QueryEngineOptions { DisabledRules = ["common-subexpressions"] });
        string plan = await database.PlanAsync(Tables + query, ("1", 1L));
        Assert.True(isShared == plan.Contains(part, StringComparison.Ordinal), plan);
        if (!query.Contains("random()", StringComparison.Ordinal))
        {
            Assert.Equal(await OutcomeAsync(written, query), await OutcomeAsync(database, query));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Repeated_parts_give_the_same_rows_or_fail_as_before(int seed)
    {
        var random = new Random(seed);
        await using TestDatabase ours = TestDatabase.Empty(new QueryEngineOptions { BatchRows = 3 });
        await using TestDatabase written = TestDatabase.Empty(new QueryEngineOptions { BatchRows = 3, DisabledRules = ["common-subexpressions"] });
        await using TestDatabase torn = TestDatabase.Empty(TestDatabase.Torn(3, 3), new CatalogClientOptions { MaxParallelism = 4 });
        int failed = 0;
        int shared = 0;
        for (int i = 0; i < Rounds; i++)
        {
            string query = Query(random);
            output.WriteLine(query);
            string[] expected = await OutcomeAsync(written, query);
            Assert.Equal(expected, await OutcomeAsync(ours, query));
            Assert.Equal(expected, await OutcomeAsync(torn, query));
            failed += expected is ["fails"] ? 1 : 0;
            shared += await ours.PlanAsync(Tables + query, ("1", 1L)) != await written.PlanAsync(Tables + query, ("1", 1L)) ? 1 : 0;
        }

        Assert.InRange(failed, Rounds / 20, Rounds * 3 / 4);
        Assert.InRange(shared, Rounds / 5, Rounds);
    }

    private static string Query(Random random)
    {
        // Few parts, so that they meet.
        string[] parts = [.. Enumerable.Range(0, 3).Select(_ => Number(random, [], 1))];
        string Part(int depth) => Number(random, parts, depth);
        string where = random.Next(3) == 0 ? "" : $" WHERE {Truth(random, parts, 1)}";
        return random.Next(3) switch
        {
            0 => $"SELECT {Part(1)} AS g, sum({Part(1)}), max({Part(1)}), count({Part(1)}) FROM t{where} GROUP BY 1 ORDER BY 1",
            1 => $"SELECT sum({Part(1)}), min({Part(2)}), count({Part(1)}) FILTER (WHERE {Truth(random, parts, 0)}) FROM t{where}",
            _ => $"SELECT {Part(2)}, {Part(1)}, {Truth(random, parts, 1)} FROM t{where}",
        };
    }

    private static string Number(Random random, string[] parts, int depth) => random.Next(depth == 0 ? 2 : 7) switch
    {
        0 or 1 when parts.Length > 0 => parts[random.Next(parts.Length)],
        0 or 1 => Pick(random, ["length(c)", "10 / a", "CAST(c AS BIGINT)", "TRY_CAST(c AS BIGINT)", "length(upper(c) || 'x')", "abs(b) * 2 + a", "a * $1", "b / (a - $1)"]),
        2 => $"CASE WHEN {Truth(random, parts, depth - 1)} THEN {Number(random, parts, depth - 1)} ELSE {Number(random, parts, depth - 1)} END",
        3 => $"coalesce({Number(random, parts, depth - 1)}, {Number(random, parts, depth - 1)})",
        4 => $"nullif({Number(random, parts, depth - 1)}, {random.Next(3)})",
        _ => $"({Number(random, parts, depth - 1)} {Pick(random, ["+", "-", "*"])} {Number(random, parts, depth - 1)})",
    };

    private static string Truth(Random random, string[] parts, int depth) => random.Next(depth == 0 ? 3 : 6) switch
    {
        0 => $"{Number(random, parts, 0)} > {random.Next(4).ToString(CultureInfo.InvariantCulture)}",
        1 => $"{Pick(random, ["a", "b", "c"])} IS {Pick(random, ["NULL", "NOT NULL"])}",
        2 => Pick(random, ["c < 'a'", "a <> 0", "a > 0", "c IN ('7', '8')"]),
        3 => $"({Truth(random, parts, depth - 1)} OR {Truth(random, parts, depth - 1)})",
        _ => $"({Truth(random, parts, depth - 1)} AND {Truth(random, parts, depth - 1)})",
    };

    private static string Pick(Random random, string[] choices) => choices[random.Next(choices.Length)];

    private static async Task<string[]> OutcomeAsync(TestDatabase database, string query)
    {
        try
        {
            return [.. (await database.RowsAsync(Tables + query, ("1", 1L))).Order(StringComparer.Ordinal)];
        }
        catch (RerunException)
        {
            return ["fails"];
        }
    }
}
