using Rerun.Catalog;
using Rerun.Query.Sql;
using Rerun.Query.Sql.Parsing;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Tests.Sql;

public class SqlErrorTests
{
    /// <summary>The fault is marked by ‹ in the text, which is taken out.</summary>
    [Theory]
    [InlineData("SELECT * ‹FORM t", "expected the end of the statement", "Did you mean FROM?")]
    [InlineData("SELECT a FORM ‹t", "found the word t", "Did you mean FROM?")]
    [InlineData("‹SELCT 1", "expected a statement", "Did you mean SELECT?")]
    [InlineData("SELECT a FROM t WEHRE ‹a", "found the word a", "Did you mean WHERE?")]
    [InlineData("SELECT a FROM t ORDER ‹a", "expected BY", "found the word a")]
    [InlineData("SELECT a FROM t GROUP BY a ‹HAVIN x", "HAVIN", "Did you mean HAVING?")]
    [InlineData("SELECT a FROM t LIMT ‹5", "found the number 5", "Did you mean LIMIT?")]
    [InlineData("SELECT ‹FROM t", "expected an expression", "found the keyword FROM")]
    [InlineData("SELECT a‹, FROM t", "expected another item of SELECT after the comma", "FROM")]
    [InlineData("SELECT (a + b‹", "expected )", "found the end of the text")]
    [InlineData("SELECT f(a ‹b)", "expected a comma or )", "found the word b")]
    [InlineData("SELECT a FROM t WHERE‹", "expected an expression", "found the end of the text")]
    [InlineData("SELECT CASE WHEN a THEN b‹", "expected WHEN, ELSE or END", "the end of the text")]
    [InlineData("SELECT CAST(a ‹b)", "expected AS", "found the word b")]
    [InlineData("SELECT ‹'abc ", "does not end", "")]
    [InlineData("SELECT 1 ‹/* x", "comment does not end", "*/")]
    [InlineData("SELECT ‹\"abc", "quoted name does not end", "")]
    [InlineData("SELECT ‹$x$ abc $y$", "does not end", "$x$")]
    [InlineData("SELECT ‹`a`", "double quotes", "backticks")]
    [InlineData("SELECT ‹1abc", "number", "")]
    [InlineData("SELECT ‹1e999", "too large for DOUBLE", "")]
    [InlineData("SELECT ‹0x1ffffffffffffffff", "64 bits", "")]
    [InlineData("SELECT ‹E'\\u12", "does not end", "")]
    [InlineData("SELECT E'‹\\u12'", "exactly 4 digits", "")]
    [InlineData("SELECT X'0‹g'", "hexadecimal", "")]
    [InlineData("SELECT ‹X'0'", "even number", "")]
    [InlineData("SELECT a FROM t JOIN u‹", "expected ON or USING", "")]
    [InlineData("SELECT a FROM t ASOF JOIN u‹", "expected MATCH_CONDITION, ON or USING", "")]
    [InlineData("SELECT a FROM ‹'x.rrd'", "a relation is a name", "register")]
    [InlineData("SELECT a FROM ‹SELECT 1", "a query in FROM stands in parentheses", "")]
    [InlineData("SELECT [1, ‹:p]", "a colon separates", "@name")]
    [InlineData("SELECT @a, ‹?", "cannot be mixed", "@a")]
    [InlineData("SELECT ?, ‹$1", "cannot be mixed", "")]
    [InlineData("SELECT ‹$0", "$1 to $99999", "")]
    [InlineData("SELECT ‹# 1", "expected an expression", "'#'")]
    [InlineData("SELECT a ‹\u0001", "U+0001", "no meaning")]
    [InlineData("SELECT sum(a) OVER (ORDER BY b ‹ROWS BETWEEN 1 FOLLOWING AND 1 PRECEDING)", "ends before it starts", "")]
    [InlineData("SELECT INTERVAL 5 ‹FROM t", "interval's unit", "")]
    [InlineData("SELECT a IS ‹5", "expected [NOT] NULL, TRUE", "")]
    [InlineData("SELECT 1 AS‹", "expected an alias", "")]
    [InlineData("SELECT a IN ‹NOT b", "expected ( or a list value", "")]
    [InlineData("SELECT a FROM ‹order", "double quotes", "the keyword ORDER")]
    [InlineData("SELECT *‹+1", "expected", "")]
    [InlineData("CREATE TABLE t (‹a)", "needs a type", "")]
    [InlineData("INSERT ‹t VALUES (1)", "expected INTO or OVERWRITE", "")]
    [InlineData("INSERT INTO t VALUES (1) ‹ON CONFLICT UPDATE", "key columns", "")]
    [InlineData("DROP ‹COLUMN x", "expected DATASET, TABLE, VIEW or INDEX", "")]
    [InlineData("SELECT TOP 1 a FROM t ‹LIMIT 1", "TOP and LIMIT", "")]
    [InlineData("SELECT 1; SELECT 2; ‹SELCT 3", "expected a statement", "SELECT?")]
    [InlineData("SELECT 1\nFROM t\n  WHERE ‹)", "(line 3, column 9)", "\n    WHERE )\n          ^")]
    public void A_syntax_error_says_where_and_what(string marked, string expected, string also)
    {
        int position = marked.IndexOf('‹');
        string sql = marked.Remove(position, 1);

        var error = Assert.Throws<RerunException>(() => SqlParser.ParseScript(sql));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains(also, error.Message, StringComparison.Ordinal);
        Assert.Equal(position + 1, error.Position);
        Assert.Equal("42601", error.SqlState);
    }

    [Theory]
    [InlineData("MERGE INTO t USING u ON a = b", "INSERT INTO .. ON CONFLICT", 1)]
    [InlineData("UPDATE t SET (a, b) = (SELECT 1, 2)", "sub-query", 23)]
    [InlineData("CREATE TABLE t (a INT REFERENCES u)", "foreign keys", 23)]
    [InlineData("SELECT a FROM t ORDER BY a COLLATE NOCASE", "UTF-8 bytes", 28)]
    [InlineData("SELECT a INTO b FROM t", "CREATE TABLE .. AS", 10)]
    [InlineData("ALTER TABLE t ADD CONSTRAINT a UNIQUE (b)", "CREATE TABLE", 19)]
    [InlineData("COPY t FROM 'x'", "register", 1)]
    public void What_is_not_offered_is_told_from_what_is_wrong(string sql, string expected, int position)
    {
        var error = Assert.Throws<RerunException>(() => SqlParser.ParseScript(sql));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Equal("0A000", error.SqlState);
        Assert.Equal(position, error.Position);
    }

    [Fact]
    public void The_message_shows_the_line_with_a_mark_below()
    {
        var error = Assert.Throws<RerunException>(() => SqlParser.ParseScript("SELECT a\nFROM t\tWEHRE a = 1\nORDER BY a"));

        Assert.Equal(
            "syntax error: expected the end of the statement or ;, found the word a. Did you mean WHERE? (line 2, column 14)\n"
            + "  FROM t\tWEHRE a = 1\n"
            + "        \t      ^",
            error.Message);
    }

    [Fact]
    public void Long_lines_are_shown_around_the_fault()
    {
        string sql = "SELECT " + string.Join(", ", Enumerable.Range(0, 100).Select(i => "column" + i)) + " FORM t " + new string('x', 500);
        var error = Assert.Throws<RerunException>(() => SqlParser.ParseScript(sql));
        string[] lines = error.Message.Split('\n');

        Assert.Equal(3, lines.Length);
        Assert.True(lines[1].Length < 150, lines[1]);
        int mark = lines[2].IndexOf('^', StringComparison.Ordinal);
        Assert.Equal('t', lines[1][mark]);
        Assert.StartsWith("  ...", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("...", lines[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 0, 0, "m (line 1, column 1)\n  \n  ^")]
    [InlineData("abc", 3, 5, "m (line 1, column 4)\n  abc\n     ^")]
    [InlineData("abc", 99, 5, "m (line 1, column 4)\n  abc\n     ^")]
    [InlineData("ab\r\ncd ef\r\ng", 7, 20, "m (line 2, column 4)\n  cd ef\n     ^^")]
    [InlineData("ab\ncd", 2, 1, "m (line 1, column 3)\n  ab\n    ^")]
    public void Any_span_can_be_rendered(string sql, int start, int length, string expected)
    {
        Assert.Equal(expected, SqlErrorText.Render(sql, new SourceSpan(start, length), "m"));
    }

    [Theory]
    [InlineData("selct", "SELECT")]
    [InlineData("form", "FROM")]
    [InlineData("gropu", "GROUP")]
    [InlineData("speed", null)]
    [InlineData("x", null)]
    public void The_nearest_keyword_is_found_only_when_near(string word, string? expected)
    {
        Assert.Equal(expected, NearestName.Of(word, Rerun.Query.Sql.Lexing.SqlKeywords.All));
    }

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("abc", "", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("form", "from", 1)]
    [InlineData("ABC", "abc", 0)]
    [InlineData("ca", "abc", 3)]
    public void The_distance_counts_edits_and_swaps(string left, string right, int expected)
    {
        Assert.Equal(expected, NearestName.Distance(left, right));
        Assert.Equal(expected, NearestName.Distance(right, left));
    }
}
