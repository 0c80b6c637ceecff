using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Tests.Queries;

/// <summary>Plans written as SQL and read again give the same rows.</summary>
public sealed class PlanSqlTests
{
    [Theory]
    [InlineData("SELECT 1 AS x, 'it''s' AS \"a b\"")]
    [InlineData("SELECT * FROM (VALUES (1, 'a'), (2, NULL)) t(x, y) WHERE x > 1 OR y IS NOT NULL")]
    [InlineData("SELECT x + 1 AS z, CASE WHEN x > 1 THEN 'a' ELSE y END AS c FROM (VALUES (1, 'a'), (2, NULL)) t(x, y) ORDER BY z DESC LIMIT 1")]
    [InlineData("SELECT x FROM (SELECT x FROM (VALUES (3), (1), (2)) t(x) ORDER BY x LIMIT 2) WHERE x > 1")]
    [InlineData("SELECT x FROM (VALUES (3, 1), (1, 2), (2, 3)) t(x, y) ORDER BY y DESC")]
    [InlineData("SELECT DISTINCT x FROM (VALUES (3), (1), (3)) t(x) ORDER BY x NULLS FIRST")]
    [InlineData("SELECT x, count(*) AS n, sum(y) FILTER (WHERE y > 1) FROM (VALUES (1, 1), (1, 2), (2, 3)) t(x, y) GROUP BY x HAVING count(*) > 0 ORDER BY n, x")]
    [InlineData("SELECT max(n) FROM (SELECT x, count(*) AS n FROM (VALUES (1), (1), (2)) t(x) GROUP BY x)")]
    [InlineData("SELECT a.x, b.x FROM (VALUES (1), (2)) a(x) LEFT JOIN (VALUES (2), (3)) b(x) ON a.x = b.x AND a.x + b.x > 1")]
    [InlineData("SELECT a.x, b.x FROM (VALUES (1), (2)) a(x), (VALUES (2), (3)) b(x) WHERE a.x < b.x")]
    [InlineData("SELECT x FROM (VALUES (1), (2)) a(x) SEMI JOIN (VALUES (2), (3)) b(y) ON x = y")]
    [InlineData("SELECT x FROM (VALUES (1), (2)) a(x) UNION ALL SELECT 3 ORDER BY x DESC")]
    [InlineData("SELECT x FROM (VALUES (1), (2)) a(x) EXCEPT SELECT 2")]
    [InlineData("SELECT x IS DISTINCT FROM NULL, x IN (1, 2), NOT (x BETWEEN 1 AND 2), x::TEXT LIKE '1%' FROM (VALUES (1), (3)) a(x)")]
    [InlineData("SELECT \"order\", \"Select\" FROM (VALUES (1, 'a_c')) a(\"order\", \"Select\") WHERE \"Select\" LIKE 'a!_c' ESCAPE '!'")]
    [InlineData("SELECT TIMESTAMP '2024-01-01 00:00:00.000000001' + INTERVAL '1 month 2 days 3 s', 1.5e300, -2, TRUE, X'00ff'")]
    [InlineData("SELECT rerun_partition_id, log_time, \"/drive/speed:Scalars:scalars\"[1] FROM drives.log_time WHERE log_time < '2025-03-03 08:15:00.2' AND rerun_partition_id IN ('drive-001', 'x') ORDER BY 1, 2")]
    [InlineData("SELECT count(*) FROM dataframe('drives', index => 'log_time', contents => '/drive/**', filter_partition_id => ['drive-001'], filter_range => ['2025-03-03', '2025-03-04'], fill_latest_at => TRUE)")]
    [InlineData("SELECT count(*) FROM dataframe('drives', index => 'elapsed', contents => '/drive/**', using_index_values => [0, 1000000])")]
    [InlineData("SELECT count(*) FROM dataframe('drives', index => 'frame', using_index_values => MAP {'drive-001': [1, 2]}, filter_is_not_null => '/drive/speed:Scalars:scalars')")]
    [InlineData("SELECT count(*) FROM drives.__static, drives.__partitions")]
    [InlineData("SELECT list_transform(l, x -> x + t.x)::TEXT, list_reduce(l, (x, y, i) -> x * i + y, 1), any_match(l, y -> list_any(l, z -> z > y + x)) FROM (VALUES ([1, 2], 5)) t(l, x)")]
    [InlineData("SELECT MAP {'a': 1}['a'], {'b': 2}::TEXT, MAP {x: x}::TEXT, CAST('1.50' AS DECIMAL(5, 2))::TEXT, CAST([1, 2] AS REAL[2])::TEXT FROM (VALUES (5)) t(x)")]
    [InlineData("SELECT list_transform(l, x_ -> x_ + \"X\" + x_ * a)::TEXT FROM (VALUES ([1, 2], 5, 6)) t(l, \"X\", a)")]
    [InlineData("SELECT x, max(y) AS y FROM (VALUES (1, 1), (1, 5), (2, 3)) t(x, y) GROUP BY x ORDER BY sum(y), -x")]
    [InlineData("SELECT -x AS x, y FROM (VALUES (1, 1), (1, 5), (2, 3)) t(x, y) ORDER BY -x, -y")]
    [InlineData("SELECT s.g, r.n FROM generate_series(1, 3) s(g) LEFT JOIN LATERAL range(0, g) r(n) ON TRUE ORDER BY 1, 2")]
    [InlineData("WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r, (SELECT 3 AS most) WHERE n < most) SELECT a.n, b.n FROM r a JOIN r b ON a.n <= b.n ORDER BY 1, 2")]
    [InlineData("WITH c(x, r) AS (SELECT x, random() FROM generate_series(1, 3) s(x)), d AS MATERIALIZED (SELECT x, r AS q FROM c) SELECT c.x, c.r = d.q AND d.q = e.r FROM c JOIN d ON c.x = d.x JOIN c AS e ON e.x = c.x ORDER BY 1")]
    public async Task Rows_stay_the_same(string sql)
    {
        await using TestDatabase database = TestDatabase.Drives();
        (LogicalPlan plan, _) = await database.Session.BindAsync(database.Session.Prepare(sql).Statements[0], QueryParameters.None, default);
        string written = QuerySession.ToSql(plan);
        Assert.Equal(await database.RowsAsync(sql), await database.RowsAsync(written));
        Assert.Equal(await database.ColumnsAsync(sql), await database.ColumnsAsync(written));
    }

    [Fact]
    public async Task What_fits_into_one_select_is_one_select()
    {
        const string Sql = "SELECT frame, \"/drive/speed:Scalars:scalars\"[1] AS speed FROM drives.frame WHERE frame > 3 ORDER BY frame DESC LIMIT 5";
        await using TestDatabase database = TestDatabase.Drives();
        (LogicalPlan plan, _) = await database.Session.BindAsync(database.Session.Prepare(Sql).Statements[0], QueryParameters.None, default);
        Assert.Equal(
            """
            SELECT frame, list_element("/drive/speed:Scalars:scalars", 1) AS speed
            FROM drives.frame
            WHERE frame > 3
            ORDER BY frame DESC
            LIMIT 5
            """.ReplaceLineEndings("\n"),
            QuerySession.ToSql(plan));
    }
}
