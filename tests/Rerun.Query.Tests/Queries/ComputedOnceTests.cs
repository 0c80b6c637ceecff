using System.Globalization;
using Rerun.Catalog;

namespace Rerun.Query.Tests.Queries;

/// <summary>What gives another value each time is computed as often as it is written, and what WITH names is the same wherever it is named.</summary>
public sealed class ComputedOnceTests
{
    private const string Many = "generate_series(1, 20000) AS s(x)";

    [Theory]
    [InlineData("random() < 0.5 AND random() < 0.5", 0.25)]
    [InlineData("random() < 0.5 OR random() < 0.5", 0.75)]
    [InlineData("random() BETWEEN 0.4 AND 0.6", 0.2)]
    [InlineData("random() NOT BETWEEN 0.4 AND 0.6", 0.8)]
    [InlineData("nullif(random() < 0.5, true) IS NULL", 0.5)]
    [InlineData("CASE random() < 0.5 WHEN true THEN false WHEN false THEN false ELSE true END", 0)]
    public async Task A_call_is_computed_as_often_as_it_is_written(string condition, double share)
    {
        await using TestDatabase database = TestDatabase.Empty();
        double rows = double.Parse(await database.ValueAsync($"SELECT count(*) FROM {Many} WHERE {condition}"), CultureInfo.InvariantCulture);
        Assert.InRange(rows / 20000, share - 0.05, share + 0.05);
        double truths = double.Parse(await database.ValueAsync($"SELECT count(*) FROM (SELECT {condition} AS c FROM {Many}) AS q WHERE c"), CultureInfo.InvariantCulture);
        Assert.InRange(truths / 20000, share - 0.05, share + 0.05);
    }

    [Fact]
    public async Task A_lambda_asks_for_each_element()
    {
        await using TestDatabase database = TestDatabase.Empty();
        string length = await database.ValueAsync("SELECT length(list_distinct(list_transform(range(0, 1000), x -> random() BETWEEN 0.4 AND 0.6)))");
        Assert.Equal("2", length);
    }

    [Fact]
    public async Task A_name_given_to_a_random_value_means_one_value()
    {
        await using TestDatabase database = TestDatabase.Empty();
        string[] sorted = await database.RowsAsync("SELECT random() AS r FROM generate_series(1, 100) AS s(x) ORDER BY r");
        Assert.Equal(sorted.Select(Number).Order(), sorted.Select(Number));
        Assert.Equal("2", await database.ValueAsync($"SELECT count(*) FROM (SELECT random() < 0.5 AS g, count(*) FROM {Many} GROUP BY g) AS q"));
        Assert.Equal("0", await database.ValueAsync($"SELECT count(*) FROM (SELECT r, r AS q FROM (SELECT random() AS r FROM {Many}) AS i) AS o WHERE r <> q"));
        Assert.Equal("false", (await database.ValueAsync($"SELECT sum(random()) = sum(random()) FROM {Many}")).ToLowerInvariant());
    }

    [Theory]
    [InlineData("SELECT * FROM (SELECT DISTINCT x % 4 AS y FROM generate_series(1, 4000) AS s(x)) AS q WHERE random() < 0.5", "Filter: random() < 0.5\n  Distinct")]
    [InlineData("SELECT * FROM (SELECT x % 4 AS y, count(*) FROM generate_series(1, 4000) AS s(x) GROUP BY 1) AS q WHERE random() * y < 0.5", "Aggregate")]
    [InlineData("SELECT * FROM generate_series(1, 9) AS a(x) JOIN generate_series(1, 9) AS b(y) ON true WHERE random() < x", "Join")]
    [InlineData("SELECT * FROM generate_series(1, 9) AS a(x) LEFT JOIN generate_series(1, 9) AS b(y) ON x = y WHERE random() < x", "Join")]
    public async Task Conditions_by_chance_stay_above_what_changes_how_often_they_are_asked(string query, string below)
    {
        await using TestDatabase database = TestDatabase.Empty();
        string plan = await database.PlanAsync(query);
        Assert.InRange(plan.IndexOf("random()", StringComparison.Ordinal), 0, plan.IndexOf(below.Split('\n')[^1].Trim(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_condition_by_chance_in_a_join_is_asked_for_each_pair()
    {
        await using TestDatabase database = TestDatabase.Empty();
        string[] counts = await database.RowsAsync("SELECT x, count(*) FROM generate_series(1, 20) AS a(x) JOIN generate_series(1, 100) AS b(y) ON random() < 0.5 + x * 0 GROUP BY x");
        Assert.Equal(20, counts.Length);
        Assert.DoesNotContain(counts, count => count.EndsWith("|100", StringComparison.Ordinal));
        string[] equal = await database.RowsAsync("SELECT DISTINCT x FROM generate_series(0, 1) AS a(x) JOIN generate_series(1, 200) AS b(y) ON x = CAST(floor(random() * 2 + y * 0) AS BIGINT)");
        Assert.Equal(2, equal.Length);

        // Once for each row of one side would give 200 every time; for each pair one number comes eight times in a row less than once in 10^9.
        var pairs = new HashSet<string>();
        for (int i = 0; i < 8; i++)
        {
            pairs.Add(await database.ValueAsync("SELECT count(*) FROM generate_series(0, 1) AS a(x) JOIN generate_series(1, 200) AS b(y) ON x = CAST(floor(random() * 2 + y * 0) AS BIGINT)"));
        }

        Assert.InRange(pairs.Count, 2, 8);
    }

    [Theory]
    [InlineData("WITH t AS (SELECT x, random() AS r FROM generate_series(1, 500) AS s(x)) SELECT count(*) FROM t AS a JOIN t AS b ON a.x = b.x WHERE a.r = b.r", "500")]
    [InlineData("WITH t AS MATERIALIZED (SELECT x, random() AS r FROM generate_series(1, 500) AS s(x)) SELECT count(*) FROM t AS a JOIN t AS b ON a.x = b.x AND a.r = b.r", "500")]
    [InlineData("WITH t AS NOT MATERIALIZED (SELECT random() AS r) SELECT count(*) FROM (SELECT r FROM t UNION SELECT r FROM t) AS q", "1")]
    [InlineData("WITH t AS (SELECT random() AS r) SELECT (SELECT r FROM t) = (SELECT r FROM t)", "TRUE")]
    [InlineData("WITH t AS (SELECT random() AS r), v AS (SELECT r + 1 AS q FROM t), w AS MATERIALIZED (SELECT q FROM v) SELECT t.r + 1 = v.q AND v.q = w.q FROM t, v, w", "TRUE")]
    [InlineData("WITH t AS (SELECT x, uuid() AS r FROM generate_series(1, 20) AS s(x)) SELECT count(*) FROM t WHERE EXISTS (SELECT 1 FROM t AS o WHERE o.x = t.x AND o.r = t.r)", "20")]
    [InlineData("WITH t AS (SELECT x FROM generate_series(1, 1000) AS s(x) TABLESAMPLE BERNOULLI (50)) SELECT (SELECT count(*) FROM t) = (SELECT count(*) FROM t AS a JOIN t AS b ON a.x = b.x)", "TRUE")]
    [InlineData("WITH RECURSIVE t(n, r) AS MATERIALIZED (SELECT 1, random() UNION ALL SELECT n + 1, random() FROM t WHERE n < 50) SELECT count(*) FROM t AS a JOIN t AS b ON a.n = b.n AND a.r = b.r", "50")]
    [InlineData("SELECT count(*) FROM generate_series(1, 5) AS s(x) WHERE x IN (WITH t AS MATERIALIZED (SELECT x AS y) SELECT y FROM t)", "5")]
    [InlineData("WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL (WITH t AS MATERIALIZED (SELECT n + 1 AS m FROM r WHERE n < 4) SELECT m FROM t)) SELECT sum(n) FROM r", "10")]
    [InlineData("WITH t AS MATERIALIZED (SELECT x FROM generate_series(1, 1000000000000) AS s(x)) SELECT count(*) FROM (SELECT x FROM t LIMIT 5) AS q", "5")]
    [InlineData("WITH t AS MATERIALIZED (SELECT x FROM generate_series(1, 10) AS s(x) WHERE x > $1) SELECT count(*) FROM t AS a, t AS b", "49")]
    public async Task A_common_query_has_the_same_rows_wherever_it_is_named(string query, string expected)
    {
        await using TestDatabase database = TestDatabase.Empty();
        Assert.Equal(expected, await database.ValueAsync(query, ("1", 3L)));
        Assert.Equal(expected, await database.ValueAsync(query, ("1", 3L)));
        await using TestDatabase torn = TestDatabase.Empty(TestDatabase.Torn(3, 4), new CatalogClientOptions { MaxParallelism = 4 });
        Assert.Equal(expected, await torn.ValueAsync(query, ("1", 3L)));
        await using TestDatabase plain = TestDatabase.Empty(new QueryEngineOptions { DisabledRules = Optimizer.PlanOptimizer.RuleNames });
        Assert.Equal(expected, await plain.ValueAsync(query, ("1", 3L)));
    }

    [Fact]
    public async Task The_plan_shows_what_is_computed_once()
    {
        await using TestDatabase database = TestDatabase.Empty();
        const string Query = "WITH t AS MATERIALIZED (SELECT x + 1 AS y FROM generate_series(1, 3) AS s(x)) SELECT * FROM t AS a JOIN t AS b ON a.y = b.y";
        string plan = await database.PlanAsync(Query);
        Assert.Equal(2, plan.Split("Common t: y").Length - 1);
        Assert.Contains("Common t, computed once:\n  Project: x + 1 AS y", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Common", await database.PlanAsync(Query.Replace("AS MATERIALIZED", "AS", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("Common: 3 rows", await database.PlanAsync("ANALYZE " + Query), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_that_are_kept_count_as_memory()
    {
        const string Query = "WITH t AS MATERIALIZED (SELECT x FROM generate_series(1, 100000) AS s(x)) SELECT count(*) FROM t";
        await using TestDatabase small = TestDatabase.Empty(client: new CatalogClientOptions { MemoryLimit = 200_000 });
        Assert.Contains("Common t needs", (await small.ErrorAsync(Query)).Message, StringComparison.Ordinal);
        Assert.Equal("100000", await small.ValueAsync(Query.Replace("AS MATERIALIZED", "AS", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_error_of_a_common_query_is_raised_only_if_its_rows_are_asked_for()
    {
        const string Query = "WITH t AS MATERIALIZED (SELECT 1 / (x - 3) AS y FROM generate_series(1, 5) AS s(x)) SELECT CASE WHEN $1 THEN (SELECT max(y) FROM t) ELSE 0 END, CASE WHEN $1 THEN (SELECT min(y) FROM t) ELSE 0 END";
        await using TestDatabase database = TestDatabase.Empty();
        Assert.Equal("0|0", await database.ValueAsync(Query, ("1", false)));
        Assert.Equal(RerunErrorCode.DivisionByZero, (await database.ErrorAsync(Query, ("1", true))).ErrorKind);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
