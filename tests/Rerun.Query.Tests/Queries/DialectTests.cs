using Rerun.Catalog;

namespace Rerun.Query.Tests.Queries;

/// <summary>Parts of the dialect that few other databases have, or that they have in other words; answers are those of PostgreSQL.</summary>
public sealed class DialectTests
{
    private const string Rows = "(VALUES ('a', 1, 10), ('b', 2, 20), ('a', 3, NULL), ('b', 1, 5), (NULL, 7, 1)) t(k, x, y)";

    [Theory]
    [InlineData("SELECT DISTINCT ON (k) k, x FROM {0} ORDER BY k, x DESC", "a|3\nb|2\nNULL|7")]
    [InlineData("SELECT DISTINCT ON (k) x FROM {0} ORDER BY k DESC NULLS LAST, y NULLS FIRST", "1\n3\n7")]
    [InlineData("SELECT DISTINCT ON (x > 1, 1) x > 1 AS big, y FROM {0} ORDER BY 1, y DESC NULLS LAST LIMIT 1 OFFSET 1", "TRUE|20")]
    [InlineData("SELECT DISTINCT ON (1) k AS x, x AS k FROM {0} ORDER BY 1, 2", "a|1\nb|1\nNULL|7")]
    [InlineData("SELECT DISTINCT ON (count(*)) k, count(*) FROM {0} GROUP BY k ORDER BY count(*), k", "NULL|1\na|2")]
    [InlineData("SELECT DISTINCT ON (row_number() OVER (ORDER BY x, k) % 2) x FROM {0} ORDER BY row_number() OVER (ORDER BY x, k) % 2, x DESC", "3\n7")]
    public async Task Distinct_on_keeps_the_first_row_of_the_order(string sql, string expected) => await Check(sql, expected);

    [Theory]
    [InlineData("SELECT x FROM {0} WHERE (k, x) IN (('a', 3), ('b', 1), ('c', NULL)) ORDER BY x", "1\n3")]
    [InlineData("SELECT (k, x) IN (('a', 1)), (k, x) NOT IN (('a', NULL)), (x, y) IN ((1, 2), (1, NULL)) FROM {0} ORDER BY x, k", "TRUE|NULL|NULL\nFALSE|TRUE|NULL\nFALSE|TRUE|FALSE\nFALSE|NULL|FALSE\nFALSE|NULL|FALSE")]
    [InlineData("SELECT (1, 2) < (1, 3), (1, 2) < (1, 2), (1, 2) <= (1, 2), (2, 0) > (1, 9), (1, NULL) < (2, 0), (1, NULL) < (1, 0), (NULL, 1) < (1, 2), (1, 2, 3) >= (1, 2, 4)", "TRUE|FALSE|TRUE|TRUE|TRUE|NULL|NULL|FALSE")]
    public async Task Rows_of_values_are_compared(string sql, string expected) => await Check(sql, expected);

    [Theory]
    [InlineData("SELECT k, sum(x), GROUPING(k) FROM {0} GROUP BY ROLLUP (k) ORDER BY 3, 1", "a|4|0\nb|3|0\nNULL|7|0\nNULL|14|1")]
    [InlineData("SELECT k, x > 1, count(*) FROM {0} GROUP BY CUBE (1, 2) HAVING count(*) > 1 ORDER BY GROUPING(k, x > 1), k, 2", "a|NULL|2\nb|NULL|2\nNULL|FALSE|2\nNULL|TRUE|3\nNULL|NULL|5")]
    [InlineData("SELECT count(*), GROUPING(k) + 5 FROM {0} WHERE x > 100 GROUP BY ROLLUP (k)", "0|6")]
    [InlineData("SELECT k FROM {0} GROUP BY GROUPING SETS ((k), ()) ORDER BY k NULLS FIRST", "NULL\nNULL\na\nb")]
    [InlineData("SELECT upper(k), x + 1 FROM {0} WHERE k = 'a' GROUP BY GROUPING SETS (k, x) ORDER BY 1, 2", "A|NULL\nNULL|2\nNULL|4")]
    [InlineData("SELECT k, sum(count(*)) OVER (PARTITION BY GROUPING(k)) FROM {0} GROUP BY ROLLUP (k) ORDER BY k, 2", "a|5\nb|5\nNULL|5\nNULL|5")]
    [InlineData("SELECT count(*) FROM (SELECT k FROM {0} GROUP BY GROUPING SETS (k, (), ()))", "5")]
    [InlineData("SELECT GROUPING(k), k FROM {0} GROUP BY k ORDER BY k LIMIT 1", "0|a")]
    public async Task Groups_are_made_by_several_sets(string sql, string expected) => await Check(sql, expected);

    [Fact]
    public async Task Columns_made_of_groups_may_be_null_in_other_sets()
    {
        await using TestDatabase database = TestDatabase.Empty();
        await using QueryResult result = await database.Session.ExecuteAsync(
            database.Session.Prepare("SELECT x, x + 1, count(*) FROM (VALUES (1)) t(x) GROUP BY ROLLUP (x)").Statements[0], QueryParameters.None);
        Assert.Equal([true, true, false], result.Schema.FieldsList.Select(field => field.IsNullable));
    }

    [Theory]
    [InlineData("SELECT * FROM drives.frame WHERE frame > 10.0")]
    [InlineData("SELECT * FROM drives.frame WHERE 1.5 <= frame")]
    [InlineData("SELECT * FROM drives.frame WHERE frame BETWEEN 1 AND 2.5")]
    [InlineData("SELECT * FROM drives.frame WHERE frame IN (1, 2.5)")]
    [InlineData("SELECT * FROM drives.frame WHERE frame = (SELECT 2.5)")]
    [InlineData("SELECT * FROM drives.frame WHERE frame IN (SELECT 2.5)")]
    [InlineData("SELECT * FROM (SELECT frame AS f FROM drives.frame) WHERE f = @limit")]
    public async Task An_index_is_never_compared_with_double(string sql)
    {
        await using TestDatabase database = TestDatabase.Drives();
        RerunException error = await database.ErrorAsync(sql, ("limit", 3.0));
        Assert.Equal(RerunErrorCode.TypeMismatch, error.ErrorKind);
        Assert.Contains("is an index and cannot be compared by", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_made_of_an_index_is_compared_with_double()
    {
        await using TestDatabase database = TestDatabase.Drives();
        Assert.Equal("TRUE", await database.ValueAsync("SELECT count(*) > 0 FROM drives.frame WHERE CAST(frame AS DOUBLE) < 1.5 AND frame / 2.0 < 1.5"));
    }

    private static async Task Check(string sql, string expected)
    {
        await using TestDatabase database = TestDatabase.Empty();
        Assert.Equal(expected, string.Join('\n', await database.RowsAsync(sql.Replace("{0}", Rows, StringComparison.Ordinal))));
    }
}
