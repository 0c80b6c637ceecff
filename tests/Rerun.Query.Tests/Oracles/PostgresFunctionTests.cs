using System.Globalization;
using Rerun.Query.Tests.Queries;

namespace Rerun.Query.Tests.Oracles;

/// <summary>Functions, decimals and aggregates give the values that PostgreSQL gives, written as text there and here.</summary>
public sealed class PostgresFunctionTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private const string Table =
        """
        WITH v(k, n, s, x, y, p) AS (VALUES
            (1, 3, 'banana', CAST(1.5 AS DOUBLE PRECISION), CAST(2.0 AS DOUBLE PRECISION), CAST('10.25' AS NUMERIC(9, 2))), (1, -7, 'Apple pie', 2.25, 0.5, '0.05'), (2, 3, 'a,b,,c', -4.0, 1.0, '-3.10'),
            (2, NULL, NULL, NULL, 8.0, NULL), (1, 12, '', 0.5, 3.5, '999.99'), (2, 5, 'Zurich', 7.75, -2.0, '10.25'), (3, 5, 'it''s "x"', 7.75, 9.5, '0.00'))
        """;

    [PostgresTheory]
    [InlineData("upper(s), initcap(s), reverse(s), length(s), octet_length(s), bit_length(s), md5(s), left(s, n), right(s, -2), repeat(s, 2), ascii(s)")]
    [InlineData("strpos(s, 'a'), position('i' IN s), split_part(s, ',', 2), replace(s, 'a', 'xx'), translate(s, 'abc', 'xy'), lpad(s, 8, '*'), rpad(s, 3), btrim(s, 'ab'), overlay(s PLACING 'ZZ' FROM 2 FOR 3), substring(s FROM 2 FOR 3), substring(s FROM 'a.')")]
    [InlineData("concat(s, n, '-'), concat_ws('/', s, n, k), quote_literal(s), quote_ident(lower(s)), format('%s %I %L %% %2$s', k, 'a b', s), to_hex(k), chr(65 + k), encode(convert_to_(s), 'hex'), encode(convert_to_(s), 'base64')")]
    [InlineData("regexp_replace(s, '[aeiou]', '<\\&>', 'g'), regexp_replace(s, '(a)(.)', '\\2\\1'), regexp_count(s, 'a'), regexp_instr(s, 'n|p'), s ~ 'a$', s ~* 'APPLE', s SIMILAR TO '%(a|e)', s SIMILAR TO '[a-z]+', s LIKE '%a_', s ILIKE 'APP%'")]
    [InlineData("array_to_string(string_to_array(s, ','), '|', '?'), array_to_string(regexp_split_to_array(s, '[, ]'), '|'), array_to_string(regexp_match(s, '([a-z])([a-z])'), '|'), array_to_string(ARRAY[1, n, 3], '-'), array_to_string(ARRAY[1, n, 3], '-', '*'), array_to_string(array_append(ARRAY[1], n), ','), array_to_string(array_prepend(n, ARRAY[1]), ','), array_position(ARRAY[1, 3, 5], n), array_to_string(array_positions(ARRAY[3, 5, 3], k + 2), ','), cardinality(ARRAY[1, n])")]
    [InlineData("array_to_string(string_to_array(s, ''), '|', '?'), array_to_string(string_to_array(s, NULL), '|', '?'), array_to_string(string_to_array(s, ',', ''), '|', '?'), cardinality(string_to_array(s, ',')), array_position(ARRAY[1, NULL, 3, 5], n), array_position(ARRAY[3, 5, 3], n, 2), array_to_string(array_positions(ARRAY[3, NULL, 5, NULL], n), ','), ARRAY[3, 5] @> ARRAY[n]")]
    [InlineData("abs(n), sign(x), ceil(x), floor(x), trunc(x), sqrt(abs(x)), exp(y), ln(y + 10), log(y + 10), power(x, 2), degrees(x), radians(x), sin(x), atan2(x, y), sinh(x), asinh(x), sind(n * 30), cosd(n * 10), gcd(n, 6), lcm(n, 4), width_bucket(y, -3, 9, 4), mod(n, 4), n % -4, n / 2, cbrt(y), n & 6, n | 1, n # 5, ~n, n << 2, n >> 1")]
    [InlineData("p + 1, p - n, p * p, p * n, p % 3, -p, abs(p), round(p, 1), round(p), trunc(p, 1), trunc(p), ceil(p), floor(p), p + CAST('0.005' AS NUMERIC(6, 3)), p * CAST('-1.1' AS NUMERIC(4, 2)), p > 1, p = 10.25, p = n, p IN (0.05, 0), p BETWEEN -4 AND 1, CAST(p AS NUMERIC(12, 4)), CAST(p AS NUMERIC(9, 1)), CAST(n AS NUMERIC(6, 2)), CAST('1e2' AS NUMERIC(6, 1))")]
    [InlineData("sum(p), min(p), max(p), count(DISTINCT p), sum(p * n), sum(n), avg(x), var_samp(x), var_pop(x), stddev(x), stddev_pop(x), bool_and(n > 0), bool_or(n > 4), bit_and(n), bit_or(n), bit_xor(n), count(*) FILTER (WHERE n > 3) GROUP BY k ORDER BY k")]
    [InlineData("corr(x, y), covar_pop(x, y), covar_samp(x, y), regr_slope(x, y), regr_intercept(x, y), regr_r2(x, y), regr_count(x, y), regr_avgx(x, y), regr_avgy(x, y), regr_sxx(x, y), regr_syy(x, y), regr_sxy(x, y)")]
    [InlineData("percentile_cont(0.3) WITHIN GROUP (ORDER BY x), percentile_cont(0.75) WITHIN GROUP (ORDER BY x DESC), percentile_disc(0.3) WITHIN GROUP (ORDER BY n), percentile_disc(0.5) WITHIN GROUP (ORDER BY n DESC), mode() WITHIN GROUP (ORDER BY n), array_to_string(percentile_disc(ARRAY[0.1, 0.9]) WITHIN GROUP (ORDER BY n), ',') GROUP BY k ORDER BY k")]
    [InlineData("string_agg(s, ';' ORDER BY n DESC, s), array_to_string(array_agg(n ORDER BY n DESC NULLS LAST, k), ',', '-'), string_agg(DISTINCT s, ',' ORDER BY s), array_to_string(array_agg(DISTINCT n ORDER BY n), ',', '-')")]
    [InlineData("row_number() OVER w, rank() OVER w, dense_rank() OVER w, percent_rank() OVER w, cume_dist() OVER w, ntile(3) OVER w, lag(n, 2, -1) OVER w, lead(s) OVER w, first_value(n) OVER w, last_value(n) OVER w, nth_value(n, 2) OVER w, sum(p) OVER w, corr(x, y) OVER w WINDOW w AS (ORDER BY n NULLS FIRST, k, s) ORDER BY n NULLS FIRST, k, s")]
    [InlineData("nullif(n, 3), coalesce(n, k), greatest(n, k, 4), least(n, k), CASE WHEN n > 3 THEN p ELSE 0 END, n IS DISTINCT FROM 3, (n, k) < (5, 2), n = ANY(ARRAY[3, 5]), k BETWEEN SYMMETRIC 3 AND 2")]
    public async Task Functions_give_the_same(string items)
    {
        int tail = items.IndexOf(" GROUP BY", StringComparison.Ordinal) is var group and >= 0 ? group : items.IndexOf(" WINDOW ", StringComparison.Ordinal) is var window and >= 0 ? window : items.Length;
        string order = tail == items.Length && !items.Contains("_agg(", StringComparison.Ordinal) && !items.Contains("corr(", StringComparison.Ordinal) ? " ORDER BY k, n, s" : "";
        foreach (string item in Split(items[..tail]))
        {
            await Check($"{Table} SELECT CAST({item} AS TEXT) AS r FROM v{items[tail..]}{order}", item);
        }
    }

    [PostgresTheory]
    [InlineData("to_char(t, 'YYYY-MM-DD HH24:MI:SS.MS'), to_char(t, 'DD Mon YY HH12:MI AM'), to_char(t, 'FMDD.FMMM.YYYY'), to_char(t, 'DDD D ID IW WW Q J'), to_char(t, 'FMDay, FMMonth'), to_char(t, '\"at\" HH24h')")]
    [InlineData("date_trunc('second', t), date_trunc('minute', t), date_trunc('hour', t), date_trunc('day', t), date_trunc('week', t), date_trunc('month', t), date_trunc('quarter', t), date_trunc('year', t), date_trunc('decade', t), date_trunc('century', t + INTERVAL '100 years')")]
    [InlineData("extract(year FROM t), extract(month FROM t), extract(day FROM t), extract(hour FROM t), extract(minute FROM t), extract(dow FROM t), extract(isodow FROM t), extract(doy FROM t), extract(week FROM t), extract(isoyear FROM t), extract(quarter FROM t), extract(decade FROM t), extract(century FROM t), extract(millennium FROM t)")]
    [InlineData("extract(year FROM age(t, u)), extract(month FROM age(t, u)), extract(day FROM age(t, u)), extract(hour FROM age(t, u)), t + INTERVAL '1 month', t - INTERVAL '1 year 2 days', t::DATE, t::DATE - u::DATE, t::TIME, t > u, t::DATE + 5, t::DATE + TIME '01:02:03', TIME '23:30:00' + INTERVAL '2 hours'")]
    [InlineData("extract(day FROM justify_hours(t - t + i)), extract(month FROM justify_days(i)), extract(day FROM justify_days(i)), extract(hour FROM justify_interval(i)), extract(epoch FROM i), extract(month FROM i), extract(day FROM i), extract(hour FROM i), extract(day FROM i * 2), extract(day FROM i / 2), extract(hour FROM i / 2), extract(day FROM i * 1.5), t + i, t - i * 3, date_trunc('day', i) = i")]
    [InlineData("make_date(2024, 2, 29), make_timestamp(2024, 2, 29, 1, 2, 3.5), make_time(1, 2, 3.5), to_date('06.05.2024', 'DD.MM.YYYY'), to_date('2024-129', 'YYYY-DDD'), date_bin(INTERVAL '15 minutes', t, TIMESTAMP '2001-01-01'), isfinite(t)")]
    [InlineData("(t, u) OVERLAPS (u, t), (t, i) OVERLAPS (u, t), (t, INTERVAL '20 years') OVERLAPS (u, INTERVAL '2 days'), (t, NULL) OVERLAPS (u, t), (t, u) OVERLAPS (u, NULL), (NULL, t) OVERLAPS (t, i), (t, t) OVERLAPS (t, u), (t::DATE, u::DATE) OVERLAPS (u::DATE, u::DATE), (t, u) OVERLAPS (u + i, i), (TIME '01:00', TIME '02:00') OVERLAPS (t::TIME, INTERVAL '1 hour'), NOT (t, u) OVERLAPS (t, i) AND true")]
    [InlineData("extract(month FROM make_interval(1, 2, 3, 4, 5, 6, 7.5)), extract(day FROM make_interval(1, 2, 3, 4, 5, 6, 7.5)), t + make_interval(), t + make_interval(days => -3, hours => 5), t + make_interval(1, weeks => 2), make_interval(secs => 1.25) = INTERVAL '1.25 seconds'")]
    public async Task Times_give_the_same(string items)
    {
        const string Times =
            """
            WITH v(t, u, i) AS (VALUES (TIMESTAMP '2024-02-29 23:59:58.125', TIMESTAMP '2020-02-29 00:00:00', INTERVAL '1 month 2 days 3 hours'), (TIMESTAMP '1999-12-31 00:00:00', TIMESTAMP '2000-01-01 00:00:01', INTERVAL '-45 days'),
                (TIMESTAMP '2001-01-01 12:30:45', TIMESTAMP '1970-01-31 06:00:00', INTERVAL '50 hours'), (TIMESTAMP '2021-01-03 09:08:07', TIMESTAMP '2021-01-03 09:08:07', INTERVAL '14 months -1 day'))
            """;
        foreach (string item in Split(items))
        {
            await Check($"{Times} SELECT CAST({item} AS TEXT) AS r FROM v ORDER BY t", item);
        }
    }

    [PostgresTheory]
    [InlineData(5)]
    public async Task Random_decimals_give_the_same(int seed)
    {
        var random = new Random(seed);
        for (int round = 0; round < 40; round++)
        {
            string rows = string.Join(", ", Enumerable.Range(0, 6).Select(_ => $"({Number()}, {Number()})"));
            string table = $"WITH v(a, b) AS (VALUES {rows})";
            await Check($"{table} SELECT CAST(a + b AS TEXT), CAST(a - b AS TEXT), CAST(a * b AS TEXT), CAST(round(a, 1) AS TEXT), CAST(trunc(b, 1) AS TEXT), CAST(a % nullif(b, 0) AS TEXT) FROM v ORDER BY a, b", rows);
            await Check($"{table} SELECT CAST(sum(a) AS TEXT), CAST(max(b) AS TEXT), CAST(sum(a * b) AS TEXT), CAST(count(DISTINCT a) AS TEXT), CAST(bool_or(a > b) AS TEXT) FROM v", rows);
        }

        string Number() => random.Next(8) == 0 ? "NULL" : string.Create(CultureInfo.InvariantCulture, $"CAST('{(random.Next(2) == 0 ? "-" : "")}{random.Next(0, 100_000)}.{random.Next(0, 1000):D3}' AS NUMERIC(12, 3))");
    }

    private async Task Check(string sql, string what)
    {
        await using TestDatabase database = TestDatabase.Empty();
        List<string> theirs = await PostgresRows.OfAsync(server.Connection!, sql.Replace("convert_to_(s)", "convert_to(s, 'UTF8')", StringComparison.Ordinal));
        string[] ours = await database.RowsAsync(sql.Replace("convert_to_(s)", "s", StringComparison.Ordinal));
        Assert.True(theirs.Count == ours.Length && theirs.Zip(ours).All(pair => Same(pair.First, pair.Second)), $"{what}\n  PostgreSQL {string.Join("  ", theirs)}\n  ours       {string.Join("  ", ours)}");
    }

    // Floating-point numbers may differ in the last digits; whatever else is written must be the same.
    internal static bool Same(string theirs, string ours) =>
        theirs == ours
        || (double.TryParse(theirs, NumberStyles.Float, CultureInfo.InvariantCulture, out double one) && double.TryParse(ours, NumberStyles.Float, CultureInfo.InvariantCulture, out double other)
            && Math.Abs(one - other) <= 1e-12 * Math.Max(1, Math.Abs(one)) && (theirs.Contains('e', StringComparison.Ordinal) || theirs.Length > 14 || one == Math.Truncate(one)));

    // Commas outside of parentheses, brackets and quotes.
    internal static List<string> Split(string items)
    {
        var parts = new List<string> { "" };
        int depth = 0;
        bool isQuoted = false;
        foreach (char c in items)
        {
            isQuoted ^= c == '\'';
            depth += isQuoted ? 0 : c is '(' or '[' ? 1 : c is ')' or ']' ? -1 : 0;
            if (c == ',' && depth == 0 && !isQuoted)
            {
                parts.Add("");
            }
            else
            {
                parts[^1] += c;
            }
        }

        return parts;
    }
}
