using Rerun.Catalog;
using Rerun.Query.Functions;
using Rerun.Query.Tests.Queries;
using Rerun.Testing;

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

    private static readonly string[] Extremes =
    [
        "9223372036854775807", "-9223372036854775808", "18446744073709551615", "2147483647", "2147483648", "-2147483648", "1000000000", "100000", "-1", "0", "CAST(-128 AS TINYINT)",
        "CAST('NaN' AS DOUBLE)", "CAST('Infinity' AS DOUBLE)", "CAST('-Infinity' AS DOUBLE)", "1e308", "-5e-324", "CAST('NaN' AS FLOAT)", "CAST('99999999999999999999999999999999999999' AS DECIMAL(38, 0))",
        "CAST('-0.00000000000000000000000000000000000001' AS DECIMAL(38, 38))", "repeat('ab', 5000)", "'('", "'[['", "'\\'", "'%'", "'%Y%m%q'", "'YYYY-Q\"'", "'\U0001F600'", "'-1'", "'infinity'", "'1e400'", "' '",
        "DATE '0001-01-01'", "DATE '9999-12-31'", "TIMESTAMP '1677-09-21 00:12:44'", "TIMESTAMP '2262-04-11 23:47:16'", "INTERVAL '178956970 years'", "INTERVAL '2147483647 days'", "INTERVAL '-106751 days'",
        "range(1000)", "[]", "[NULL]", "[[]]", "[9223372036854775807, -9223372036854775808]", "[CAST('NaN' AS DOUBLE), 0.0]", "MAP {}", "X'ff'", "NULL", "TIME '00:00:00'", "{'x': NULL}", "s", "n", "l",
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

    /// <summary>Calls inside calls, with the least, the greatest and the strangest of each type; results that would be huge are refused, not made.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Nested_calls_with_extreme_arguments_give_rows_or_the_error(int seed)
    {
        int start = Environment.GetEnvironmentVariable("RERUN_SEED") is { Length: > 0 } || Seeds.Times > 1 ? (int)(Seeds.Next()[0] % int.MaxValue) + seed : seed;
        await using TestDatabase database = TestDatabase.Empty();
        var random = new Random(start);
        FunctionDefinition[] functions = [.. FunctionRegistry.BuiltIn.All.Where(function =>
            function is ScalarFunction && char.IsAsciiLetter(function.Name[0]) && !function.Name.Contains(' ', StringComparison.Ordinal) && function.Name is not ("not" or "pg_sleep"))];
        int answered = 0;
        for (int i = 0; i < 1500 * Seeds.Times; i++)
        {
            string expression = Call(functions, random, 1 + random.Next(3));
            string sql = random.Next(4) switch
            {
                0 => $"SELECT CAST({expression} AS VARCHAR) FROM {Rows} WHERE n IS NOT NULL",
                1 => $"SELECT CAST({expression} AS VARCHAR) FROM {Rows} LIMIT 1",
                2 => $"SELECT count({expression}), min(CAST({expression} AS VARCHAR)) FROM {Rows} GROUP BY b",
                _ => $"SELECT CAST({expression} AS VARCHAR) FROM {Rows}",
            };
            try
            {
                answered += (await database.RowsAsync(sql)).Length > 0 ? 1 : 0;
            }
            catch (RerunException error)
            {
                Assert.True(error.SqlState is { Length: 5 } and not "XX000", $"seed {start}: {sql}\n{error}");
            }
            catch (Exception error) when (error is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"seed {start}: {sql}\n{error}");
            }
        }

        Assert.True(answered > 50, $"Only {answered} calls were answered.");
    }

    [Fact]
    public async Task Casts_of_extremes_give_rows_or_the_error()
    {
        string[] types =
        [
            "BOOLEAN", "TINYINT", "SMALLINT", "INT", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "FLOAT", "DOUBLE", "DECIMAL(38, 0)", "DECIMAL(3, 3)", "DECIMAL(76, 10)", "VARCHAR", "BLOB", "DATE", "TIME",
            "TIMESTAMP", "INTERVAL", "BIGINT[]", "VARCHAR[]", "STRUCT(x TINYINT)", "MAP(VARCHAR, INT)", "DOUBLE[2]",
        ];
        await using TestDatabase database = TestDatabase.Empty();
        int answered = 0;
        foreach (string value in Extremes.Concat(Arguments))
        {
            foreach (string type in types)
            {
                answered += await RunAsync(database, $"SELECT CAST({value} AS {type}), CAST(CAST({value} AS {type}) AS VARCHAR) FROM {Rows} LIMIT 1") ? 1 : 0;
                await RunAsync(database, $"SELECT TRY_CAST({value} AS {type}), TRY_CAST(CAST({value} AS VARCHAR) AS {type}) FROM {Rows}");
            }
        }

        Assert.True(answered > 300, $"Only {answered} casts were answered.");
    }

    [Theory]
    [InlineData("SELECT n FROM r LIMIT 9223372036854775807 OFFSET 9223372036854775807")]
    [InlineData("SELECT n FROM r LIMIT -1")]
    [InlineData("SELECT n FROM r LIMIT 18446744073709551615")]
    [InlineData("SELECT n FROM r LIMIT 1e308 PERCENT")]
    [InlineData("SELECT n FROM r ORDER BY n FETCH FIRST 9223372036854775807 ROWS WITH TIES")]
    [InlineData("SELECT * FROM r TABLESAMPLE BERNOULLI (1e308)")]
    [InlineData("SELECT * FROM r USING SAMPLE 9223372036854775807 ROWS")]
    [InlineData("SELECT * FROM generate_series(9223372036854775806, 9223372036854775807)")]
    [InlineData("SELECT * FROM generate_series(-9223372036854775808, 9223372036854775807, 9223372036854775807)")]
    [InlineData("SELECT * FROM range(0, 9223372036854775807) LIMIT 2")]
    [InlineData("SELECT * FROM range(0, 10, -9223372036854775808)")]
    [InlineData("SELECT * FROM generate_series(TIMESTAMP '2262-04-11', TIMESTAMP '2262-04-11 23:47:16', INTERVAL '1 day')")]
    [InlineData("SELECT sum(n) OVER (ORDER BY n ROWS BETWEEN 9223372036854775807 PRECEDING AND 9223372036854775807 FOLLOWING) FROM r")]
    [InlineData("SELECT sum(n) OVER (ORDER BY n GROUPS BETWEEN 9223372036854775807 FOLLOWING AND UNBOUNDED FOLLOWING) FROM r")]
    [InlineData("SELECT sum(n) OVER (ORDER BY n RANGE BETWEEN 9223372036854775807 PRECEDING AND 9223372036854775807 FOLLOWING) FROM r")]
    [InlineData("SELECT count(*) OVER (ORDER BY t RANGE BETWEEN INTERVAL '178956970 years' PRECEDING AND INTERVAL '2147483647 days' FOLLOWING) FROM r")]
    [InlineData("SELECT ntile(9223372036854775807) OVER (ORDER BY n), ntile(0) OVER () FROM r")]
    [InlineData("SELECT lag(n, 9223372036854775807) OVER (ORDER BY n), lead(n, -9223372036854775808) OVER (ORDER BY n), nth_value(n, 9223372036854775807) OVER (ORDER BY n) FROM r")]
    [InlineData("SELECT sum(CAST(9223372036854775807 AS BIGINT)), avg(CAST(9223372036854775807 AS BIGINT)), sum(CAST('99999999999999999999999999999999999999' AS DECIMAL(38, 0))) FROM r")]
    [InlineData("SELECT -(-9223372036854775808), abs(-9223372036854775808)")]
    [InlineData("SELECT -9223372036854775808 / -1, -9223372036854775808 % -1, 9223372036854775807 * 9223372036854775807, 1 << 9223372036854775807, 2 ^ 9223372036854775807")]
    [InlineData("SELECT l[9223372036854775807], l[-9223372036854775808:9223372036854775807], w[0], s[2147483648] FROM r")]
    [InlineData("SELECT DATE '9999-12-31' + 2147483647, DATE '0001-01-01' - 2147483647")]
    [InlineData("SELECT t + i * 9223372036854775807 FROM r")]
    [InlineData("SELECT x FROM (SELECT repeat('a', 2147483647) AS x)")]
    [InlineData("SELECT lpad('a', 9223372036854775807, 'b'), rpad('a', 2147483647, '')")]
    [InlineData("SELECT CAST(1 AS DECIMAL(9223372036854775807, 0))")]
    [InlineData("SELECT CAST('x' AS VARCHAR(9223372036854775807))")]
    [InlineData("SELECT CAST([1] AS INT[9223372036854775807])")]
    [InlineData("WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n * 2 FROM r) SELECT * FROM r")]
    [InlineData("SELECT 'a' LIKE 'a' ESCAPE 'ab', 'a' SIMILAR TO '((((', 'a' GLOB '[', 'a' ~ '(?<'")]
    [InlineData("SELECT quantile_cont(n, [0.5, 2]), quantile_disc(n, CAST('NaN' AS DOUBLE)) FROM r")]
    [InlineData("SELECT list_transform(l, q -> 1 / (q - 1)), list_reduce(w, (a, b) -> a || b) FROM r")]
    public async Task Extreme_numbers_in_clauses_give_rows_or_the_error(string sql)
    {
        await using TestDatabase database = TestDatabase.Empty(null, new CatalogClientOptions { MemoryLimit = 1 << 26 });
        await database.RowsAsync($"CREATE TEMP TABLE r AS SELECT * FROM {Rows}");
        await RunAsync(database, sql);
    }

    private static async Task<bool> RunAsync(TestDatabase database, string sql)
    {
        try
        {
            return (await database.RowsAsync(sql)).Length > 0;
        }
        catch (RerunException error)
        {
            Assert.True(error.SqlState is { Length: 5 } and not "XX000", $"{sql}\n{error}");
            return false;
        }
        catch (Exception error) when (error is not Xunit.Sdk.XunitException)
        {
            Assert.Fail($"{sql}\n{error}");
            return false;
        }
    }

    private static string Call(FunctionDefinition[] functions, Random random, int depth)
    {
        FunctionDefinition function = functions[random.Next(functions.Length)];
        IEnumerable<string> arguments = Enumerable.Range(0, random.Next(1, 4)).Select(_ => depth > 1 && random.Next(3) == 0
            ? Call(functions, random, depth - 1)
            : random.Next(2) == 0 ? ArgumentOf(function.Family, random) : Extremes[random.Next(Extremes.Length)]);
        return $"{function.Name}({string.Join(", ", arguments)})";
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
