using Rerun.Catalog;

namespace Rerun.Query.Tests.Queries;

/// <summary>Words, settings and spellings that scripts written for other databases use.</summary>
public sealed class ScriptsOfOthersTests
{
    private const string Sorted = "SELECT a FROM (VALUES (1), (NULL), (2)) v(a) ORDER BY a";

    [Theory]
    [InlineData("nulls_first", "NULL|1|2", "NULL|2|1")]
    [InlineData("'NULLS LAST'", "1|2|NULL", "2|1|NULL")]
    [InlineData("'sqlite'", "NULL|1|2", "2|1|NULL")]
    [InlineData("DEFAULT", "1|2|NULL", "NULL|2|1")]
    public async Task Nulls_come_where_the_session_wants_them_unless_the_query_says(string order, string rising, string falling)
    {
        await using TestDatabase database = TestDatabase.Empty();
        string before = string.Join('|', await database.RowsAsync(Sorted));
        await database.RowsAsync($"SET default_null_order = {order}");
        Assert.Equal("1|2|NULL", before);
        Assert.Equal(rising, string.Join('|', await database.RowsAsync(Sorted)));
        Assert.Equal(falling, string.Join('|', await database.RowsAsync(Sorted + " DESC")));
        Assert.Equal("2|1|NULL", string.Join('|', await database.RowsAsync(Sorted + " DESC NULLS LAST")));
        Assert.Equal(rising, (await database.ValueAsync("SELECT array_to_string(array_agg(a ORDER BY a), '|', 'NULL') FROM (VALUES (1), (NULL), (2)) v(a)"))?.ToString());
        Assert.Equal(rising, string.Join('|', await database.RowsAsync(Sorted.Replace("BY a", "BY ALL", StringComparison.Ordinal))));
        await database.RowsAsync("RESET default_null_order");
        Assert.Equal("1|2|NULL", string.Join('|', await database.RowsAsync(Sorted)));
    }

    [Fact]
    public async Task Settings_that_change_no_row_are_taken_and_others_refused()
    {
        await using TestDatabase database = TestDatabase.Empty();
        await database.RowsAsync("PRAGMA enable_verification; PRAGMA threads = 4; PRAGMA memory_limit('1GB'); SET work_mem TO '64MB'; SET enable_seqscan = off; SET datafusion.execution.batch_size = 2; RESET threads");
        await database.RowsAsync("SET integer_division = true; PRAGMA default_null_order = 'NULLS FIRST'");
        Assert.Equal("nulls_first", await database.ValueAsync("SHOW default_null_order"));
        foreach (string sql in (string[])["SET integer_division = false", "PRAGMA default_collation = NOCASE", "SET datafusion.execution.time_zone = '+02:00'", "SET default_null_order = 'anywhere'"])
        {
            Assert.NotEqual(RerunErrorCode.Syntax, (await database.ErrorAsync(sql)).ErrorKind);
        }
    }

    [Fact]
    public async Task Named_windows_are_made_of_earlier_ones_and_add_to_them_only()
    {
        await using TestDatabase database = TestDatabase.Empty();
        const string From = "FROM (VALUES (1), (2), (3)) v(a)";
        Assert.Equal(["3", "2", "1"], await database.RowsAsync($"SELECT count(*) OVER w {From} WINDOW base AS (ORDER BY a), w AS (base ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) ORDER BY a"));
        foreach (string windows in (string[])["w AS (w)", "w AS (base), base AS (ORDER BY a)", "w AS (x), x AS (w)", "w AS (ORDER BY a), W AS ()"])
        {
            await database.ErrorAsync($"SELECT count(*) OVER w {From} WINDOW {windows}");
        }

        foreach (string window in (string[])["(w ORDER BY a)", "(w PARTITION BY a)", "(f)"])
        {
            Assert.Contains("window made of", (await database.ErrorAsync($"SELECT count(*) OVER {window} {From} WINDOW w AS (ORDER BY a), f AS (ROWS CURRENT ROW)")).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("printf('%hd|%lld|%#x|%*d|%c|%d|%g', 1, 2, 255, 4, 7, 65, true, 1e-10)", "1|2|0xff|   7|A|1|1e-10")]
    [InlineData("format('{:>6}|{:<6}|{:^6}|{:*^7}', 'ab', 'ab', 'ab', 'ab')", "    ab|ab    |  ab  |**ab***")]
    [InlineData("format('{:05d}|{:+d}|{:,}|{:.2f}|{:b}|{:#x}|{:e}', -42, 42, 1234567.5, 1.005, 5, 255, 12345.678)", "-0042|+42|1,234,567.5|1.00|101|0xff|1.234568e+04")]
    [InlineData("format('{1}-{0}-{1:03d}', 1, 2)", "2-1-002")]
    [InlineData("format('{\"a\": {}, \"b\": %s}', 1, 2)", "{\"a\": 1, \"b\": 2}")]
    [InlineData("format('{} {}', 1, NULL)", null)]
    [InlineData("regexp_replace('a.c abc', 'a.c', '-', 'lg')", "- abc")]
    [InlineData("regexp_replace('ABC abc', 'b', '-', 'gi')", "A-C a-c")]
    [InlineData("regexp_replace(E'a\\nb', 'a.b', '-', 's')", "-")]
    [InlineData("regexp_count(E'a\\na', '^a$', 'n')", "2")]
    [InlineData("array_to_string(regexp_split_to_array('abc', ''), '|')", "a|b|c")]
    [InlineData("array_to_string(regexp_split_to_array('a1b', '[0-9]*'), '|')", "a|b")]
    [InlineData("array_to_string(regexp_split_to_array('a😀b', ''), '|')", "a|😀|b")]
    [InlineData("INTERVAL '@ 1 mil 2 cent 1 dec 3 yrs 4 msec 5 usec'", "1213 years 00:00:00.004005")]
    [InlineData("1e-7 || '|' || 1e20 || '|' || 1e-5::REAL || '|' || 0.0001", "1e-07|1e+20|1e-05|0.0001")]
    [InlineData("[1e-300, 2.5]", "[1e-300, 2.5]")]
    [InlineData("age(TIMESTAMP '2024-03-01', TIMESTAMP '2023-06-13')", "8 months 18 days")]
    [InlineData("age(TIMESTAMP '2023-06-13', TIMESTAMP '2024-03-01 06:00:00')", "-8 months -18 days -06:00:00")]
    [InlineData("age(TIMESTAMP '2001-04-10', TIMESTAMP '1957-06-13')", "43 years 9 months 27 days")]
    [InlineData("age(DATE '2024-02-29', DATE '2024-01-31')", "29 days")]
    [InlineData("TIMESTAMP '2024-05-08' - TIMESTAMP '2024-05-06'", "2 days")]
    [InlineData("INTERVAL '-1 day' || '|' || INTERVAL '1 day'", "-1 days|1 day")]
    [InlineData("DATE '2024-05-06' + b || '|' || (b + DATE '2024-05-06') || '|' || (DATE '2024-05-06' - b) FROM (VALUES (1::BIGINT)) v(b)", "2024-05-07|2024-05-07|2024-05-05")]
    [InlineData("'2024-5-6'::DATE", "2024-05-06")]
    [InlineData("list_concat([1], NULL, [2]) || list_concat(NULL::INT[], [3])", "[1, 2, 3]")]
    [InlineData("coalesce(list_contains(NULL, 1)::TEXT, flatten(NULL)::TEXT, date_part(NULL, DATE '2024-05-06')::TEXT, 'none')", "none")]
    [InlineData("date_part('julian', DATE '2024-05-06') || '|' || date_part('era', DATE '2024-05-06') || '|' || date_part('yearweek', DATE '2024-05-06') || '|' || date_part('timezone', DATE '2024-05-06')", "2460437|1|202419|0")]
    [InlineData("year(INTERVAL '26 months') || '|' || month(INTERVAL '26 months') || '|' || epoch(INTERVAL '1 day')", "2|2|86400")]
    [InlineData("make_date(19849) || '|' || make_timestamp(1714979289000000) || '|' || last_day(TIMESTAMP '2024-02-05 10:00:00')", "2024-05-06|2024-05-06 07:08:09|2024-02-29")]
    [InlineData("strftime(DATE '2024-01-07', '%U|%W|%V')", "01|01|01")]
    [InlineData("[x + i FOR (x, i) IN [10, 20, 30] IF i <> 2]", "[11, 32]")]
    [InlineData("list_transform([{'a': {'b': {'c': 7}}}], x -> x.a.b.c)", "[7]")]
    [InlineData("sum(i) || '|' || avg(i) FROM (VALUES (INTERVAL '1 month'), (INTERVAL '2 days'), (NULL)) v(i)", "1 month 2 days|16 days")]
    [InlineData("abs((-1.1)::REAL) || '|' || floor(1.7::REAL) || '|' || typeof(round(1.5::REAL))", "1.1|1|REAL")]
    [InlineData("hex('\\x41ff'::BLOB) || '|' || hex('a\\x00b\\xFF'::BLOB)", "41ff|610062ff")]
    [InlineData("round(42.5, -1000) || '|' || round(42.5, -1)", "0|40")]
    [InlineData("overlay('123456789' PLACING 'xx' FROM 3 FOR -1)", "12xx23456789")]
    [InlineData("argmin(a, b) || argmax(a, b) FROM (VALUES ('x', 2), ('y', 1)) v(a, b)", "yx")]
    public async Task Spellings_of_others_mean_the_same(string expression, string? expected)
    {
        await using TestDatabase database = TestDatabase.Empty();
        int from = expression.IndexOf(" FROM (", StringComparison.Ordinal);
        string text = from < 0 ? $"CAST({expression} AS VARCHAR)" : $"CAST({expression[..from]} AS VARCHAR){expression[from..]}";
        Assert.Equal(expected ?? "NULL", (await database.RowsAsync($"SELECT {text}")).Single());
    }

    [Theory]
    [InlineData("TEMP ")]
    [InlineData("")]
    public async Task Rows_are_replaced_and_left_out_by_the_key_that_there_is(string kind)
    {
        await using TestDatabase database = TestDatabase.Empty();
        await database.RowsAsync($"CREATE {kind}TABLE t (a INT PRIMARY KEY, b TEXT); INSERT INTO t VALUES (1, 'x'), (2, 'y')");
        await database.RowsAsync("REPLACE INTO t VALUES (1, 'z'), (3, 'n'); INSERT OR REPLACE INTO t SELECT 2, 'w'; INSERT OR IGNORE INTO t VALUES (3, 'v'), (4, 'm')");
        Assert.Equal(["1|z", "2|w", "3|n", "4|m"], await database.RowsAsync("SELECT * FROM t ORDER BY a"));
        await database.RowsAsync($"CREATE {kind}TABLE u (a INT); REPLACE INTO u VALUES (1); REPLACE INTO u VALUES (1)");
        Assert.Equal(["1", "1"], await database.RowsAsync("SELECT * FROM u"));
        Assert.Equal(RerunErrorCode.Syntax, (await database.ErrorAsync("INSERT OR ABORT INTO t VALUES (1, 'x')")).ErrorKind);
    }

    [Fact]
    public async Task Fields_of_a_column_are_named_behind_a_point()
    {
        await using TestDatabase database = TestDatabase.Empty();
        await database.RowsAsync("CREATE TEMP TABLE t AS SELECT {'a': {'b': 7}, 'c': 'x'} AS s, 1 AS n");
        Assert.Equal(["7|x|7"], await database.RowsAsync("SELECT s.a.b, t.s.c, (s).a.b FROM t WHERE s.a.b = 7 ORDER BY s.c"));
        Assert.Equal(["x|1"], await database.RowsAsync("SELECT s.c, count(*) FROM t GROUP BY s.c"));
        Assert.Contains("no fields", (await database.ErrorAsync("SELECT n.a FROM t")).Message, StringComparison.Ordinal);
        Assert.Contains("nope", (await database.ErrorAsync("SELECT s.nope FROM t")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_star_may_name_a_relation_of_the_query_around()
    {
        await using TestDatabase database = TestDatabase.Empty();
        await database.RowsAsync("CREATE TEMP TABLE t (a INT, b TEXT); INSERT INTO t VALUES (1, 'x'), (2, 'y')");
        Assert.Equal(["1|x|1|x", "2|y|2|y"], await database.RowsAsync("SELECT * FROM t, LATERAL (SELECT t.* LIMIT 1) s ORDER BY 1"));
        Assert.Equal(RerunErrorCode.NotFound, (await database.ErrorAsync("SELECT * FROM t, LATERAL (SELECT u.*) s")).ErrorKind);
    }

    [Theory]
    [InlineData("substring('abc', 2, -1)")]
    [InlineData("INTERVAL '-years'")]
    [InlineData("regexp_replace('a', 'b', 'c', '!')")]
    [InlineData("format('{:d}', 'x')")]
    [InlineData("'\\x4'::BLOB")]
    [InlineData("count(DISTINCT v.*) FROM (VALUES (1)) v(a)")]
    [InlineData("list_contains(NULL, 1, 2)")]
    public async Task What_means_nothing_is_an_error(string expression)
    {
        await using TestDatabase database = TestDatabase.Empty();
        await database.ErrorAsync($"SELECT {expression}");
    }
}
