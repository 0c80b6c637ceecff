using Rerun.Catalog;
using Rerun.Query.Optimizer;
using Rerun.Query.Tests.Queries;
using Rerun.Testing;
using Xunit.Abstractions;

namespace Rerun.Query.Tests.Oracles;

/// <summary>
/// The engine against itself: a condition splits the rows of a query into those where it holds, fails and is unknown; counting what it lets through
/// equals counting where it is true; and no rule, batch size or way to join changes rows.
/// </summary>
public sealed class PartitioningTests(ITestOutputHelper output)
{
    private const int Rounds = 40;
    private const string Speed = "\"/drive/speed:Scalars:scalars\"";

    private static readonly (string, object?)[] Parameters = [("time", new DateTime(2025, 3, 3, 8, 15, 5, DateTimeKind.Utc)), ("partition", "drive-003")];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Tables_are_split_by_conditions(int seed)
    {
        Random random = RandomOf(seed);
        var generator = new QueryGenerator(random);
        await using var engines = new Engines(options => TestDatabase.Empty(options));
        for (int i = 0; i < Rounds * Seeds.Times; i++)
        {
            bool isNarrow = random.Next(2) == 0;
            Source source = isNarrow
                ? generator.Pick(
                    new Source("t", "t.a", "t.b", "t.c"),
                    new Source("t LEFT JOIN u ON t.a = u.a", "u.e", "t.b", "t.c"),
                    new Source("t FULL JOIN (SELECT a AS k, e FROM u) AS w ON t.a = w.k", "w.e", "t.b", "t.c"),
                    new Source("(SELECT a, b, c FROM t UNION ALL SELECT a, e, 'u' FROM u) AS t", "t.a", "t.b", "t.c"),
                    new Source("(SELECT a, c, sum(b) AS b FROM t GROUP BY ROLLUP (a, c)) AS t", "t.a", "t.b", "t.c"),
                    new Source("(SELECT a, b, c, row_number() OVER (PARTITION BY a ORDER BY b, c) AS n FROM t) AS t", "t.n", "t.b", "t.c"),
                    new Source("(SELECT DISTINCT a, b, c FROM t ORDER BY b, a, c LIMIT 5) AS t", "t.a", "t.b", "t.c"))
                : generator.Pick(new Source("v", "v.i", "v.l % 1000", "v.s"), new Source("v LEFT JOIN u ON v.i = u.a", "u.e", "v.i % 7", "v.f"), new Source("v JOIN u ON v.i <= u.a OR u.a IS NULL", "u.a", "u.e", "v.k"));
            await CheckAsync(engines, random, QueryGenerator.WiderTables + "\n", source, isNarrow ? generator.Condition(2) : generator.Truths(2), isNarrow ? generator.Condition(1) : generator.Truths(1));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Datasets_are_split_by_conditions(int seed)
    {
        Random random = RandomOf(seed);
        await using var engines = new Engines(options => TestDatabase.Drives(options));
        for (int i = 0; i < Rounds / 4 * Seeds.Times; i++)
        {
            string rows = PushdownPropertyTests.Sources[random.Next(PushdownPropertyTests.Sources.Length)];
            var source = new Source(rows, "frame", $"CAST({Speed}[1] AS BIGINT)", "rerun_partition_id");
            await CheckAsync(engines, random, "", source, PushdownPropertyTests.Condition(random, 2), PushdownPropertyTests.Condition(random, 1));
        }
    }

    private static Random RandomOf(int seed) => new(Environment.GetEnvironmentVariable("RERUN_SEED") is { Length: > 0 } ? (int)Seeds.Next()[0] + seed : seed);

    private async Task CheckAsync(Engines engines, Random random, string tables, Source source, string condition, string other)
    {
        string[] parts = [$"({condition})", $"NOT ({condition})", $"({condition}) IS NULL"];
        (string from, string group, string number, string text) = source;
        string where = random.Next(2) == 0 ? "true" : $"({other})";
        (string whole, string split) = random.Next(7) switch
        {
            0 => (
                $"SELECT {group}, {number}, {text} FROM {from} WHERE {where}",
                string.Join(" UNION ALL ", parts.Select(part => $"SELECT {group}, {number}, {text} FROM {from} WHERE {where} AND {part}"))),
            1 => (
                $"SELECT DISTINCT {group}, {text} FROM {from} WHERE {where}",
                string.Join(" UNION ", parts.Select(part => $"SELECT {(random.Next(2) == 0 ? "DISTINCT " : "")}{group}, {text} FROM {from} WHERE {part} AND {where}"))),
            2 => (
                $"SELECT count(*), sum({number}), min({text}), max({group}), count({group}) FROM {from} WHERE {where}",
                $"SELECT CAST(sum(n) AS BIGINT), sum(s), min(l), max(m), CAST(sum(c) AS BIGINT) FROM ({string.Join(" UNION ALL ", parts.Select(part => $"SELECT count(*) AS n, sum({number}) AS s, min({text}) AS l, max({group}) AS m, count({group}) AS c FROM {from} WHERE {where} AND {part}"))}) AS q"),
            3 => (
                $"SELECT {text}, count(*), sum({number}) FROM {from} WHERE {where} GROUP BY {text}",
                $"SELECT x, CAST(sum(n) AS BIGINT), sum(s) FROM ({string.Join(" UNION ALL ", parts.Select(part => $"SELECT {text} AS x, count(*) AS n, sum({number}) AS s FROM {from} WHERE {where} AND {part} GROUP BY {text}"))}) AS q GROUP BY x"),
            4 => (
                $"SELECT {text}, count(*), max({number}) FROM {from} WHERE {where} GROUP BY {text}",
                string.Join(" UNION ALL ", ((string[])["", "NOT ", "NULL"]).Select(part =>
                {
                    string having = $"(max({number}) > 3 OR count({group}) < 2 AND min({number}) < 20)";
                    return $"SELECT {text}, count(*), max({number}) FROM {from} WHERE {where} GROUP BY {text} HAVING {(part == "NULL" ? having + " IS NULL" : part + having)}";
                }))),
            5 => (
                $"SELECT count(*), count({group}) FROM {from} WHERE ({condition}) AND {where}",
                $"SELECT coalesce(CAST(sum(CASE WHEN ({condition}) AND {where} THEN 1 ELSE 0 END) AS BIGINT), 0), count(CASE WHEN ({condition}) AND {where} THEN {group} END) FROM {from}"),
            _ => (
                $"SELECT {group}, {number} FROM {from} WHERE ({condition}) OR {where}",
                $"SELECT {group}, {number} FROM {from} WHERE ({condition}) UNION ALL SELECT {group}, {number} FROM {from} WHERE {where} AND (({condition}) IS NOT TRUE)"),
        };
        output.WriteLine($"{whole}\n  {split}");
        string[] expected = await RowsAsync(engines.Plain, tables + whole);
        Assert.Equal(expected, await RowsAsync(engines.Plain, tables + split));
        foreach (TestDatabase engine in engines.Some(random))
        {
            Assert.Equal(expected, await RowsAsync(engine, tables + whole));
            Assert.Equal(expected, await RowsAsync(engine, tables + split));
        }
    }

    private static async Task<string[]> RowsAsync(TestDatabase database, string sql)
    {
        try
        {
            return [.. (await database.RowsAsync(sql, Parameters)).Order(StringComparer.Ordinal)];
        }
        catch (RerunException error)
        {
            throw new InvalidOperationException(sql, error);
        }
    }

    private sealed record Source(string From, string Group, string Number, string Text);

    /// <summary>The engine with each rule left out, with several threads from the first row on, and with batches of several sizes.</summary>
    private sealed class Engines(Func<QueryEngineOptions?, TestDatabase> open) : IAsyncDisposable
    {
        private readonly TestDatabase[] _others =
        [
            .. PlanOptimizer.RuleNames.Select((rule, i) => open(new QueryEngineOptions { DisabledRules = [rule], BatchRows = i % 2 == 0 ? 3 : 4096 })),
            open(new QueryEngineOptions { BatchRows = 3, ParallelRows = 0, MorselRows = 4 }),
            open(new QueryEngineOptions { ParallelRows = 0, MorselRows = 64 }),
            .. ((int[])[1, 3, 4096]).Select(rows => open(new QueryEngineOptions { BatchRows = rows })),
        ];

        public TestDatabase Plain { get; } = open(new QueryEngineOptions { DisabledRules = PlanOptimizer.RuleNames });

        /// <summary>All rules, and another engine.</summary>
        public IEnumerable<TestDatabase> Some(Random random) => [_others[^1], _others[random.Next(_others.Length - 1)]];

        public async ValueTask DisposeAsync()
        {
            foreach (TestDatabase database in _others.Append(Plain))
            {
                await database.DisposeAsync();
            }
        }
    }
}
