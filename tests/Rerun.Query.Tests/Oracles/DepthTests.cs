using System.Globalization;
using Rerun.Catalog;
using Rerun.Query.Tests.Queries;

namespace Rerun.Query.Tests.Oracles;

/// <summary>
/// Deep and long queries on the small stack that threads of web servers have: each is answered or is one clear error, and what is as deep as the limit allows goes
/// through all stages.
/// </summary>
public sealed class DepthTests
{
    private const int Deep = 10_000;

    public static TheoryData<string, string, string, string> Nestings => new()
    {
        { "SELECT ", "(", "1", ")" },
        { "SELECT ", "- ", "1", "" },
        { "SELECT ", "NOT ", "true", "" },
        { "SELECT ", "~ ", "1", "" },
        { "SELECT ", "abs(", "1", ")" },
        { "SELECT ", "coalesce(NULL, ", "1", ")" },
        { "SELECT ", "CASE WHEN true THEN ", "1", " END" },
        { "SELECT ", "CASE WHEN false THEN 0 ELSE ", "1", " END" },
        { "SELECT ", "CASE ", "1", " WHEN 1 THEN 1 END" },
        { "SELECT ", "CAST(", "1", " AS BIGINT)" },
        { "SELECT ", "CAST(", "1", " AS VARCHAR)" },
        { "SELECT ", "[", "1", "]" },
        { "SELECT ", "{'a': ", "1", "}" },
        { "SELECT ", "(SELECT ", "1", ")" },
        { "SELECT ", "EXISTS (SELECT ", "1", ")" },
        { "SELECT ", "true IN (SELECT ", "true", ")" },
        { "SELECT ", "true IN (false, ", "true", ")" },
        { "SELECT x FROM (VALUES (1)) AS t(x) WHERE ", "(x = 1 OR (x = 2 AND ", "x = 3", "))" },
        { "SELECT x FROM (VALUES (1)) AS t(x) WHERE ", "NOT (x > 0 AND ", "x < 5", ")" },
        { "SELECT x FROM (VALUES (1)) AS t(x) WHERE ", "EXISTS (SELECT 1 FROM (VALUES (1)) AS u(y) WHERE y = 1 AND ", "true", ")" },
        { "SELECT x FROM (VALUES (1)) AS t(x) WHERE ", "x IN (SELECT x FROM (VALUES (1)) AS u(y) WHERE y = x AND ", "true", ")" },
        { "", "SELECT * FROM (", "SELECT 1 AS x", ") AS s" },
        { "", "SELECT x + 1 AS x FROM (", "SELECT 1 AS x", ") AS s" },
        { "", "SELECT x, count(*) FROM (", "SELECT 1 AS x", ") AS s GROUP BY x" },
        { "", "WITH c AS (", "SELECT 1", ") SELECT * FROM c" },
        { "", "(", "SELECT 1", ") UNION SELECT 2" },
        { "", "SELECT 1 UNION (", "SELECT 2", ")" },
        { "", "SELECT 1 EXCEPT (", "SELECT 2", ")" },
        { "SELECT * FROM ", "(", "(VALUES (1)) AS t(x)", " CROSS JOIN (VALUES (1)) AS u)" },
        { "SELECT list_transform([1], x -> ", "abs(", "x", ")" },
        { "SELECT ", "list_transform([1], x -> ", "1", ")" },
    };

    public static TheoryData<string, string, string, string, int> Chains => new()
    {
        { "SELECT x FROM (VALUES (1)) AS t(x) WHERE ", "x = {0}", " OR ", "", Deep },
        { "SELECT x FROM (VALUES (1)) AS t(x) WHERE ", "x <> -{0}", " AND ", "", Deep },
        { "SELECT x FROM (VALUES (1)) AS t(x) WHERE ", "(x > {0} AND x < 5)", " OR ", "", Deep },
        { "SELECT ", "'{0}'", " || ", "", Deep },
        { "SELECT ", "{0}", " + ", "", Deep },
        { "SELECT 1 IN (", "{0}", ", ", ")", Deep },
        { "SELECT x IN (", "{0} + x", ", ", ") FROM (VALUES (1)) AS t(x)", Deep },
        { "SELECT ", "{0} AS c{0}", ", ", "", 5_000 },
        { "SELECT * FROM (SELECT ", "{0} AS c{0}", ", ", ") AS s ORDER BY c7, c4000", 5_000 },
        { "SELECT count(*) FROM (VALUES ", "({0})", ", ", ") AS t(x)", Deep },
        { "SELECT count(*) FROM (", "SELECT {0}", " UNION ALL ", ") AS t(x)", Deep },
        { "SELECT count(*) FROM (", "SELECT {0}", " UNION ", ") AS t(x)", 2_000 },
        { "SELECT count(*) FROM (", "SELECT {0}", " EXCEPT ", ") AS t(x)", Deep },
        { "SELECT CASE ", "WHEN {0} > 20000 THEN {0}", " ", " END", Deep },
        { "SELECT coalesce(", "NULL", ", ", ", 1)", Deep },
        { "SELECT concat(", "'{0}'", ", ", ")", Deep },
        { "SELECT [", "{0}", ", ", "]", Deep },
        { "SELECT count(*) FROM ", "(VALUES (1)) AS t{0}(x{0})", " CROSS JOIN ", "", 2_000 },
        { "SELECT count(*) FROM ", "(VALUES (1)) AS t{0}(x{0})", ", ", "", 2_000 },
        { "WITH ", "c{0} AS (SELECT 1)", ", ", " SELECT * FROM c5", Deep },
        { "SELECT x FROM (VALUES (1)) AS t(x) ORDER BY ", "x + {0}", ", ", "", 500 },
        { "SELECT count(*) FROM (VALUES (1)) AS t(x) GROUP BY ", "x + {0}", ", ", "", 500 },
        { "SELECT ", "sum(x + {0})", ", ", " FROM (VALUES (1)) AS t(x)", 500 },
        { "SELECT ", "sum(x + {0}) OVER (ORDER BY x)", ", ", " FROM (VALUES (1)) AS t(x)", 200 },
    };

    [Theory]
    [MemberData(nameof(Nestings))]
    public void What_is_nested_is_answered_or_refused(string start, string open, string inner, string close)
    {
        string Nested(int depth) => start + string.Concat(Enumerable.Repeat(open, depth)) + inner + string.Concat(Enumerable.Repeat(close, depth)) + (start.EndsWith("-> ", StringComparison.Ordinal) ? ")" : "");
        foreach (int depth in (int[])[10, 400, 960, Deep])
        {
            Run(Nested(depth), mustAnswer: depth == 10);
        }
    }

    [Theory]
    [MemberData(nameof(Chains))]
    public void What_is_long_is_answered_or_refused(string start, string part, string separator, string end, int count) => Run(
        start + string.Join(separator, Enumerable.Range(0, count).Select(i => part.Replace("{0}", i.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))) + end,
        mustAnswer: false);

    private static void Run(string sql, bool mustAnswer)
    {
        Exception? error = null;
        var thread = new Thread(() => error = Record.Exception(() => RunAsync(sql).GetAwaiter().GetResult()), 1024 * 1024);
        thread.Start();
        thread.Join();
        Assert.True(error is null || (!mustAnswer && error is RerunException { SqlState: not ("" or "XX000") }), $"{sql[..Math.Min(sql.Length, 200)]}\n{error}");
    }

    private static async Task RunAsync(string sql)
    {
        await using TestDatabase database = TestDatabase.Empty();
        await database.RowsAsync(sql);
        await database.PlanAsync(sql);
    }
}
