using Rerun.Query.Sql.Parsing;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Tests.Sql;

public class SqlParserTests
{
    [Theory]
    [InlineData("a + b * c", "a + (b * c)")]
    [InlineData("a - b - c", "(a - b) - c")]
    [InlineData("a ^ b ^ c", "(a ^ b) ^ c")]
    [InlineData("- a ^ b", "(- a) ^ b")]
    [InlineData("- a::int", "- (a::int)")]
    [InlineData("- a[1]", "- (a[1])")]
    [InlineData("a || b + c", "a || (b + c)")]
    [InlineData("a = b + c", "a = (b + c)")]
    [InlineData("a = b IS NULL", "(a = b) IS NULL")]
    [InlineData("a < b IN (c)", "a < (b IN (c))")]
    [InlineData("a = b LIKE c", "a = (b LIKE c)")]
    [InlineData("a LIKE b || c", "a LIKE (b || c)")]
    [InlineData("NOT a = b", "NOT (a = b)")]
    [InlineData("NOT a IN (b)", "NOT (a IN (b))")]
    [InlineData("NOT a AND b", "(NOT a) AND b")]
    [InlineData("a OR b AND c", "a OR (b AND c)")]
    [InlineData("a AND b OR c AND d", "(a AND b) OR (c AND d)")]
    [InlineData("a BETWEEN b AND c AND d", "(a BETWEEN b AND c) AND d")]
    [InlineData("a NOT BETWEEN b + 1 AND c OR d", "(a NOT BETWEEN (b + 1) AND c) OR d")]
    [InlineData("a IS DISTINCT FROM b AND c", "(a IS DISTINCT FROM b) AND c")]
    [InlineData("~ a + b", "~ (a + b)")]
    [InlineData("~ a & b", "(~ a) & b")]
    [InlineData("a & b | c", "(a & b) | c")]
    [InlineData("a << b + c", "a << (b + c)")]
    [InlineData("a AT TIME ZONE b || c", "(a AT TIME ZONE b) || c")]
    [InlineData("a * b AT TIME ZONE c", "a * (b AT TIME ZONE c)")]
    [InlineData("a DIV b * c", "(a // b) * c")]
    [InlineData("a == b", "a = b")]
    [InlineData("a != b", "a <> b")]
    [InlineData("a ** b", "a ^ b")]
    [InlineData("a NOT NULL", "a IS NOT NULL")]
    [InlineData("a ISNULL", "a IS NULL")]
    [InlineData("a = SOME (b)", "a = ANY (b)")]
    [InlineData("ARRAY[a, b]", "[a, b]")]
    [InlineData("((a))", "a")]
    [InlineData("f(a := 1)", "f(a => 1)")]
    [InlineData("INTERVAL 5 SECONDS", "INTERVAL 5 second")]
    [InlineData("EXTRACT(YEAR FROM a)", "date_part('year', a)")]
    [InlineData("POSITION(a IN b)", "strpos(b, a)")]
    [InlineData("SUBSTRING(a FOR 3)", "substring(a, 1, 3)")]
    [InlineData("TRIM(BOTH 'x' FROM a)", "trim(a, 'x')")]
    [InlineData("[f(x) FOR x IN l IF x > 1]", "list_transform(list_filter(l, x -> x > 1), x -> f(x))")]
    [InlineData("current_date", "current_date()")]
    public void Two_spellings_mean_the_same(string left, string right)
    {
        Assert.Equal(SqlParser.ParseExpressionText(right), SqlParser.ParseExpressionText(left));
    }

    [Theory]
    [InlineData("a + b", "b + a")]
    [InlineData("a", "\"a\"")]
    [InlineData("1", "1.0")]
    [InlineData("x IN (1)", "x IN (1, 1)")]
    [InlineData("a.b", "(a).b")]
    [InlineData("a OR b OR c", "(a OR b) OR c")]
    [InlineData("TRUE", "FALSE")]
    public void Different_expressions_are_not_equal(string left, string right)
    {
        Assert.NotEqual(SqlParser.ParseExpressionText(right), SqlParser.ParseExpressionText(left));
    }

    [Fact]
    public void Equality_ignores_where_an_expression_stands()
    {
        SqlExpression first = SqlParser.ParseExpressionText("lower(x)||'a'");
        SqlExpression second = SqlParser.ParseExpressionText("  lower( x )  ||  'a'");

        Assert.Equal(first, second);
        Assert.Equal(first.GetHashCode(), second.GetHashCode());
        Assert.NotEqual(first.Span, second.Span);
    }

    [Theory]
    [InlineData("1", "1")]
    [InlineData("-9223372036854775808", "-9223372036854775808")]
    [InlineData("18446744073709551615", "18446744073709551615")]
    [InlineData("0xFF", "255")]
    [InlineData("0x7fff_ffff_ffff_ffff", "9223372036854775807")]
    [InlineData("0b101", "5")]
    [InlineData("0o17", "15")]
    [InlineData("1_000", "1000")]
    [InlineData("007", "7")]
    public void Whole_numbers_keep_their_value(string sql, string expected)
    {
        Assert.Equal(Int128.Parse(expected), Assert.IsType<IntegerLiteral>(SqlParser.ParseExpressionText(sql)).Value);
    }

    [Theory]
    [InlineData("1.5", 1.5)]
    [InlineData(".5", .5)]
    [InlineData("1.", 1.0)]
    [InlineData("1e3", 1000.0)]
    [InlineData("-2.5E-3", -0.0025)]
    [InlineData("1_0.2_5", 10.25)]
    [InlineData("18446744073709551616", 18446744073709551616.0)]
    [InlineData("-9223372036854775809", -9223372036854775808.0)]
    public void Other_numbers_are_doubles(string sql, double expected)
    {
        Assert.Equal(expected, Assert.IsType<DoubleLiteral>(SqlParser.ParseExpressionText(sql)).Value);
    }

    [Theory]
    [InlineData("'it''s'", "it's")]
    [InlineData(@"'back\slash'", @"back\slash")]
    [InlineData(@"E'a\tb\n\\\'\x41\u00e9\U0001F600\101\q'", "a\tb\n\\'Aé😀Aq")]
    [InlineData(@"e'it''s'", "it's")]
    [InlineData("$$it's$$", "it's")]
    [InlineData("$x$ $$ $x$", " $$ ")]
    [InlineData("$$$$", "")]
    [InlineData("N'n'", "n")]
    public void Texts_lose_their_quotes_and_escapes(string sql, string expected)
    {
        Assert.Equal(expected, Assert.IsType<StringLiteral>(SqlParser.ParseExpressionText(sql)).Value);
    }

    [Fact]
    public void Names_keep_their_case_and_whether_they_were_quoted()
    {
        var column = Assert.IsType<ColumnExpression>(SqlParser.ParseExpressionText("Drives.\"Log \"\"T\"\"\".select"));

        Assert.Equal(["Drives", "Log \"T\"", "select"], column.Parts.Select(part => part.Text));
        Assert.Equal([false, true, false], column.Parts.Select(part => part.Quoted));
    }

    [Fact]
    public void Parameters_are_listed_in_the_order_of_the_text()
    {
        SqlScript named = SqlParser.ParseScript("SELECT @a, $b, :c, @a; SELECT x[:1], x[1:@d], {'e': @e}");
        Assert.Equal(["a", "b", "c", "a", "d", "e"], named.Parameters.Select(parameter => parameter.Name));

        SqlScript places = SqlParser.ParseScript("SELECT ?, ? FROM t WHERE x = ?; SELECT ?");
        Assert.Equal([1, 2, 3, 4], places.Parameters.Select(parameter => parameter.Position));

        SqlScript numbers = SqlParser.ParseScript("SELECT $2, $1, $12");
        Assert.Equal([2, 1, 12], numbers.Parameters.Select(parameter => parameter.Position));
    }

    [Fact]
    public void Inside_brackets_and_braces_a_colon_separates()
    {
        var slice = Assert.IsType<SliceExpression>(SqlParser.ParseExpressionText("a[b:c]"));
        Assert.IsType<ColumnExpression>(slice.High);

        var map = Assert.IsType<MapExpression>(SqlParser.ParseExpressionText("MAP {k:v}"));
        Assert.IsType<ColumnExpression>(map.Entries[0].Value);

        Assert.IsType<ParameterExpression>(SqlParser.ParseExpressionText(":c"));
        Assert.IsType<CastExpression>(SqlParser.ParseExpressionText("a::b"));
    }

    [Fact]
    public void What_Dapper_makes_of_arrays_is_read()
    {
        Assert.Equal(2, Assert.IsType<InListExpression>(SqlParser.ParseExpressionText("x IN (@v1,@v2)")).Items.Count);
        Assert.Single(Assert.IsType<InListExpression>(SqlParser.ParseExpressionText("x IN (@v1)")).Items);
        Assert.IsType<InQueryExpression>(SqlParser.ParseExpressionText("x IN (SELECT @v WHERE 1 = 0)"));

        var call = Assert.IsType<FunctionExpression>(SqlParser.ParseExpressionText("f(a => (@v1,@v2), b => (@v1), c => (SELECT @v WHERE 1 = 0))"));
        Assert.IsType<RowExpression>(call.Arguments[0].Value);
        Assert.IsType<ParameterExpression>(call.Arguments[1].Value);
        Assert.IsType<SubqueryExpression>(call.Arguments[2].Value);
    }

    [Fact]
    public void Chains_of_AND_and_OR_and_UNION_are_one_node()
    {
        Assert.Equal(3, Assert.IsType<LogicalExpression>(SqlParser.ParseExpressionText("a AND b AND c")).Operands.Count);
        QuerySyntax query = SqlParser.ParseQueryText("SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3");
        Assert.Equal(3, Assert.IsType<SetOperationSyntax>(query.Body).Inputs.Count);
    }

    [Fact]
    public void TOP_of_one_input_of_a_union_stays_there()
    {
        var union = Assert.IsType<SetOperationSyntax>(SqlParser.ParseQueryText("SELECT TOP 3 a FROM t UNION ALL SELECT b FROM u").Body);

        Assert.NotNull(Assert.IsType<NestedQuerySyntax>(union.Inputs[0]).Query.Limit);
        Assert.IsType<SelectSyntax>(union.Inputs[1]);
    }

    [Fact]
    public void A_views_query_is_found_by_its_span()
    {
        SqlScript script = SqlParser.ParseScript("CREATE VIEW v AS  SELECT a  FROM t -- end\n; SELECT 1");
        var view = Assert.IsType<CreateViewStatement>(script.Statements[0]);

        Assert.Equal("SELECT a  FROM t", script.Text.Substring(view.Query.Span.Start, view.Query.Span.Length));
    }

    [Theory]
    [InlineData("SELECT a + b AS c FROM t", "a + b", "t")]
    [InlineData("  SELECT  lower( x )  FROM  \"u\" ", "lower( x )", "\"u\"")]
    [InlineData("SELECT CASE WHEN a THEN b END::INT FROM f(1) AS g", "CASE WHEN a THEN b END::INT", "f(1) AS g")]
    [InlineData("SELECT x NOT IN (1, 2) FROM t JOIN u USING (a) WHERE b", "x NOT IN (1, 2)", "t JOIN u USING (a)")]
    [InlineData("SELECT - 1 FROM (SELECT 2) s", "- 1", "(SELECT 2) s")]
    public void Spans_cover_exactly_the_text_of_a_node(string sql, string expression, string table)
    {
        var select = Assert.IsType<SelectSyntax>(SqlParser.ParseQueryText(sql).Body);

        Assert.Equal(expression, sql.Substring(select.Items[0].Expression.Span.Start, select.Items[0].Expression.Span.Length));
        Assert.Equal(table, sql.Substring(select.From[0].Span.Start, select.From[0].Span.Length));
    }

    [Fact]
    public void A_script_without_statements_is_empty()
    {
        Assert.True(SqlParser.ParseScript(" ; -- nothing\n /* at all */ ;").Statements.IsEmpty);
    }
}
