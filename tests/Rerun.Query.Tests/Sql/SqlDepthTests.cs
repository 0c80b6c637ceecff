using System.Diagnostics;
using Rerun.Catalog;
using Rerun.Query.Sql.Parsing;
using Rerun.Query.Sql.Printing;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Tests.Sql;

public class SqlDepthTests
{
    private const int Deep = 10_000;

    public static TheoryData<string, string, string> Nestings => new()
    {
        { "(", "1", ")" },
        { "NOT ", "a", "" },
        { "- ", "a", "" },
        { "~", "a", "" },
        { "[", "1", "]" },
        { "{'a': ", "1", "}" },
        { "f(", "1", ")" },
        { "f(x -> ", "1", ")" },
        { "f(lambda x: ", "1", ")" },
        { "f(a, (x, i) -> ", "1", ")" },
        { "[x FOR x IN ", "a", "]" },
        { "MAP {'a': 1}[", "1", "]" },
        { "struct_pack(a := ", "1", ")" },
        { "x -> ", "1", "" },
        { "a[", "1", "]" },
        { "(SELECT ", "1", ")" },
        { "EXISTS (SELECT ", "1", ")" },
        { "1 IN (SELECT ", "1", ")" },
        { "CASE WHEN ", "a", " THEN 1 END" },
        { "CAST(", "a", " AS INT)" },
        { "interval(", "a", ")" },
        { "a = (", "b", ")" },
        { "a OR (b AND ", "c", ")" },
        { "sum(a) OVER (ORDER BY ", "a", ")" },
        { "MAP {1: ", "2", "}" },
        { "(1, ", "2", ")" },
        { "ROW(", "2", ")" },
        { "TRIM(", "a", ")" },
        { "a BETWEEN (", "1", ") AND 2" },
    };

    [Theory]
    [MemberData(nameof(Nestings))]
    public void Nested_expressions_are_read_or_refused_but_never_overflow(string open, string inner, string close)
    {
        string Nested(int depth) => string.Concat(Enumerable.Repeat(open, depth)) + inner + string.Concat(Enumerable.Repeat(close, depth));
        string sql = "SELECT f(" + Nested(Deep) + ")";
        var error = Assert.Throws<RerunException>(() => SqlParser.ParseScript(sql));
        Assert.Equal("42601", error.SqlState);

        if (open != "x -> ")
        {
            SqlScript shallow = SqlParser.ParseScript("SELECT f(" + Nested(40) + ")");
            Assert.Equal(shallow.Statements, SqlParser.ParseScript(SqlPrinter.Print(shallow)).Statements);
        }
    }

    [Theory]
    [InlineData("SELECT * FROM ", "(SELECT * FROM ", "t", ") s")]
    [InlineData("", "(", "SELECT 1", ")")]
    [InlineData("", "(SELECT 1 UNION ", "SELECT 1", ")")]
    [InlineData("", "WITH c AS (", "SELECT 1", ") SELECT 1")]
    [InlineData("SELECT * FROM ", "(", "t", ")")]
    [InlineData("SELECT * FROM ", "a JOIN (", "t", ") ON x")]
    [InlineData("SELECT * FROM ", "a JOIN ", "t", " ON x")]
    [InlineData("SELECT CAST(1 AS ", "STRUCT(a ", "INT", "))")]
    [InlineData("SELECT 1 GROUP BY ", "GROUPING SETS (", "a", ")")]
    [InlineData("", "EXPLAIN ", "SELECT 1", "")]
    [InlineData("SELECT 1 FROM t WHERE ", "x IN (SELECT 1 FROM t WHERE ", "x", ")")]
    public void Nested_clauses_are_refused_but_never_overflow(string start, string open, string inner, string close)
    {
        string sql = start + string.Concat(Enumerable.Repeat(open, Deep)) + inner + string.Concat(Enumerable.Repeat(close, Deep));

        var error = Assert.Throws<RerunException>(() => SqlParser.ParseScript(sql));

        Assert.Contains("nested deeper", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(" OR ")]
    [InlineData(" AND ")]
    public void Long_chains_of_conditions_are_flat(string op)
    {
        string sql = "SELECT * FROM t WHERE " + string.Join(op, Enumerable.Range(0, 20_000).Select(i => $"a = {i}"));

        SqlScript script = SqlParser.ParseScript(sql);

        var select = (SelectSyntax)((QueryStatement)script.Statements[0]).Query.Body;
        Assert.Equal(20_000, ((LogicalExpression)select.Where!).Operands.Count);
        Assert.Equal(sql, SqlPrinter.Print(script));
    }

    [Fact]
    public void Long_lists_and_unions_are_flat()
    {
        SqlParser.ParseScript("SELECT 1 WHERE a IN (" + string.Join(", ", Enumerable.Range(0, 50_000)) + ")");
        SqlParser.ParseScript(string.Join(" UNION ALL ", Enumerable.Repeat("SELECT 1", 20_000)));
        SqlParser.ParseScript("VALUES " + string.Join(", ", Enumerable.Repeat("(1, 'a')", 20_000)));
        SqlParser.ParseScript(string.Join("; ", Enumerable.Repeat("SELECT 1", 20_000)));
        SqlParser.ParseScript("SELECT CASE " + string.Concat(Enumerable.Repeat("WHEN a THEN 1 ", 20_000)) + "END");
    }

    [Theory]
    [InlineData(" + ")]
    [InlineData(" || ")]
    [InlineData(" = ")]
    [InlineData("[1]")]
    [InlineData("::int")]
    [InlineData(".x")]
    public void A_tree_is_never_higher_than_the_limit(string link)
    {
        bool isBinary = link.StartsWith(' ');
        string Chain(int length) => isBinary ? string.Join(link, Enumerable.Repeat("a", length)) : "f(a)" + string.Concat(Enumerable.Repeat(link, length));

        SqlExpression allowed = SqlParser.ParseExpressionText(Chain(SqlParser.MaxDepth - 10));
        Assert.True(Height(allowed) <= SqlParser.MaxDepth);
        Assert.Throws<RerunException>(() => SqlParser.ParseExpressionText(Chain(SqlParser.MaxDepth + 10)));

        // Chains within parentheses within chains add up.
        string sum = "a";
        for (int i = 0; i < 20; i++)
        {
            sum = "(" + sum + ")" + string.Concat(Enumerable.Repeat(isBinary ? link + "a" : link, 100));
        }

        Assert.Throws<RerunException>(() => SqlParser.ParseExpressionText(sum));
    }

    [Fact]
    public void A_small_stack_gives_the_same_error()
    {
        Exception? error = null;
        var thread = new Thread(() => error = Record.Exception(() => SqlParser.ParseScript("SELECT " + new string('(', 900) + "1" + new string(')', 900))), 128 * 1024);
        thread.Start();
        thread.Join();

        Assert.True(error is null or RerunException, error?.ToString());
    }

    [Fact]
    public void Parsing_takes_time_in_proportion_to_the_text()
    {
        // Each would take hours if anything were tried twice at every level, or looked ahead to the end from every token.
        string[] hostile =
        [
            "SELECT " + string.Concat(Enumerable.Repeat("interval(", 200)) + "1" + new string(')', 200),
            "SELECT " + string.Concat(Enumerable.Repeat("TOP(", 20_000)),
            "SELECT f(" + string.Concat(Enumerable.Repeat("(a, ", 20_000)),
            new string('(', 100_000),
            "SELECT " + string.Concat(Enumerable.Repeat("$a$ ", 20_000)),
            "SELECT " + string.Concat(Enumerable.Repeat("a.", 100_000)) + "b",
            string.Concat(Enumerable.Repeat("/*", 100_000)),
            "SELECT " + string.Concat(Enumerable.Repeat("SELECT TOP (1) ", 20_000)),
            "SELECT 1 " + string.Concat(Enumerable.Repeat("UNION ALL BY NAME SELECT 1 UNION SELECT 1 ", 200)),
        ];
        foreach (string sql in hostile)
        {
            long start = Stopwatch.GetTimestamp();
            Record.Exception(() => SqlParser.ParseScript(sql));
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(2), sql[..40]);
        }
    }

    private static int Height(SqlExpression expression) => expression switch
    {
        BinaryExpression binary => 1 + Math.Max(Height(binary.Left), Height(binary.Right)),
        SubscriptExpression subscript => 1 + Height(subscript.Operand),
        CastExpression cast => 1 + Height(cast.Operand),
        FieldExpression field => 1 + Height(field.Operand),
        _ => 1,
    };
}
