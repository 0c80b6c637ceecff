using System.Diagnostics;
using Rerun.Catalog;

namespace Rerun.Query.Tests.Queries;

/// <summary>Wide window frames are put together from blocks of rows: they give what joining each row with the rows of its frame gives, and cost little.</summary>
public sealed class WideFrameTests
{
    private const string Digits = "d(n) AS (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9))";

    private const string Table = $"""
        CREATE TEMP TABLE t AS WITH {Digits}
        SELECT i, i // 300 AS part, i // 7 AS peer, CASE WHEN i % 5 = 0 THEN NULL ELSE i * 7919 % 1009 END AS k, sin(i) * 1e10 + 1.0 / (i + 1) AS x, 'n' || (i * 31 % 170) AS name
        FROM (SELECT 100 * a.n + 10 * b.n + c.n AS i FROM d AS a, d AS b, d AS c) WHERE i < 700 ORDER BY i
        """;

    [Theory]
    [InlineData("ROWS BETWEEN 200 PRECEDING AND 90 FOLLOWING", "b.i BETWEEN a.i - 200 AND a.i + 90")]
    [InlineData("ROWS BETWEEN 120 FOLLOWING AND UNBOUNDED FOLLOWING", "b.i >= a.i + 120")]
    [InlineData("ROWS BETWEEN 250 PRECEDING AND 100 PRECEDING", "b.i BETWEEN a.i - 250 AND a.i - 100")]
    [InlineData("ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE CURRENT ROW", "b.i <> a.i")]
    [InlineData("ROWS BETWEEN 150 PRECEDING AND 150 FOLLOWING EXCLUDE GROUP", "b.i BETWEEN a.i - 150 AND a.i + 150 AND b.peer <> a.peer")]
    [InlineData("ROWS BETWEEN 150 PRECEDING AND 150 FOLLOWING EXCLUDE TIES", "b.i BETWEEN a.i - 150 AND a.i + 150 AND (b.peer <> a.peer OR b.i = a.i)")]
    [InlineData("GROUPS BETWEEN 20 PRECEDING AND 15 FOLLOWING", "b.peer BETWEEN a.peer - 20 AND a.peer + 15")]
    [InlineData("RANGE BETWEEN 30 PRECEDING AND 1 PRECEDING", "b.peer BETWEEN a.peer - 30 AND a.peer - 1")]
    [InlineData("ROWS BETWEEN UNBOUNDED PRECEDING AND 20 PRECEDING", "b.i <= a.i - 20")]
    [InlineData("GROUPS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW", "b.peer <= a.peer")]
    [InlineData("ROWS BETWEEN 3 PRECEDING AND 100 FOLLOWING EXCLUDE NO OTHERS", "b.i BETWEEN a.i - 3 AND a.i + 100")]
    public async Task A_frame_gives_what_a_join_with_its_rows_gives(string frame, string condition)
    {
        await using TestDatabase database = TestDatabase.Empty();
        await database.RowsAsync(Table);
        (string Call, string Alone)[] calls =
        [
            .. new[] { "count(*)", "count({0}k)", "sum({0}x)", "avg({0}x)", "min({0}k)", "max({0}name)", "bool_or({0}k > 990)" }
                .Select(call => (call.Replace("{0}", "", StringComparison.Ordinal), call.Replace("count(*)", "count(b.i)", StringComparison.Ordinal).Replace("{0}", "b.", StringComparison.Ordinal))),
            ("sum(x) FILTER (WHERE k > 300)", "sum(b.x) FILTER (WHERE b.k > 300)"),
            ("median(k)", "median(b.k)"),
            ("quantile_cont(x, 0.3) FILTER (WHERE k > 300)", "quantile_cont(b.x, 0.3) FILTER (WHERE b.k > 300)"),
            ("quantile_disc(name, [0.1, 0.9])", "quantile_disc(b.name, [0.1, 0.9])"),
            ("percentile_disc(k, 0.25)", "percentile_disc(0.25) WITHIN GROUP (ORDER BY b.k)"),
            ("count(DISTINCT k)", "count(DISTINCT b.k)"),
            ("count(DISTINCT name) FILTER (WHERE k > 500)", "count(DISTINCT b.name) FILTER (WHERE b.k > 500)"),
            ("sum(DISTINCT k)", "sum(DISTINCT b.k)"),
            ("array_agg(k)", "array_agg(b.k ORDER BY b.i) FILTER (WHERE b.i IS NOT NULL)"),
            ("string_agg(name, '-')", "string_agg(b.name, '-' ORDER BY b.i)"),
            ("arg_max(name, k)", "arg_max(b.name, b.k ORDER BY b.i)"),
            ("first_value(k)", "first(b.k ORDER BY b.i) FILTER (WHERE b.i IS NOT NULL)"),
            ("last_value(k IGNORE NULLS)", "last(b.k ORDER BY b.i) FILTER (WHERE b.k IS NOT NULL)"),
        ];
        string windows = string.Join(", ", calls.Select(call => $"{call.Call} OVER w"));
        string alone = string.Join(", ", calls.Select(call => call.Alone));
        string[] expected = await database.RowsAsync(
            $"SELECT a.i, {alone} FROM t AS a LEFT JOIN t AS b ON a.part = b.part AND {condition} GROUP BY a.i ORDER BY a.i");
        Assert.Equal(expected, await database.RowsAsync($"SELECT i, {windows} FROM t WINDOW w AS (PARTITION BY part ORDER BY peer {frame}) ORDER BY i"));
    }

    [Fact]
    public async Task A_very_wide_frame_over_many_rows_ends()
    {
        await using TestDatabase database = TestDatabase.Empty();
        long start = Stopwatch.GetTimestamp();
        string last = await database.ValueAsync($"""
            WITH {Digits}, t AS (SELECT 10000 * a.n + 1000 * b.n + 100 * c.n + 10 * e.n + f.n AS i FROM d AS a, d AS b, d AS c, d AS e, d AS f)
            SELECT max(s) || ' ' || max(m) || ' ' || count(l) FROM
                (SELECT sum(i) OVER w AS s, min(i) OVER w AS m, lag(CASE WHEN i < 3 THEN i END) IGNORE NULLS OVER (ORDER BY i) AS l FROM t WINDOW w AS (ORDER BY i ROWS BETWEEN 50000 PRECEDING AND CURRENT ROW))
            """);
        Assert.Equal($"{Enumerable.Range(49_999, 50_001).Sum(i => (long)i)} 49999 99999", last);
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Medians_and_counts_of_different_values_of_very_wide_frames_end()
    {
        await using TestDatabase database = TestDatabase.Empty();
        long start = Stopwatch.GetTimestamp();
        string last = await database.ValueAsync($"""
            WITH {Digits}, t AS (SELECT 10000 * a.n + 1000 * b.n + 100 * c.n + 10 * e.n + f.n AS i FROM d AS a, d AS b, d AS c, d AS e, d AS f)
            SELECT max(m) || ' ' || max(g) || ' ' || max(c) FROM
                (SELECT median(i) OVER w AS m, median(i) OVER (ORDER BY i) AS g, count(DISTINCT i % 30000) OVER w AS c FROM t WINDOW w AS (ORDER BY i ROWS BETWEEN 50000 PRECEDING AND CURRENT ROW))
            """);
        Assert.Equal("74999 49999.5 30000", last);
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(60));
    }

    [Theory]
    [InlineData("array_agg(i)")]
    [InlineData("string_agg(CAST(i AS VARCHAR), ',')")]
    public async Task Lists_and_texts_of_wide_frames_are_refused_by_name_where_they_do_not_fit(string call)
    {
        await using TestDatabase database = TestDatabase.Empty(null, new CatalogClientOptions { MemoryLimit = 1 << 23 });
        foreach (string frame in new[] { "UNBOUNDED PRECEDING AND CURRENT ROW", "2000 PRECEDING AND CURRENT ROW" })
        {
            RerunException error = await database.ErrorAsync($"""
                WITH {Digits}, t AS (SELECT 1000 * b.n + 100 * c.n + 10 * e.n + f.n AS i FROM d AS b, d AS c, d AS e, d AS f)
                SELECT max(length(CAST(a AS VARCHAR))) FROM (SELECT {call} OVER (ORDER BY i ROWS BETWEEN {frame}) AS a FROM t)
                """);
            Assert.Equal("53200", error.SqlState);
            Assert.StartsWith("Window", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_blocks_of_wide_frames_are_counted()
    {
        await using TestDatabase database = TestDatabase.Empty(null, new CatalogClientOptions { MemoryLimit = 1 << 20 });
        RerunException error = await database.ErrorAsync($"""
            WITH {Digits}, t AS (SELECT 1000 * b.n + 100 * c.n + 10 * e.n + f.n AS i FROM d AS b, d AS c, d AS e, d AS f, (VALUES (1), (2)))
            SELECT {string.Join(", ", Enumerable.Range(0, 30).Select(i => $"avg(i + {i}) OVER w"))} FROM t WINDOW w AS (ORDER BY i ROWS BETWEEN 50000 PRECEDING AND CURRENT ROW)
            """);
        Assert.Equal("53200", error.SqlState);
        Assert.Contains("Window", error.Message, StringComparison.Ordinal);
    }
}
