using System.Globalization;
using Rerun.Catalog;

namespace Rerun.Query.Tests.Queries;

/// <summary>Aggregates with what stands in and behind their parentheses; statistics against plain loops.</summary>
public sealed class AggregateFunctionTests
{
    private const string Rows = "(VALUES ('a', 3, 1.5), ('a', 1, 2.5), ('b', 2, NULL), ('a', NULL, 4.0), ('b', 2, 0.5), ('c', NULL, NULL)) t(k, x, y)";

    [Theory]
    [InlineData("SELECT k, percentile_cont(0.5) WITHIN GROUP (ORDER BY x), percentile_cont(0.25) WITHIN GROUP (ORDER BY y DESC) FROM {0} GROUP BY k ORDER BY k", "a|2|3.25\nb|2|0.5\nc|NULL|NULL")]
    [InlineData("SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY k), percentile_disc(0.5) WITHIN GROUP (ORDER BY x), percentile_disc(0.5) WITHIN GROUP (ORDER BY x DESC) FROM {0}", "a|2|2")]
    [InlineData("SELECT quantile_cont(x, [0, 0.5, 1])::TEXT, quantile_disc(k, [0.1, 1])::TEXT, percentile_disc([0.25, 0.75]) WITHIN GROUP (ORDER BY x)::TEXT FROM {0}", "[1, 2, 3]|['a', 'c']|[1, 2]")]
    [InlineData("SELECT median(TIMESTAMP '2024-01-01' + to_days(x)), typeof(median(TIMESTAMP '2024-01-01' + to_days(x))) FROM {0}", "TIMESTAMP '2024-01-03 00:00:00'|TIMESTAMP")]
    [InlineData("SELECT quantile_disc(DATE '2024-01-01' + x, 1)::TEXT FROM {0}", "2024-01-04")]
    [InlineData("SELECT mode() WITHIN GROUP (ORDER BY k), mode(x), mode(y) FROM {0}", "a|2|0.5")]
    [InlineData("SELECT string_agg(k, ',') WITHIN GROUP (ORDER BY x DESC NULLS LAST, k), listagg(k, '-' ORDER BY k DESC), array_agg(x ORDER BY x NULLS FIRST)::TEXT FROM {0}", "a,b,b,a,a,c|c-b-b-a-a-a|[NULL, NULL, 1, 2, 2, 3]")]
    [InlineData("SELECT array_agg(DISTINCT k ORDER BY k DESC)::TEXT, string_agg(DISTINCT k, '' ORDER BY k), count(DISTINCT x) FILTER (WHERE k = 'b') FROM {0}", "['c', 'b', 'a']|abc|1")]
    [InlineData("SELECT CAST(array_agg(x) IGNORE NULLS AS TEXT), first(x ORDER BY k DESC), first(x ORDER BY k DESC) IGNORE NULLS, last(x) IGNORE NULLS FROM {0}", "[3, 1, 2, 2]|NULL|2|2")]
    [InlineData("SELECT nth_value(x, 2 ORDER BY x), nth_value(k, -1 ORDER BY k), nth_value(k, 9) FROM {0}", "2|c|NULL")]
    [InlineData("SELECT bit_and(x), bit_or(x), bit_xor(x), product(y), approx_distinct(k), string_agg(x, '+') FROM {0}", "0|3|2|7.5|3|3+1+2+2")]
    [InlineData("SELECT histogram(k)::TEXT, histogram(x)['2'], histogram(y) FILTER (WHERE k = 'c') FROM {0}", "{'a': 3, 'b': 2, 'c': 1}|2|NULL")]
    [InlineData("SELECT entropy(k) BETWEEN 1.459 AND 1.46, entropy(1) FROM {0}", "TRUE|0")]
    [InlineData("SELECT covar_pop(y, x), covar_samp(y, x), corr(y, x), regr_count(y, x), regr_avgx(y, x), regr_avgy(y, x) FROM {0}", "-0.3333333333333333|-0.5|-0.5|3|2|1.5")]
    [InlineData("SELECT regr_slope(y, x), regr_intercept(y, x), regr_r2(y, x), regr_sxx(y, x), regr_syy(y, x), regr_sxy(y, x) FROM (VALUES (1, 1), (2, 3), (3, 5), (NULL, 9)) t(x, y)", "2|-1|1|2|8|4")]
    [InlineData("SELECT corr(1, x), regr_slope(x, 1), covar_samp(1, 1), regr_r2(1, x) FROM (VALUES (1), (2)) t(x)", "NULL|NULL|0|1")]
    [InlineData("SELECT sum(x) FILTER (WHERE k = 'a'), max(x) FILTER (WHERE FALSE), count(*) FILTER (k = 'b') FROM {0}", "4|NULL|2")]
    [InlineData("SELECT k, arg_min(k, x), max_by(y, x), any_value(y) FROM {0} GROUP BY k ORDER BY k", "a|a|1.5|1.5\nb|b|NULL|0.5\nc|NULL|NULL|NULL")]
    [InlineData("SELECT x, first(x) IGNORE NULLS OVER (ORDER BY k DESC, x), array_agg(x) IGNORE NULLS OVER (ORDER BY k DESC, x NULLS FIRST)::TEXT FROM {0} WHERE k > 'a' ORDER BY k DESC", "NULL|NULL|NULL\n2|2|[2, 2]\n2|2|[2, 2]")]
    [InlineData("SELECT x, lag(x, 1, 0) OVER w, lead(x) IGNORE NULLS OVER w, nth_value(x, 2) OVER w, ntile(2) OVER w, percent_rank() OVER w, cume_dist() OVER w FROM {0} WHERE k = 'a' WINDOW w AS (ORDER BY x NULLS FIRST) ORDER BY x NULLS FIRST", "NULL|0|1|NULL|1|0|0.3333333333333333\n1|NULL|3|1|1|0.5|0.6666666666666666\n3|1|NULL|1|2|1|1")]
    [InlineData("SELECT median(x) OVER (ORDER BY x ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) FROM (VALUES (1), (5), (2)) t(x) ORDER BY x", "1.5\n2\n3.5")]
    public async Task Aggregates_take_orders_filters_and_distinct_values(string sql, string expected) => await Check(sql, expected);

    [Theory]
    [InlineData("SELECT sum(x) WITHIN GROUP (ORDER BY x) FROM {0}", "WITHIN GROUP belongs to")]
    [InlineData("SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY x, y) FROM {0}", "Written is percentile_cont(fraction) WITHIN GROUP (ORDER BY value)")]
    [InlineData("SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY k) FROM {0}", "cannot be used with (VARCHAR, DOUBLE)")]
    [InlineData("SELECT percentile_cont(1.5) WITHIN GROUP (ORDER BY x) FROM {0}", "A quantile lies between 0 and 1; 1.5 does not.")]
    [InlineData("SELECT mode(x) WITHIN GROUP (ORDER BY x) FROM {0}", "Written is mode() WITHIN GROUP")]
    [InlineData("SELECT array_agg(x ORDER BY x) WITHIN GROUP (ORDER BY x) FROM {0}", "two orders")]
    public async Task Misuse_is_an_error(string sql, string message)
    {
        await using TestDatabase database = TestDatabase.Empty();
        RerunException error = await database.ErrorAsync(sql.Replace("{0}", Rows, StringComparison.Ordinal));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.True(error.Position > 0 || error.ErrorKind == RerunErrorCode.InvalidArgument);
    }

    [Fact]
    public async Task Statistics_are_those_of_plain_loops_however_rows_are_batched()
    {
        await using TestDatabase database = TestDatabase.Empty();
        var random = new Random(5);
        for (int round = 0; round < 12; round++)
        {
            (int Group, double? Y, double? X)[] rows = [.. Enumerable.Range(0, random.Next(4, 80)).Select(_ => (random.Next(3), Maybe(), Maybe()))];
            string values = string.Join(", ", rows.Select(row => $"({row.Group}, {Sql(row.Y)}, {Sql(row.X)})"));
            string[] answers = await database.RowsAsync(
                $"SELECT g, skewness(y), kurtosis(y), corr(y, x), regr_slope(y, x), regr_intercept(y, x), covar_samp(y, x), quantile_cont(y, 0.3), quantile_disc(y, 0.3), mode(y) FROM (VALUES {values}) t(g, y, x) GROUP BY g ORDER BY g");
            foreach (string answer in answers)
            {
                string[] parts = answer.Split('|');
                var group = rows.Where(row => row.Group == int.Parse(parts[0], CultureInfo.InvariantCulture)).ToArray();
                double[] ys = [.. group.Where(row => row.Y is not null).Select(row => row.Y!.Value).Order()];
                (double Y, double X)[] pairs = [.. group.Where(row => row.Y is not null && row.X is not null).Select(row => (row.Y!.Value, row.X!.Value))];
                double n = ys.Length;
                double mean = ys.DefaultIfEmpty().Average();
                double Moment(int power) => ys.Sum(y => Math.Pow(y - mean, power)) / n;
                Near(n > 2 && Moment(2) > 0 ? Math.Sqrt(n * (n - 1)) / (n - 2) * Moment(3) / Math.Pow(Moment(2), 1.5) : null, parts[1]);
                Near(n > 3 && Moment(2) > 0 ? (n - 1) / ((n - 2) * (n - 3)) * (((n + 1) * Moment(4) / Math.Pow(Moment(2), 2)) - (3 * (n - 1))) : null, parts[2]);
                double mx = pairs.Select(pair => pair.X).DefaultIfEmpty().Average();
                double my = pairs.Select(pair => pair.Y).DefaultIfEmpty().Average();
                double sxy = pairs.Sum(pair => (pair.X - mx) * (pair.Y - my));
                double sxx = pairs.Sum(pair => (pair.X - mx) * (pair.X - mx));
                double syy = pairs.Sum(pair => (pair.Y - my) * (pair.Y - my));
                bool varies = pairs.Select(pair => pair.X).Distinct().Count() > 1;
                if (varies && pairs.Select(pair => pair.Y).Distinct().Count() > 1)
                {
                    Near(sxy / Math.Sqrt(sxx * syy), parts[3]);
                }

                if (varies || pairs.Length == 0)
                {
                    Near(varies ? sxy / sxx : null, parts[4]);
                    Near(varies ? my - (sxy / sxx * mx) : null, parts[5]);
                }

                Near(pairs.Length > 1 ? sxy / (pairs.Length - 1) : null, parts[6]);
                double place = 0.3 * (n - 1);
                Near(n > 0 ? ys[(int)place] + ((ys[(int)Math.Ceiling(place)] - ys[(int)place]) * (place - (int)place)) : null, parts[7]);
                Near(n > 0 ? ys[Math.Max(0, (int)Math.Ceiling(0.3 * n) - 1)] : null, parts[8]);
                Near(n > 0 ? ys.GroupBy(y => y).OrderByDescending(same => same.Count()).ThenBy(same => same.Key).First().Key : null, parts[9]);
            }
        }

        double? Maybe() => random.Next(6) == 0 ? null : random.Next(2) == 0 ? random.Next(-3, 4) : Math.Round((random.NextDouble() * 20) - 10, 3);
        static string Sql(double? value) => value is { } number ? string.Create(CultureInfo.InvariantCulture, $"{number:0.0##}") : "NULL::DOUBLE";
        static void Near(double? expected, string actual)
        {
            if (expected is not { } number)
            {
                Assert.Equal("NULL", actual);
                return;
            }

            Assert.Equal(number, double.Parse(actual, CultureInfo.InvariantCulture), Math.Max(1e-9, Math.Abs(number) * 1e-9));
        }
    }

    private static async Task Check(string sql, string expected)
    {
        await using TestDatabase database = TestDatabase.Empty();
        Assert.Equal(expected, string.Join('\n', await database.RowsAsync(sql.Replace("{0}", Rows, StringComparison.Ordinal))));
    }
}
