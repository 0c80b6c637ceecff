using System.Text.RegularExpressions;
using Rerun.Query.Tests.Queries;

namespace Rerun.Query.Tests.Functions;

/// <summary>Functions over a batch give what they give of each row alone, as constants: whatever NULLs and other rows stand beside it.</summary>
public sealed partial class RowByRowTests
{
    private static readonly string[] Columns = ["a", "b", "n", "d", "l", "k", "t", "i", "m", "p"];

    private static readonly string[][] Rows =
    [
        ["'banana'", "'an'", "2", "1.5", "[3, 1, NULL, 3]", "[1, 3]", "TIMESTAMP '2024-02-29 23:59:59.123456789'", "INTERVAL '1 month -3 days 05:00:00'", "MAP {'a': 1, 'an': NULL}", "CAST('12.345' AS DECIMAL(9, 3))"],
        ["'Zürich 12, a😀'", "'[0-9]+'", "-1", "-0.5", "[]", "[2]", "TIMESTAMP '1969-12-31 00:00:00.000000001'", "INTERVAL '-14 months'", "MAP {}", "CAST('-0.005' AS DECIMAL(9, 3))"],
        ["NULL", "'a'", "0", "NULL", "NULL", "[]", "NULL", "NULL", "NULL", "NULL"],
        ["''", "''", "3", "100.25", "[0]", "NULL", "TIMESTAMP '2020-06-15 12:00:00'", "INTERVAL '0 days'", "MAP {'z': 9}", "CAST('999999.999' AS DECIMAL(9, 3))"],
        ["'a,b,,c'", "','", "NULL", "0.0", "[5, 5, 2]", "[5, NULL]", "TIMESTAMP '2262-01-01 00:00:00'", "INTERVAL '26 hours'", "MAP {',': 7}", "CAST('0' AS DECIMAL(9, 3))"],
    ];

    [Theory]
    [InlineData("string_split(a, b), array_to_string(string_split(a, b), '-', '?'), substring_index(a, b, n), overlay(a PLACING b FROM 2), find_in_set(b, a)")]
    [InlineData("levenshtein(a, b), damerau_levenshtein(a, b), hamming(a, b), jaro_similarity(a, b), jaro_winkler_similarity(a, b), jaccard(a, b)")]
    [InlineData("format('%s|%I|%L', a, b, n), printf('%s %d', a, coalesce(n, 0)), quote_literal(a), quote_ident(b), sha256(a), md5(a), encode(a, 'base64'), hex(a), octet_length(from_base64(to_base64(a)))")]
    [InlineData("regexp_match(a, b), regexp_extract_all(a, b), regexp_count(a, b), regexp_instr(a, b), regexp_full_match(a, b), regexp_split_to_array(a, b), regexp_replace(a, b, 'x', 'g'), a SIMILAR TO '%[0-9]%', a GLOB '*a*', substring(a FROM b)")]
    [InlineData("length(a), upper(a), left(a, n), right(a, n), lpad(a, 8, b), reverse(a), substring(a, n, 2), split_part(a, b, 1), contains(a, b), a || b, concat(a, b, n), concat_ws(b, a, n), translate(a, b, 'xy')")]
    [InlineData("list_append(l, n), list_prepend(n, l), l || n, array_pop_back(l), array_pop_front(l), array_remove(l, n), array_remove_all(l, 3), array_replace(l, 3, n), array_replace_all(l, 5, 0)")]
    [InlineData("list_resize(l, 2), list_resize(l, 3, n), list_repeat_(n), list_select(l, k), list_where(l, [true, false, true]), list_zip(l, k), array_positions(l, 3), array_empty(l)")]
    [InlineData("array_remove(l, n), array_remove_n(l, n, 1), array_replace(l, n, 9), array_replace_n(l, 3, n, 1), array_position(l, n), array_position(l, 3, n), array_positions(l, n), string_to_array(a, b), string_to_array(a, NULL, b)")]
    [InlineData("list_intersect(l, k), array_union(l, k), array_except(l, k), list_has_any(l, k), list_has_all(l, k), list_concat(l, k, l), flatten([l, k]), list_distinct(l), list_sort(l, 'DESC', 'NULLS LAST'), list_reverse(l), l[n], l[1:n]")]
    [InlineData("list_sum(l), list_median(l), list_mode(l), list_histogram(l), list_aggregate(l, 'stddev_pop'), list_unique(l), list_first(l), list_any_value(l), list_min(l), list_count(l)")]
    [InlineData("list_transform(l, x -> x + n), list_filter(l, (x, j) -> j = n OR x > 2), list_reduce(l, (s, x) -> coalesce(s, 0) * 2 + coalesce(x, n)), list_reduce(l, (s, x) -> s || x, a), any_match(l, x -> x = n), all_match(l, x -> x > 0), none_match(l, x -> x IN (1, 5))")]
    [InlineData("m[b], map_extract(m, b), map_contains(m, b), map_keys(m), map_values(m), map_entries(m), map_concat(m, MAP {'a': 0}), cardinality(m), map(string_split(b, ''), list_transform(string_split(b, ''), x -> 1))")]
    [InlineData("to_char(t, 'YYYY-MM-DD\"T\"HH24:MI:SS.US Dy DDD Q IW'), strftime(t, '%Y %j %V %u %H %I %p %s %f'), age(t, TIMESTAMP '2000-03-31'), date_add('month', n, t), yearweek(t), julian(t), to_unixtime(t), t::DATE, t::TIME + i, date_trunc('month', t), extract(doy FROM t)")]
    [InlineData("extract(day FROM i), extract(epoch FROM i), extract(month FROM i), i * 1.5, i / 2, justify_interval(i), justify_days(i), justify_hours(i), date_trunc('day', i), -i")]
    [InlineData("p + n, p - d, p * p, p % 7, p // 2, p / 3, -p, abs(p), round(p, 1), round(p), floor(p), ceil(p), trunc(p, 2), p::INT, p::DOUBLE, p::TEXT, p > n, p = 0, greatest(p, n), coalesce(p, n), round_even(p, 2), p IN (0, '12.345')")]
    [InlineData("sind(d), even(d), nextafter(d, 2.0), width_bucket(d, 0, 10, 4), bit_count(n), gcd(n, 4), lcm(n, 4), factorial(abs(n)), log1p(abs(d)), sign(d), round(d, 1), trunc(d, n), mod(n, 2), to_base(abs(n), 2), bin(n)")]
    [InlineData("generate_series(0, n), range(n), generate_series(t, t + i + i, i + INTERVAL '1 day')")]
    public async Task A_batch_gives_what_each_row_gives(string expressions)
    {
        expressions = expressions.Replace("list_repeat_(n)", "array_repeat(a, coalesce(abs(n), 1))", StringComparison.Ordinal);
        await using TestDatabase database = TestDatabase.Empty();
        string items = string.Join(", ", Split(expressions).Select(expression => $"CAST(({expression}) AS VARCHAR)"));
        string[] kinds = ["VARCHAR", "VARCHAR", "INT", "DOUBLE", "INT[]", "INT[]", "TIMESTAMP", "INTERVAL", "MAP(VARCHAR, INT)", "DECIMAL(9, 3)"];
        string[] typed = [.. Rows.Select(row => $"({string.Join(", ", row.Select((value, i) => $"CAST({value} AS {kinds[i]})"))})")];
        string[] together = await database.RowsAsync($"SELECT {items} FROM (VALUES {string.Join(", ", typed)}) r({string.Join(", ", Columns)})");
        for (int i = 0; i < typed.Length; i++)
        {
            string alone = Assert.Single(await database.RowsAsync($"SELECT {items} FROM (VALUES {typed[i]}) r({string.Join(", ", Columns)})"));
            Assert.Equal(alone, together[i]);
            string constant = Names().Replace(items, match =>
                Array.IndexOf(Columns, match.Groups[1].Value) is var c and >= 0 ? $"CAST({Rows[i][c]} AS {kinds[c]})" : match.Value);
            if (!expressions.Contains("->", StringComparison.Ordinal))
            {
                Assert.Equal(together[i], Assert.Single(await database.RowsAsync($"SELECT {constant}")));
            }
        }
    }

    [GeneratedRegex(@"'(?:[^']|'')*'|(?<![\w.])([a-z])(?![\w(])")]
    private static partial Regex Names();

    // Commas outside of parentheses, brackets and quotes.
    private static List<string> Split(string expressions)
    {
        var parts = new List<string> { "" };
        int depth = 0;
        bool isQuoted = false;
        foreach (char c in expressions)
        {
            isQuoted ^= c == '\'';
            depth += isQuoted ? 0 : c is '(' or '[' or '{' ? 1 : c is ')' or ']' or '}' ? -1 : 0;
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
