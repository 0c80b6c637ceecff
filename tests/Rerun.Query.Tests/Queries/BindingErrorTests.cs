using Rerun.Catalog;

namespace Rerun.Query.Tests.Queries;

public sealed class BindingErrorTests
{
    [Theory]
    [InlineData("SELECT * FROM drives", "drives is a dataset; name one of its timelines: drives.elapsed, drives.frame, drives.log_time", "drives", RerunErrorCode.NotFound)]
    [InlineData("SELECT * FROM drivs.log_time", "There is no relation drivs.log_time. Did you mean drives?", "drivs.log_time", RerunErrorCode.NotFound)]
    [InlineData("SELECT * FROM drives.log_tim", "has no timeline log_tim. Did you mean drives.log_time?", "drives.log_tim", RerunErrorCode.NotFound)]
    [InlineData("SELECT * FROM \"drives.log_time\"", "There is no relation", "\"drives.log_time\"", RerunErrorCode.NotFound)]
    [InlineData("SELECT spped FROM (VALUES (1)) t(speed)", "There is no column spped. Did you mean speed?", "spped", RerunErrorCode.UnknownColumn)]
    [InlineData("SELECT \"SPEED\" FROM (VALUES (1)) t(speed)", "In double quotes names match exactly; there is speed.", "\"SPEED\"", RerunErrorCode.UnknownColumn)]
    [InlineData("SELECT X FROM (VALUES (1, 2)) t(\"Xx\", x), (VALUES (1)) u(x)", "X fits more than one column: t.x, u.x.", "X", RerunErrorCode.Ambiguous)]
    [InlineData("SELECT sum(x) FROM (VALUES (1)) t(x) WHERE sum(x) > 1", "The aggregate sum cannot stand in WHERE.", "sum(x) > 1", RerunErrorCode.Syntax)]
    [InlineData("SELECT sum(sum(x)) FROM (VALUES (1)) t(x)", "stands inside another", "sum(x))", RerunErrorCode.Syntax)]
    [InlineData("SELECT x, count(*) FROM (VALUES (1)) t(x)", "The column x is neither in GROUP BY nor inside an aggregate.", "x,", RerunErrorCode.Syntax)]
    [InlineData("SELECT 1 GROUP BY 2", "GROUP BY position 2 is not in the select list, which has 1 items.", "2", RerunErrorCode.UnknownColumn)]
    [InlineData("SELECT 1 ORDER BY 2", "ORDER BY position 2 is not in the select list", "2", RerunErrorCode.UnknownColumn)]
    [InlineData("SELECT conut(x) FROM (VALUES (1)) t(x)", "There is no function conut. Did you mean count?", "conut(x)", RerunErrorCode.UnknownFunction)]
    [InlineData("SELECT 1 FROM drives.log_time WHERE log_time = 5.5", "never with DOUBLE", "log_time = 5.5", RerunErrorCode.TypeMismatch)]
    [InlineData("SELECT 1 FROM drives.log_time WHERE \"/drive/speed:Scalars:scalars\" > 3", "A list's first element is taken by [1].", "\"/drive/speed:Scalars:scalars\" > 3", RerunErrorCode.TypeMismatch)]
    [InlineData("SELECT 1 FROM (VALUES ('a')) t(x) WHERE x > 1", "Use CAST", "x > 1", RerunErrorCode.TypeMismatch)]
    [InlineData("SELECT 1 WHERE 1 + 1", "needs a condition", "1 + 1", RerunErrorCode.TypeMismatch)]
    [InlineData("SELECT @missing", "The parameter missing has no value.", "@missing", RerunErrorCode.InvalidArgument)]
    [InlineData("SELECT CAST(1 AS BIGIN)", "There is no type BIGIN. Did you mean BIGINT?", "BIGIN)", RerunErrorCode.TypeMismatch)]
    [InlineData("SELECT (SELECT 1, 2)", "A sub-query used as a value has one column; this has 2.", "(SELECT 1, 2)", RerunErrorCode.TypeMismatch)]
    [InlineData("SELECT 1 UNION SELECT 1, 2", "equally many columns", "SELECT 1 UNION", RerunErrorCode.TypeMismatch)]
    [InlineData("SELECT 1 LIMIT 'x'", "x", "", RerunErrorCode.ValueOutOfRange)]
    [InlineData("SELECT * FROM dataframe('drives', indx => 'log_time')", "dataframe(..) has no argument indx. Did you mean index?", "indx =>", RerunErrorCode.InvalidArgument)]
    [InlineData("SELECT * FROM dataframe('drives')", "needs index", "dataframe('drives')", RerunErrorCode.InvalidArgument)]
    [InlineData("SELECT * FROM dataframe('drives', index => 'log_tim')", "has no timeline 'log_tim'. Did you mean 'log_time'?", "index =>", RerunErrorCode.NotFound)]
    [InlineData("SELECT * FROM dataframe('drivs', index => 'log_time')", "There is no dataset 'drivs'. Did you mean 'drives'?", "'drivs'", RerunErrorCode.NotFound)]
    [InlineData("SELECT * FROM dataframe('drives', index => 'log_time', filter_range => [1.5, 2.5])", "does not fit TIMESTAMP", "[1.5, 2.5]", RerunErrorCode.TypeMismatch)]
    [InlineData("SELECT * FROM dataframe('drives', index => 'log_time', filter_range => [1])", "a list of two values", "filter_range", RerunErrorCode.InvalidArgument)]
    [InlineData("SELECT * FROM dataframe('drives', index => NULL, filter_range => [1, 2])", "needs an index", "filter_range", RerunErrorCode.InvalidArgument)]
    [InlineData("SELECT * FROM dataframe('drives', index => 'frame', filter_is_not_null => '/drive/speed')", "names no component column", "filter_is_not_null", RerunErrorCode.UnknownColumn)]
    [InlineData("SELECT x FROM (VALUES (1)) t(x) WHERE (SELECT max(t.x) FROM (VALUES (1)) u(y)) > 0", "one of the query around", "max(", RerunErrorCode.Syntax)]
    [InlineData("SELECT x, (SELECT y FROM (VALUES (1)) u(y) WHERE y = z) FROM (VALUES (1, 2)) t(x, z) GROUP BY x", "neither in GROUP BY nor inside an aggregate", "(SELECT y", RerunErrorCode.Syntax)]
    [InlineData("SELECT (SELECT y FROM (VALUES (1)) u(y) WHERE y = t.q) FROM (VALUES (1)) t(x)", "There is no column t.q.", "t.q", RerunErrorCode.UnknownColumn)]
    [InlineData("CALL registr('drives', 'x')", "There is no procedure registr. Did you mean register?", "registr", RerunErrorCode.UnknownFunction)]
    [InlineData("CALL register('drives', 'x', 'y', 1, 2)", "register(..) has 4 arguments: dataset, url, layer, timeout_secs.", "2)", RerunErrorCode.InvalidArgument)]
    [InlineData("CALL register('drives')", "register(..) needs the argument url.", "CALL", RerunErrorCode.InvalidArgument)]
    [InlineData("CALL register('drivs', 'x')", "There is no dataset 'drivs'. Did you mean 'drives'?", "'drivs'", RerunErrorCode.NotFound)]
    [InlineData("CALL create_vector_index('drives', 'a:b', 'frame', distance_metric => 'L3')", "There is no vector distance metric 'L3'", "distance_metric", RerunErrorCode.InvalidArgument)]
    [InlineData("SELECT * FROM search_vector('drives', [1, NULL], '/drive/speed:Scalars:scalars', 3)", "query is a list of numbers", "[1, NULL]", RerunErrorCode.InvalidArgument)]
    [InlineData("SELECT * FROM search_fts('drives', 'x', '/drive/sped:Scalars:scalars')", "Did you mean '/drive/speed:Scalars:scalars'", "'/drive/sped:Scalars:scalars'", RerunErrorCode.UnknownColumn)]
    [InlineData("SELECT * FROM chunks('drives', 'drive-000')", "drive-000", "'drive-000'", RerunErrorCode.NotFound)]
    [InlineData("SELECT partition_url('drives', 'x', start => 1)", "needs a timeline", "partition_url", RerunErrorCode.InvalidArgument)]
    [InlineData("ALTER TABLE drives RENAME TO rides", "There is no table drives.", "drives RENAME", RerunErrorCode.NotFound)]
    [InlineData("DROP DATASET drivs", "There is no dataset drivs. Did you mean drives?", "drivs", RerunErrorCode.NotFound)]
    [InlineData("DROP TABLE __entries", "made by the catalog itself", "__entries", RerunErrorCode.InvalidArgument)]
    [InlineData("INSERT INTO drives.log_time VALUES (1)", "is no table that rows can be inserted into", "drives.log_time", RerunErrorCode.InvalidArgument)]
    [InlineData("CREATE TABLE drives.log_time (x INT)", "would hide drives.log_time", "drives.log_time", RerunErrorCode.AlreadyExists)]
    [InlineData("CREATE TEMP TABLE t (x INT, X INT)", "more than one column x", "CREATE", RerunErrorCode.AlreadyExists)]
    [InlineData("SELECT GROUPING(x + 1) FROM (VALUES (1)) t(x) GROUP BY ROLLUP (x)", "GROUPING takes expressions of GROUP BY.", "GROUPING", RerunErrorCode.Syntax)]
    [InlineData("SELECT 1 FROM (VALUES (1)) t(x) WHERE GROUPING(x) = 0", "GROUPING cannot stand in WHERE.", "GROUPING", RerunErrorCode.Syntax)]
    [InlineData("SELECT 1 FROM (VALUES (1)) t(x) GROUP BY CUBE (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)", "more than 4096 grouping sets is not supported.", "CUBE", RerunErrorCode.NotSupported)]
    [InlineData("SELECT x FROM (VALUES (1)) t(x) GROUP BY ROLLUP (y)", "There is no column y.", "y)", RerunErrorCode.UnknownColumn)]
    [InlineData("INSERT INTO x VALUES (1)", "There is no relation x.", "x VALUES", RerunErrorCode.NotFound)]
    [InlineData("SELECT sum(x) AS s FROM (VALUES (1)) t(x) ORDER BY max(s)", "s is an aggregate of the select list, which cannot stand inside an aggregate.", "s)", RerunErrorCode.Syntax)]
    [InlineData("SELECT sum(x) AS s FROM (VALUES (1)) t(x) HAVING max(s) > 1", "s is an aggregate of the select list", "s)", RerunErrorCode.Syntax)]
    [InlineData("SELECT sum(x) AS s FROM (VALUES (1)) t(x) ORDER BY sum(x) FILTER (WHERE s > 1)", "s is an aggregate of the select list", "s >", RerunErrorCode.Syntax)]
    [InlineData("SELECT sum(x) AS s FROM (VALUES (1)) t(x) ORDER BY array_agg(x ORDER BY s)", "s is an aggregate of the select list", "s)", RerunErrorCode.Syntax)]
    [InlineData("SELECT GROUPING(x) AS g FROM (VALUES (1)) t(x) GROUP BY x ORDER BY max(g)", "g is an aggregate of the select list", "g)", RerunErrorCode.Syntax)]
    [InlineData("SELECT row_number() OVER () AS r FROM (VALUES (1)) t(x) ORDER BY sum(r)", "r is a window function of the select list, which cannot stand inside an aggregate.", "r)", RerunErrorCode.Syntax)]
    [InlineData("SELECT rank() OVER () AS w FROM (VALUES (1)) t(x) ORDER BY sum(1) OVER (ORDER BY w)", "w is a window function of the select list, which cannot stand inside a window function.", "w)", RerunErrorCode.Syntax)]
    [InlineData("SELECT unnest([x]) AS y FROM (VALUES (1)) t(x) ORDER BY max(y)", "y is UNNEST of the select list, which cannot stand inside an aggregate.", "y)", RerunErrorCode.Syntax)]
    [InlineData("SELECT rank() OVER () AS w FROM (VALUES (1)) t(x) GROUP BY w", "GROUP BY cannot contain a window function.", "", RerunErrorCode.Syntax)]
    [InlineData("SELECT sum(x) OVER (ROWS BETWEEN x PRECEDING AND CURRENT ROW) FROM (VALUES (1)) t(x)", "The offset of a frame cannot contain columns or aggregates.", "x PRECEDING", RerunErrorCode.Syntax)]
    [InlineData("SELECT sum(x) OVER (ROWS BETWEEN count(*) PRECEDING AND CURRENT ROW) FROM (VALUES (1)) t(x)", "The offset of a frame cannot contain columns or aggregates.", "count(*)", RerunErrorCode.Syntax)]
    public async Task Errors_say_what_is_wrong_and_where(string sql, string message, string place, RerunErrorCode code)
    {
        await using TestDatabase database = TestDatabase.Drives();
        RerunException error = await database.ErrorAsync(sql);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(code, error.ErrorKind);
        if (place.Length > 0)
        {
            Assert.Equal(sql.IndexOf(place, StringComparison.Ordinal) + 1, error.Position);
            Assert.Contains("^", error.Message, StringComparison.Ordinal);
        }
    }
}
