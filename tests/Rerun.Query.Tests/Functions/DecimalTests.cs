using System.Globalization;
using System.Numerics;
using Rerun.Catalog;
using Rerun.Query.Tests.Queries;

namespace Rerun.Query.Tests.Functions;

/// <summary>Decimals, against <see cref="decimal"/> and <see cref="BigInteger"/>.</summary>
public sealed class DecimalTests
{
    private const string Prices = "(VALUES (CAST('1.10' AS DECIMAL(6, 2)), 3), (CAST('2.25' AS DECIMAL(6, 2)), 4), (CAST('1.10' AS DECIMAL(6, 2)), 5), (NULL, 6)) t(p, n)";

    [Theory]
    [InlineData("0.1::DECIMAL(3, 1) + 0.2::DECIMAL(3, 1) = 0.3::DECIMAL(3, 1)", "true")]
    [InlineData("CAST('12345678901234567890.123456789' AS DECIMAL(38, 9)) + 1", "12345678901234567891.123456789")]
    [InlineData("CAST(7 AS DECIMAL(5, 2)) / 2", "3.5")]
    [InlineData("-CAST('1.50' AS DECIMAL(5, 2))", "-1.50")]
    [InlineData("abs(CAST('-1.50' AS DECIMAL(5, 2)))", "1.50")]
    [InlineData("CAST('7.50' AS DECIMAL(5, 2)) % 2", "1.50")]
    [InlineData("CAST('-7.50' AS DECIMAL(5, 2)) // 2", "-3")]
    [InlineData("round(CAST('2.345' AS DECIMAL(5, 3)), 2)", "2.35")]
    [InlineData("round(CAST('-2.345' AS DECIMAL(5, 3)), 2)", "-2.35")]
    [InlineData("round_even(CAST('2.345' AS DECIMAL(5, 3)), 2)", "2.34")]
    [InlineData("round(CAST('2345.6' AS DECIMAL(5, 1)), -2)", "2300")]
    [InlineData("round(CAST('2.5' AS DECIMAL(5, 1)))", "3")]
    [InlineData("floor(CAST('-2.5' AS DECIMAL(5, 1)))", "-3")]
    [InlineData("ceil(CAST('-2.5' AS DECIMAL(5, 1)))", "-2")]
    [InlineData("trunc(CAST('-2.5' AS DECIMAL(5, 1)))", "-2")]
    [InlineData("trunc(CAST('-2.567' AS DECIMAL(5, 3)), 2)", "-2.56")]
    [InlineData("CAST(CAST('-2.9' AS DECIMAL(5, 1)) AS INT)", "-2")]
    [InlineData("CAST('1e2' AS DECIMAL)", "100.0000000000")]
    [InlineData("CAST(0.1 AS DECIMAL(20, 18))", "0.100000000000000000")]
    [InlineData("TRY_CAST('100.5' AS DECIMAL(3, 1))", null)]
    [InlineData("TRY_CAST('x' AS NUMERIC(3, 1))", null)]
    [InlineData("TRY_CAST('NaN'::DOUBLE AS NUMERIC(3, 1))", null)]
    [InlineData("typeof(CAST(1 AS DECIMAL(5, 2)) * CAST(1 AS DECIMAL(7, 3)))", "DECIMAL(12, 5)")]
    [InlineData("typeof(CAST(1 AS DECIMAL(5, 2)) + CAST(1 AS DECIMAL(7, 3)))", "DECIMAL(8, 3)")]
    [InlineData("typeof(CAST(1 AS DECIMAL(5, 2)) + 1)", "DECIMAL(13, 2)")]
    [InlineData("typeof(CAST(1 AS DECIMAL(5, 2)) + 1.0)", "DOUBLE")]
    [InlineData("typeof(CAST(1 AS DECIMAL(5, 2)) / 3)", "DOUBLE")]
    [InlineData("typeof(coalesce(CAST(1 AS DECIMAL(5, 2)), 1))", "DECIMAL(12, 2)")]
    [InlineData("coalesce(NULL, CAST(1 AS DECIMAL(5, 2)), 3)", "1.00")]
    [InlineData("greatest(CAST('1.5' AS DECIMAL(5, 2)), 2, NULL)", "2.00")]
    [InlineData("least(CAST('1.5' AS DECIMAL(5, 2)), 2)", "1.50")]
    [InlineData("nullif(CAST('1.50' AS DECIMAL(5, 2)), CAST('1.5' AS DECIMAL(5, 1)))", null)]
    [InlineData("CASE WHEN true THEN CAST('1.5' AS DECIMAL(5, 2)) ELSE 1 END", "1.50")]
    [InlineData("CAST('1.005' AS DECIMAL(6, 3)) = '1.0051'", "false")]
    [InlineData("CAST('1.01' AS DECIMAL(6, 2)) = '1.005'", "false")]
    [InlineData("CAST('0.10' AS DECIMAL(6, 2)) = 0.1", "true")]
    [InlineData("CAST('0.10' AS DECIMAL(6, 2)) IN ('0.1', 5)", "true")]
    [InlineData("CAST('0.10' AS DECIMAL(6, 2)) BETWEEN '0.0999' AND 1", "true")]
    [InlineData("CAST('9007199254740993' AS DECIMAL(38, 0)) = 9007199254740993", "true")]
    [InlineData("CAST('9007199254740993' AS DECIMAL(38, 0)) = 9007199254740992", "false")]
    [InlineData("CAST(repeat('9', 76) AS DECIMAL(76, 0)) - 1", "9999999999999999999999999999999999999999999999999999999999999999999999999998")]
    [InlineData("CAST('1.1' AS DECIMAL(40, 30)) * CAST('1.1' AS DECIMAL(40, 30))", "1.210000000000000000000000000000000000000000000000000000000000")]
    [InlineData("CAST('3.30' AS DECIMAL(5, 2)) || '!'", "3.30!")]
    [InlineData("CAST(true AS DECIMAL(5, 2))", "1.00")]
    [InlineData("CAST('170141183460469231731687303715884105727' AS HUGEINT) IS NULL", "42")]
    public async Task Decimals_are_computed_exactly(string expression, string? expected)
    {
        await using TestDatabase database = TestDatabase.Empty();
        if (expected == "42")
        {
            Assert.Equal(RerunErrorCode.ValueOutOfRange, (await database.ErrorAsync($"SELECT {expression}")).ErrorKind);
            return;
        }

        Assert.Equal(expected ?? "NULL", await database.ValueAsync($"SELECT CAST(({expression}) AS VARCHAR)"));
    }

    [Theory]
    [InlineData("SELECT sum(p)::TEXT, avg(p), min(p)::TEXT, max(p)::TEXT, count(p), count(DISTINCT p), typeof(sum(p)) FROM {0}", "4.45|1.4833333333333334|1.10|2.25|3|2|DECIMAL(38, 2)")]
    [InlineData("SELECT p::TEXT, sum(n) FROM {0} GROUP BY p ORDER BY p DESC NULLS LAST", "2.25|4\n1.10|8\nNULL|6")]
    [InlineData("SELECT DISTINCT p::TEXT FROM {0} WHERE p < 2 ORDER BY 1", "1.10")]
    [InlineData("SELECT n FROM {0} WHERE p IN (1.1, 7) ORDER BY n", "3\n5")]
    [InlineData("SELECT a.n, b.n FROM {0} a(p, n) JOIN {1} b(p, n) ON a.p = b.p WHERE a.n < b.n", "3|5")]
    [InlineData("SELECT n FROM {0} ORDER BY p, n DESC", "5\n3\n4\n6")]
    [InlineData("SELECT (p * n)::TEXT FROM {0} WHERE n = 4", "9.00")]
    [InlineData("SELECT sum(p) OVER (ORDER BY n)::TEXT FROM {0} ORDER BY n", "1.10\n3.35\n4.45\n4.45")]
    [InlineData("SELECT median(p), stddev_pop(p) > 0 FROM {0}", "1.1|TRUE")]
    [InlineData("SELECT list_sum([p, p])::TEXT FROM {0} WHERE n = 4", "4.50")]
    [InlineData("SELECT array_agg(p ORDER BY p DESC NULLS LAST)::TEXT FROM {0}", "[2.25, 1.10, 1.10, NULL]")]
    public async Task Decimals_are_keys_and_are_aggregated(string sql, string expected)
    {
        await using TestDatabase database = TestDatabase.Empty();
        sql = sql.Replace("{0} a(p, n)", Prices.Replace(" t(p, n)", " a(p, n)", StringComparison.Ordinal), StringComparison.Ordinal)
            .Replace("{1} b(p, n)", Prices.Replace(" t(p, n)", " b(p, n)", StringComparison.Ordinal), StringComparison.Ordinal)
            .Replace("{0}", Prices, StringComparison.Ordinal);
        Assert.Equal(expected, string.Join('\n', await database.RowsAsync(sql)));
    }

    [Theory]
    [InlineData("SELECT CAST(repeat('9', 38) AS DECIMAL(38, 0)) + 1", "exceeds DECIMAL(38, 0)")]
    [InlineData("SELECT CAST(repeat('9', 38) AS DECIMAL(38, 0)) * 10", "exceeds DECIMAL(38, 0)")]
    [InlineData("SELECT CAST('1000' AS DECIMAL(5, 2))", "cannot be cast to DECIMAL(5, 2)")]
    [InlineData("SELECT CAST(1 AS DECIMAL(5, 2)) % 0", "by zero")]
    [InlineData("SELECT CAST(1 AS DECIMAL(77, 2))", "DECIMAL has 1 to 76 digits")]
    [InlineData("SELECT CAST(1 AS DECIMAL(2, 3))", "DECIMAL has 1 to 76 digits")]
    [InlineData("SELECT sum(x) FROM (VALUES (CAST(repeat('9', 38) AS DECIMAL(38, 0))), (CAST(repeat('9', 38) AS DECIMAL(38, 0)))) t(x)", "The sum 199999999999999999999999999999999999998 exceeds DECIMAL(38, 0)")]
    public async Task What_does_not_fit_is_an_error(string sql, string message)
    {
        await using TestDatabase database = TestDatabase.Empty();
        Assert.Contains(message, (await database.ErrorAsync(sql)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parameters_keep_their_digits()
    {
        await using TestDatabase database = TestDatabase.Empty();
        Assert.Equal("1.10|DECIMAL(3, 2)", await database.ValueAsync("SELECT @p::TEXT, typeof(@p)", ("p", 1.10m)));
        Assert.Equal("3", await database.ValueAsync("SELECT count(*) FROM (VALUES (0.1::DECIMAL(9, 3)), (0.2::DECIMAL(9, 3)), (0.3::DECIMAL(9, 3))) t(x) WHERE x BETWEEN @a AND @b", ("a", 0.1m), ("b", 0.30m)));
        Assert.Equal("FALSE|TRUE", await database.ValueAsync("SELECT 1.01::DECIMAL(6, 2) = @p, 1.01::DECIMAL(6, 2) = @q", ("p", "1.005"), ("q", "1.010")));
        Assert.Equal("TRUE|FALSE", await database.ValueAsync("SELECT 0.2::DECIMAL(6, 2) IN (@p), 0.3::DECIMAL(6, 2) IN (@p)", ("p", new[] { 0.1m, 0.20m })));
        Assert.Equal("BIGINT|HUGE", await database.ValueAsync("SELECT typeof(@p), CASE WHEN @q = '123456789012345678901234567890' THEN 'HUGE' END", ("p", new BigInteger(5)), ("q", BigInteger.Parse("123456789012345678901234567890", CultureInfo.InvariantCulture))));
        Assert.Equal("79228162514264337593543950335|-0.0000000000000000000000000001", await database.ValueAsync("SELECT @p::TEXT, @q::TEXT", ("p", decimal.MaxValue), ("q", -0.0000000000000000000000000001m)));
    }

    [Fact]
    public async Task Random_sums_differences_and_products_are_those_of_whole_numbers()
    {
        await using TestDatabase database = TestDatabase.Empty();
        var random = new Random(20_240_506);
        for (int round = 0; round < 60; round++)
        {
            (BigInteger a, int s) = Number();
            (BigInteger b, int t) = Number();
            int scale = Math.Max(s, t);
            BigInteger x = a * BigInteger.Pow(10, scale - s);
            BigInteger y = b * BigInteger.Pow(10, scale - t);
            string row = await database.ValueAsync(
                $"SELECT (a + b)::TEXT, (a - b)::TEXT, (a * b)::TEXT, a < b, a = b, (a % b)::TEXT, (a // b)::TEXT FROM (VALUES ({Literal(a, s)}, {Literal(b, t)})) v(a, b)");
            Assert.Equal(
                string.Join('|', Text(x + y, scale), Text(x - y, scale), Text(a * b, s + t), x < y ? "TRUE" : "FALSE", x == y ? "TRUE" : "FALSE", Text(x % y, scale), (x / y).ToString(CultureInfo.InvariantCulture)),
                row);
        }

        (BigInteger, int) Number()
        {
            int digits = random.Next(1, 19);
            BigInteger number = BigInteger.Parse(string.Concat(Enumerable.Range(0, digits).Select(_ => (char)('0' + random.Next(10)))), CultureInfo.InvariantCulture) + 1;
            return (random.Next(2) == 0 ? -number : number, random.Next(0, digits + 1));
        }

        static string Literal(BigInteger number, int scale) => $"CAST('{Text(number, scale)}' AS DECIMAL(19, {Math.Min(scale, 19)}))";
    }

    [Fact]
    public async Task Doubles_made_of_decimals_are_the_nearest()
    {
        await using TestDatabase database = TestDatabase.Empty();
        var random = new Random(7);
        for (int round = 0; round < 60; round++)
        {
            string digits = string.Concat(Enumerable.Range(0, random.Next(1, 60)).Select(_ => (char)('0' + random.Next(10))));
            int scale = random.Next(0, digits.Length + 1);
            string text = Text(BigInteger.Parse(digits, CultureInfo.InvariantCulture), scale);
            Assert.Equal(
                double.Parse(text, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture),
                await database.ValueAsync($"SELECT CAST(CAST('{text}' AS DECIMAL(76, {scale})) AS DOUBLE)"));
        }
    }

    private static string Text(BigInteger number, int scale)
    {
        string digits = BigInteger.Abs(number).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        return (number.Sign < 0 ? "-" : "") + (scale == 0 ? digits : $"{digits[..^scale]}.{digits[^scale..]}");
    }
}
