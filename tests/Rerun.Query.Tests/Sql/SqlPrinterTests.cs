using Rerun.Query.Sql.Parsing;
using Rerun.Query.Sql.Printing;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Tests.Sql;

public class SqlPrinterTests
{
    public static TheoryData<string> Corpus => [.. SqlCorpus.All];

    [Theory]
    [MemberData(nameof(Corpus))]
    public void What_is_printed_parses_to_an_equal_tree(string sql)
    {
        SqlScript first = SqlParser.ParseScript(sql);
        string printed = SqlPrinter.Print(first);
        SqlScript second = SqlParser.ParseScript(printed);

        Assert.Equal(first.Statements, second.Statements);
        Assert.Equal(first.Parameters, second.Parameters);
        Assert.Equal(printed, SqlPrinter.Print(second));
    }

    [Theory]
    [InlineData("select  a,b from T where x=1 and y<>2 or not z", "SELECT a, b FROM T WHERE x = 1 AND y <> 2 OR NOT z")]
    [InlineData("select ((a+b))*c, a+(b*c)", "SELECT (a + b) * c, a + b * c")]
    [InlineData("select a-(b-c), (a-b)-c", "SELECT a - (b - c), a - b - c")]
    [InlineData("select - (-1), -(1), - x", "SELECT -(-1), -(1), -x")]
    [InlineData("select a b, c as \"D\"", "SELECT a AS b, c AS \"D\"")]
    [InlineData("select x::int[]", "SELECT CAST(x AS INT[])")]
    [InlineData("select extract(YEAR from t), trim(leading 'x' from y)", "SELECT date_part('year', t), ltrim(y, 'x')")]
    [InlineData("from t where a", "SELECT * FROM t WHERE a")]
    [InlineData("select top 3 a from t order by a", "SELECT a FROM t ORDER BY a LIMIT 3")]
    [InlineData("select a from t fetch first row only", "SELECT a FROM t LIMIT 1")]
    [InlineData("select sum(x) over (order by y rows 2 preceding)", "SELECT sum(x) OVER (ORDER BY y ROWS BETWEEN 2 PRECEDING AND CURRENT ROW)")]
    [InlineData("select x in (1), x not between 1 and 2", "SELECT x IN (1), x NOT BETWEEN 1 AND 2")]
    [InlineData("select 1e20, 5.0, .5", "SELECT 1E+20, 5.0, 0.5")]
    [InlineData("select 'it''s', E'\\x41'", "SELECT 'it''s', 'A'")]
    public void The_canonical_form_is_stable_and_short(string sql, string expected)
    {
        Assert.Equal(expected, SqlPrinter.Print(SqlParser.ParseScript(sql)));
    }

    [Theory]
    [InlineData("speed", "speed")]
    [InlineData("/drive/speed:Scalars:scalars", "\"/drive/speed:Scalars:scalars\"")]
    [InlineData("select", "\"select\"")]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData("", "\"\"")]
    [InlineData("1a", "\"1a\"")]
    public void Identifiers_are_quoted_only_where_they_must_be(string name, string expected)
    {
        Assert.Equal(expected, SqlPrinter.Identifier(name));
    }
}
