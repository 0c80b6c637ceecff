using Rerun.Catalog;
using Rerun.Query.Functions;
using Rerun.Query.Tests.Queries;

namespace Rerun.Query.Tests.Functions;

/// <summary>Every function with arguments of every kind gives rows or the one kind of error, never another exception.</summary>
public sealed class FunctionFuzzTests
{
    private const string Rows =
        """
        (VALUES
            ('banana', 3, 2.5, TRUE, DATE '2024-02-29', TIMESTAMP '2024-05-06 07:08:09.1', INTERVAL '1 month 2 days', CAST('1.25' AS DECIMAL(9, 2)), [1, NULL, 3], ['a', 'b'], {'x': 1}, MAP {'a': 1}, X'00ff', TIME '01:02:03'),
            (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
            ('', -1, -0.0, FALSE, DATE '1969-12-31', TIMESTAMP '1960-01-01', INTERVAL '-5 hours', CAST('-0.01' AS DECIMAL(9, 2)), [], [], {'x': NULL}, MAP {}, X'', TIME '23:59:59'))
        r(s, n, f, b, d, t, i, p, l, w, u, m, x, c)
        """;

    private static readonly string[] Arguments =
    [
        "s", "n", "f", "b", "d", "t", "i", "p", "l", "w", "u", "m", "x", "c", "NULL", "1", "-2", "0", "0.5", "'a'", "'day'", "'%Y'", "''", "TRUE", "[1, 2]", "[]", "[[1], NULL]", "INTERVAL '1 day'",
        "TIMESTAMP '2024-01-01'", "CAST('2.5' AS DECIMAL(40, 5))", "9223372036854775807", "-9223372036854775808",
    ];

    private static readonly string[] Lambdas = ["q -> q", "(q, r) -> q", "(q, r) -> r + n", "q -> q IS NULL", "(q, r, v) -> coalesce(q, r)", "q -> NULL", "n"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Functions_give_rows_or_the_error(int seed)
    {
        await using TestDatabase database = TestDatabase.Empty();
        var random = new Random(seed);
        int answered = 0;
        foreach (FunctionDefinition function in FunctionRegistry.BuiltIn.All)
        {
            if (!char.IsAsciiLetter(function.Name[0]) || function.Name.Contains(' ', StringComparison.Ordinal))
            {
                continue;
            }

            for (int round = 0; round < 8; round++)
            {
                string[] arguments = [.. Enumerable.Range(0, random.Next(0, 4)).Select(_ => ArgumentOf(function.Family, random))];
                if (function is LambdaFunction && arguments.Length > 1)
                {
                    arguments[1] = Lambdas[random.Next(Lambdas.Length)];
                }

                string inside = random.Next(12) == 0 && arguments.Length > 0 ? " ORDER BY n DESC" : "";
                string over = function is WindowFunction || (function is AggregateFunction && random.Next(3) == 0) ? " OVER (ORDER BY n)" : "";
                string call = $"{(function.Name is "not" ? "\"not\"" : function.Name)}({string.Join(", ", arguments)}{inside}){over}";
                try
                {
                    answered += (await database.RowsAsync($"SELECT CAST({call} AS VARCHAR) FROM {Rows}")).Length > 0 ? 1 : 0;
                }
                catch (RerunException)
                {
                    // Most arguments do not fit.
                }
                catch (Exception error) when (error is not Xunit.Sdk.XunitException)
                {
                    Assert.Fail($"seed {seed}: {call}\n{error}");
                }
            }
        }

        Assert.True(answered > 200, $"Only {answered} calls were answered.");
    }

    // Mostly what the family is about, so that kernels are reached.
    private static string ArgumentOf(FunctionFamily family, Random random)
    {
        string[] likely = family switch
        {
            FunctionFamily.Text => ["s", "s", "'a'", "n", "''", "w"],
            FunctionFamily.Time => ["t", "d", "i", "'day'", "n", "c", "'%Y'"],
            FunctionFamily.List => ["l", "l", "w", "n", "m", "u", "x", "'a'", "2", "[[1], NULL]"],
            FunctionFamily.Vector => ["l", "[1, 2]", "[0.5]"],
            FunctionFamily.Aggregate or FunctionFamily.Window => ["n", "f", "p", "s", "b", "t", "l"],
            _ => ["n", "f", "p", "1", "-2"],
        };
        return random.Next(4) > 0 ? likely[random.Next(likely.Length)] : Arguments[random.Next(Arguments.Length)];
    }
}
