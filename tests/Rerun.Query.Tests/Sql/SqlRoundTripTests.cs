using Rerun.Catalog;
using Rerun.Query.Sql.Parsing;
using Rerun.Query.Sql.Printing;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Tests.Sql;

public class SqlRoundTripTests
{
    [Fact]
    public void Random_expressions_survive_printing_and_parsing()
    {
        for (int seed = 0; seed < 4000; seed++)
        {
            SqlExpression expression = new SyntaxGenerator(new Random(seed)).Expression(1 + (seed % 5));
            string sql = SqlPrinter.Print(expression);
            AssertSame(expression, SqlParser.ParseExpressionText, sql, seed);
        }
    }

    [Fact]
    public void Random_queries_survive_printing_and_parsing()
    {
        for (int seed = 0; seed < 3000; seed++)
        {
            QuerySyntax query = new SyntaxGenerator(new Random(seed)).Query(1 + (seed % 5));
            string sql = SqlPrinter.Print(query);
            AssertSame(query, SqlParser.ParseQueryText, sql, seed);
        }
    }

    private static void AssertSame<T>(T expected, Func<string, T> parse, string sql, int seed)
        where T : SqlNode
    {
        string read;
        try
        {
            T actual = parse(sql);
            if (expected.Equals(actual))
            {
                return;
            }

            read = SqlPrinter.Print(actual);
        }
        catch (RerunException exception)
        {
            read = exception.Message;
        }

        Assert.Fail($"seed {seed}\nprinted {sql}\nread    {read}");
    }
}
