using Npgsql;
using Rerun.Catalog;
using Rerun.Query.Tests.Queries;

namespace Rerun.Query.Tests.Oracles;

/// <summary>Whole queries give the rows that PostgreSQL gives, and what it refuses is refused. Every value is asked for as text.</summary>
public sealed class PostgresStatementTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private const string Times =
        """
        WITH v(t) AS (VALUES (TIMESTAMP '1998-03-09 07:05:01'), ('1999-12-31 23:59:59.25'), ('2004-02-29 12:00:00.5'), ('2010-01-03 00:00:00'), ('2023-11-22 13:45:12.000125'), ('1970-01-01 11:11:11'), ('2012-08-21 01:02:03.4'))
        """;

    [PostgresTheory]
    [InlineData("DAY|Day|day|DY|Dy|dy|MONTH|Month|month|MON|Mon|mon|RM|rm")]
    [InlineData("FMDAY|FMDay|FMMonth|FMRM|FMrm|TMMonth")]
    [InlineData("Y,YYY|YYYY|YYY|YY|Y|CC|Q|MM|WW|W|DDD|DD|D|J")]
    [InlineData("FMY,YYY|FMYYY|FMYY|FMY|FMCC|FMMM|FMWW|FMDDD|FMDD")]
    [InlineData("IYYY|IYY|IY|I|IW|IDDD|ID|FMIYY|FMIW|FMIDDD")]
    [InlineData("HH|HH12|HH24|MI|SS|SSSS|SSSSS|MS|US|FF1|FF3|FF6|AM|p.m.|P.M.|am")]
    [InlineData("DDth|FMDDTH|YYYYth|Jth|FMMIth")]
    [InlineData("YYYY A.D.|yyyy ad|BC")]
    [InlineData("\"week \"IW\" of \"IYYY|DD.MM.YYYY \"\\\"o'clock\\\"\" HH24h|YYYY-MM-DD\"T\"HH24:MI:SS.US")]
    public async Task Times_are_written_in_the_words_of_to_char(string patterns)
    {
        foreach (string pattern in patterns.Split('|'))
        {
            await Check($"{Times} SELECT to_char(t, '{pattern.Replace("'", "''", StringComparison.Ordinal)}') FROM v ORDER BY t");
        }
    }

    [PostgresTheory]
    [InlineData("to_date('7 SEP 2021', 'DD MON YYYY'), to_date('2459463', 'J'), to_date('11/30/07', 'MM/DD/YY'), to_date('2021 5  18', 'YYYY MM DD'), to_date('2021.05.18', 'YYYY-MM-DD'), to_date('2021250', 'YYYYDDD'), to_date('1,987th IX 11', 'Y,YYYth FMRM DD')")]
    [InlineData("to_timestamp('07091987231500', 'MMDDYYYYHH24MISS'), to_timestamp(' 2021-05-18 11:38:09 PM ', 'YYYY-MM-DD HH12:MI:SS AM'), to_timestamp('2021-05-18 11:38 a.m.', 'YYYY-MM-DD HH12:MI P.M.'), to_timestamp('18:07:21.125', 'HH24:MI:SS.MS') - to_timestamp('18:07:20', 'HH24:MI:SS')")]
    [InlineData("age(TIMESTAMP '2001-04-10', TIMESTAMP '1957-06-13'), age(TIMESTAMP '2021-03-31', TIMESTAMP '2021-02-28 12:00:00'), age(TIMESTAMP '2000-01-01', TIMESTAMP '2000-02-29'), age(TIMESTAMP '2020-07-01 01:00', TIMESTAMP '2019-12-31 02:00')")]
    [InlineData("INTERVAL '3-7', INTERVAL '-3-7', INTERVAL '4 05:06', INTERVAL '4 05:06:07.5' DAY TO SECOND, INTERVAL '1-2' YEAR TO MONTH, INTERVAL '1.5 months', INTERVAL '2.25 years', CAST(TIME '10:20:30' AS INTERVAL), INTERVAL '1.5 weeks', INTERVAL '-1.5 days', INTERVAL '3 mons 2 hours ago', INTERVAL '0'")]
    [InlineData("INTERVAL '2 mons 3 days 04:05:06' / 1.5, INTERVAL '1 year 7 days' / 7, INTERVAL '-5 mons 11:00' * 0.3, INTERVAL '41 days' * 1.1, INTERVAL '1 mon' / 3")]
    [InlineData("TO_CHAR(TIME '10:11:12', 'HH24-MI-SS'), DATE '2021-5-8', DATE '2021/05/08', DATE '20210508', make_date(2021, 12, 31)")]
    [InlineData("array_to_string(string_to_array('p~q~', '~'), '/'), array_to_string(string_to_array('pq', NULL), '/'), array_to_string(string_to_array('pq', ''), '/'), array_to_string(string_to_array('p,-,q', ',', '-'), '/', '*'), cardinality(string_to_array('', ',')), string_to_array(NULL, ',') IS NULL")]
    [InlineData("regexp_replace('one two', '\\m', '<', 'g'), regexp_replace('one two', '\\M', '>', 'g'), regexp_count('one two', '\\y'), regexp_count('one', '\\Y'), E'one\\n' ~ 'e\\Z', 'one' ~ 'e\\Z'")]
    [InlineData("regexp_count('aXbxcX', 'x', 3), regexp_count('aXbxcX', 'x', 3, 'i'), regexp_count('abc', 'c', 9), regexp_instr('p1q22r333', '[0-9]+', 3), regexp_instr('p1q22r333', '[0-9]+', 1, 3), regexp_instr('p1q22r333', '[0-9]+', 1, 2, 1), regexp_instr('p1q22r333', '([A-Z])([0-9]+)', 1, 2, 0, 'i', 2), regexp_instr('p1', '[0-9]', 1, 2)")]
    [InlineData("regexp_substr('p1q22r333', '[0-9]+'), regexp_substr('p1q22r333', '[0-9]+', 3), regexp_substr('p1q22r333', '[0-9]+', 1, 3), regexp_substr('p1q22r333', '([A-Z])([0-9]+)', 1, 2, 'i', 1), regexp_substr('p1', 'x'), regexp_substr('öp1', '.', 2)")]
    [InlineData("regexp_replace('banana', 'a', 'o', 3), regexp_replace('banana', 'a', 'o', 1, 2), regexp_replace('banana', 'A', '<\\&>', 3, 0, 'i'), regexp_replace('banana', '(a)(n)', '\\2\\1', 3, 1), array_to_string(regexp_split_to_array('oneXtwoxthree', 'x', 'i'), '|'), array_to_string(regexp_split_to_array('a b', '\\s*'), '|'), array_to_string(regexp_split_to_array('123', '.'), '|')")]
    [InlineData("format('<%6s|%-6s|%3s>', 'ab', 'cd', 'efgh'), format('<%*s>', -4, 'x'), format('<%2$5s|%1$-5L>', 'x', 'y'), format('<%8L>', NULL), quote_nullable(NULL), quote_nullable('a''b')")]
    [InlineData("array_length(ARRAY[4, 5, 6], 1), array_length(ARRAY[[1, 2, 3], [4, 5, 6]], 2), array_length(ARRAY[1], 2), array_length(CAST('{}' AS INT[]), 1), array_length(ARRAY[1], 0)")]
    [InlineData("array_to_string(CAST('{4,NULL, 6 }' AS INT[]), '/', '-'), array_to_string(CAST('{p,\"q r\",\"s\\\"t\",null,\"null\"}' AS TEXT[]), '/', '-'), array_length(CAST('{{1,2},{3,4},{5,6}}' AS INT[][]), 1), (CAST('{t,f}' AS BOOL[]))[2], ARRAY[1, 2] = '{1,2}'")]
    [InlineData("float8(3) / 2, int4('7') + 1, bool('t'), int2 '5' + int8 '6', float4 '2.5', 'many' ~~ 'm%', 'many' !~~ '_any', 'MANY' ~~* 'm%', 'MANY' !~~* 'n%'")]
    public async Task Values_are_the_same(string items)
    {
        foreach (string item in PostgresFunctionTests.Split(items).Select(item => item.Trim()))
        {
            await Check($"SELECT {(item.Contains("INTERVAL", StringComparison.Ordinal) || item.StartsWith("age", StringComparison.Ordinal) ? $"extract(year FROM {item}), extract(month FROM {item}), extract(day FROM {item}), extract(epoch FROM {item})" : $"CAST({item} AS TEXT)")}");
        }
    }

    [PostgresTheory]
    [InlineData("SELECT k, sum(60 / n) FILTER (WHERE n <> 0), count(60 / n) FILTER (WHERE n > 0) FROM (VALUES (1, 0), (1, 3), (2, 5), (2, 0)) v(k, n) GROUP BY k ORDER BY k")]
    [InlineData("SELECT n, sum(60 / n) FILTER (WHERE n <> 0) OVER (ORDER BY n) FROM (VALUES (0), (3), (5)) v(n) ORDER BY n")]
    [InlineData("SELECT CAST(t AS TEXT), count(*) OVER (ORDER BY t RANGE BETWEEN INTERVAL '20 minutes' PRECEDING AND INTERVAL '20 minutes' FOLLOWING) FROM (VALUES (TIME '00:05'), ('00:10'), ('12:00'), ('23:50'), ('23:59')) v(t) ORDER BY t")]
    [InlineData("SELECT n, count(*) OVER (ORDER BY n RANGE BETWEEN 3 PRECEDING AND 3 FOLLOWING), count(*) OVER (ORDER BY n DESC RANGE BETWEEN CURRENT ROW AND 2 FOLLOWING) FROM (VALUES (9223372036854775806), (9223372036854775807), (-9223372036854775807), (-9223372036854775806), (NULL), (4)) v(n) ORDER BY n")]
    [InlineData("SELECT CAST(d AS TEXT), count(*) OVER (ORDER BY d RANGE BETWEEN INTERVAL '36 hours' PRECEDING AND INTERVAL '1 day' FOLLOWING), count(*) OVER (ORDER BY d DESC RANGE BETWEEN INTERVAL '36 hours' PRECEDING AND INTERVAL '12 hours' PRECEDING) FROM (VALUES (DATE '2024-03-01'), ('2024-03-02'), ('2024-03-03'), ('2024-03-05'), (NULL)) v(d) ORDER BY d")]
    [InlineData("SELECT n, count(*) OVER (ORDER BY n RANGE BETWEEN CURRENT ROW AND 100000 FOLLOWING) FROM (VALUES (CAST(32767 AS SMALLINT)), (CAST(32766 AS SMALLINT)), (CAST(7 AS SMALLINT))) v(n) ORDER BY n")]
    [InlineData("SELECT id, first_value(id) OVER w, last_value(id) OVER w FROM (VALUES (1, CAST('-Infinity' AS DOUBLE PRECISION)), (2, -3), (3, 4.5), (4, 'Infinity'), (5, 'NaN')) v(id, f) WINDOW w AS (ORDER BY f RANGE BETWEEN 'Infinity' PRECEDING AND 'Infinity' FOLLOWING) ORDER BY id")]
    [InlineData("SELECT id, first_value(id) OVER w, last_value(id) OVER w FROM (VALUES (1, CAST('-Infinity' AS DOUBLE PRECISION)), (2, -3), (3, 4.5), (4, 'Infinity'), (5, 'NaN')) v(id, f) WINDOW w AS (ORDER BY f DESC RANGE BETWEEN 'Infinity' PRECEDING AND 'Infinity' PRECEDING) ORDER BY id")]
    [InlineData("SELECT id, first_value(id) OVER w, last_value(id) OVER w FROM (VALUES (1, CAST('-Infinity' AS DOUBLE PRECISION)), (2, -3), (3, 4.5), (4, 'Infinity'), (5, 'NaN')) v(id, f) WINDOW w AS (ORDER BY f RANGE BETWEEN 'Infinity' FOLLOWING AND 'Infinity' FOLLOWING) ORDER BY id")]
    [InlineData("SELECT var_pop(x), var_samp(x) * 3 FROM (VALUES (CAST(300000001 AS DOUBLE PRECISION)), (300000002), (300000004), (300000005)) v(x)")]
    [InlineData("SELECT 'one'\n' line' || CAST(x AS TEXT) FROM (VALUES (1), (2)) v(x) ORDER BY x USING >")]
    [InlineData("SELECT s, s LIKE ANY (ARRAY['p%', '%q']), s NOT LIKE ALL (ARRAY['p%', '%q']), s ILIKE ALL (ARRAY['P%', '%Q']), s NOT LIKE ANY (ARRAY['p%', NULL]) FROM (VALUES ('pq'), ('xq'), ('z'), (NULL)) v(s) ORDER BY s")]
    [InlineData("SELECT x FROM (VALUES (1), (2), (3)) v(x) WHERE EXISTS (SELECT FROM (VALUES (2), (3)) w(y) WHERE y = x) AND NOT EXISTS (SELECT FROM (VALUES (3)) w(y) WHERE y = x)")]
    [InlineData("SELECT x, x = ANY (a), x <> ALL (a), x > ANY (a), x <= ALL (a), NOT (x = ANY (a)) FROM (VALUES (1, ARRAY[1, 2]), (3, ARRAY[1, NULL]), (2, CAST('{}' AS INT[])), (5, NULL), (NULL, ARRAY[1]), (NULL, CAST('{}' AS INT[]))) v(x, a) ORDER BY x, a")]
    [InlineData("SELECT x, sum(x) > ALL (array_agg(x)) FROM (VALUES (1), (2), (2)) v(x) GROUP BY x ORDER BY x")]
    [InlineData("SELECT k, extract(month FROM sum(i)), extract(day FROM sum(i)), extract(hour FROM sum(i)), extract(month FROM avg(i)), extract(day FROM avg(i)), extract(epoch FROM avg(i)) FROM (VALUES (1, INTERVAL '1 day'), (1, INTERVAL '3 hours'), (1, INTERVAL '1 month'), (2, NULL), (3, INTERVAL '-5 days 7 minutes'), (3, INTERVAL '1 year')) v(k, i) GROUP BY k ORDER BY k")]
    [InlineData("SELECT n, extract(epoch FROM sum(i) OVER (ORDER BY n ROWS 1 PRECEDING)) FROM (VALUES (1, INTERVAL '1 day'), (2, INTERVAL '3 hours'), (3, INTERVAL '10 seconds')) v(n, i) ORDER BY n")]
    public async Task Rows_are_the_same(string sql) => await Check(sql);

    [PostgresTheory]
    [InlineData("SELECT make_date(0, 5, 5)")]
    [InlineData("SELECT extract(month FROM TIME '10:00')")]
    [InlineData("SELECT CAST(-7 AS TIME)")]
    [InlineData("SELECT CAST(86400000000000 AS TIME)")]
    [InlineData("SELECT substring('abc' FROM 2 FOR -1)")]
    [InlineData("SELECT split_part('a,b', ',', 0)")]
    [InlineData("WITH a AS (SELECT 1), b AS (SELECT 2), a AS (SELECT 3) SELECT * FROM a")]
    [InlineData("SELECT sum(x) OVER (ORDER BY x RANGE BETWEEN -1 PRECEDING AND 1 FOLLOWING) FROM (VALUES (1), (2)) v(x)")]
    [InlineData("SELECT sum(x) OVER (ORDER BY x ROWS BETWEEN -1 FOLLOWING AND 1 FOLLOWING) FROM (VALUES (1), (2)) v(x)")]
    [InlineData("SELECT sum(x) OVER w FROM (VALUES (1), (2)) v(x) WINDOW w AS (ORDER BY x), W AS (PARTITION BY x)")]
    [InlineData("SELECT sum(x) OVER (w PARTITION BY x) FROM (VALUES (1), (2)) v(x) WINDOW w AS (PARTITION BY x % 2)")]
    [InlineData("SELECT sum(x) OVER (w ORDER BY x) FROM (VALUES (1), (2)) v(x) WINDOW w AS (ORDER BY x DESC)")]
    [InlineData("SELECT row_number() FILTER (WHERE x > 1) OVER (ORDER BY x) FROM (VALUES (1), (2)) v(x)")]
    [InlineData("SELECT count(DISTINCT *) FROM (VALUES (1), (2)) v(x)")]
    [InlineData("SELECT CAST('{1,2' AS INT[])")]
    [InlineData("SELECT CAST('{1,,2}' AS INT[])")]
    [InlineData("SELECT CAST('{1,x}' AS INT[])")]
    [InlineData("SELECT regexp_instr('abc', 'b', 0)")]
    [InlineData("SELECT regexp_replace('abc', 'b', 'x', 1, -1)")]
    public async Task What_it_refuses_is_refused(string sql)
    {
        await Assert.ThrowsAsync<PostgresException>(() => PostgresRows.OfAsync(server.Connection!, sql));
        await using TestDatabase database = TestDatabase.Empty();
        RerunException error = await database.ErrorAsync(sql);
        Assert.NotEqual("0A000", error.SqlState);
    }

    private async Task Check(string sql)
    {
        await using TestDatabase database = TestDatabase.Empty();

        // Its to_timestamp() tells the zone, which is UTC here and there.
        List<string> theirs = [.. (await PostgresRows.OfAsync(server.Connection!, sql)).Select(row => row.Replace("+00", "", StringComparison.Ordinal))];
        string[] ours = await database.RowsAsync(sql);
        Assert.True(theirs.Count == ours.Length && theirs.Zip(ours).All(pair => pair.First == pair.Second || pair.First.Split('|').Zip(pair.Second.Split('|')).All(cell => SameCell(cell.First, cell.Second))),
            $"{sql}\n  PostgreSQL {string.Join("  ", theirs)}\n  ours       {string.Join("  ", ours)}");
    }

    private static bool SameCell(string theirs, string ours) => PostgresFunctionTests.Same(theirs, ours is "TRUE" or "FALSE" ? ours.ToLowerInvariant() : ours);
}
