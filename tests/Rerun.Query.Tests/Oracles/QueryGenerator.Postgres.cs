using System.Globalization;

namespace Rerun.Query.Tests.Oracles;

/// <content>What PostgreSQL has in the words of this dialect, and SQLite has not.</content>
internal sealed partial class QueryGenerator
{
    /// <summary>The tables of queries for PostgreSQL.</summary>
    public const string WiderTables = Tables +
        """
        ,
             v(i, l, d, f, s, m, k) AS (VALUES
                (CAST(1 AS INTEGER), CAST(5000000000 AS BIGINT), CAST(1.5 AS DOUBLE PRECISION), true, 'ab', TIMESTAMP '2024-02-29 23:59:59.999999', DATE '2024-02-29'),
                (2147483647, 9223372036854775807, 'NaN', false, '', TIMESTAMP '2023-12-31 00:00:00', DATE '1969-12-31'),
                (CAST(-2147483648 AS INTEGER), -9223372036854775807, '-Infinity', NULL, 'Zürich %_\', TIMESTAMP '1970-01-01 00:00:00.000001', NULL),
                (NULL, NULL, NULL, true, NULL, NULL, DATE '2000-01-01'),
                (0, 0, -0.0, false, 'a,b,,c', TIMESTAMP '1969-07-20 20:17:40', DATE '2024-12-30'),
                (-7, 7, 0.0, NULL, 'ABC abc', TIMESTAMP '2024-02-29 23:59:59.999999', DATE '2021-01-03'),
                (7, -7, 1e300, true, 'aaa', TIMESTAMP '2100-03-01 12:30:15.25', DATE '2024-02-29'))
        """;

    /// <summary>A query that PostgreSQL understands as it is.</summary>
    public string WiderQuery(out bool isOrdered)
    {
        isOrdered = false;
        switch (random.Next(13))
        {
            case 0:
                {
                    string query;
                    do
                    {
                        query = Query(out isOrdered);
                    }
                    while (query.Contains("FULL JOIN", StringComparison.Ordinal));
                    return query.Split(Alternative)[^1] is var own && own.StartsWith("SELECT DISTINCT ON", StringComparison.Ordinal) ? WithoutOrder(own) : own;
                }

            case 1:
                return Windows();
            case 2:
                return Groupings();
            case 3:
                return Joins();
            case 4:
                return $"SELECT {Integers(2)} AS x, {Integers(1)} AS y FROM v";
            case 5:
                return $"SELECT v.i, v.m, {Times(2)}, {Times(1)} FROM v";
            case 6:
                return $"SELECT v.i, {Texts(2)}, {Texts(1)} FROM v";
            case 7:
                return $"SELECT v.i, {Truths(2)}, {Truths(3)} FROM v WHERE {Truths(1)} IS {Pick(["NOT FALSE", "NOT TRUE", "NULL", "NOT NULL", "TRUE"])}";
            case 8:
                return Aggregates();
            case 9:
                return SetOperations(2);
            case 10:
                return Nested();
            case 11:
                return OuterAggregates();
            default:
                return $"SELECT v.d, {Doubles()}, {Doubles()} FROM v";
        }
    }

    // PostgreSQL wants the keys of DISTINCT ON first in the order.
    // Aggregates of nothing but columns around a sub-query belong to the query that has them.
    private string OuterAggregates()
    {
        string of = Pick(["count(v.m)", "sum(v.i)", "min(v.i)", "max(v.d)", "count(DISTINCT v.i)", "sum(v.i) FILTER (WHERE v.m IS NOT NULL)"]);
        string one = Pick(["", " FROM (VALUES (1)) q (z)", " FROM (VALUES (1), (2)) q (z) WHERE q.z < 2"]);
        return random.Next(7) switch
        {
            0 => $"SELECT v.i, (SELECT {of}{one}) FROM v GROUP BY v.i",
            1 => $"SELECT (SELECT {of} + max(q.i) FROM v q WHERE q.i > {random.Next(3)}) FROM v",
            2 => $"SELECT v.i FROM v GROUP BY v.i HAVING (SELECT {of}{one}) > {random.Next(3)}",
            3 => $"SELECT v.i, EXISTS (SELECT 1 FROM v q WHERE q.i = {of}), {random.Next(4)} IN (SELECT {of}{one}) FROM v GROUP BY v.i",
            4 => $"SELECT (SELECT (SELECT sum(v.i + q.i) FROM (VALUES (1)) z (y)) FROM v q) FROM v",
            5 => $"SELECT (SELECT (SELECT {of}{one})) AS x, count(*) FROM v WHERE v.i < {random.Next(6)}",
            _ => $"SELECT v.i FROM v WHERE (SELECT {of}{one}) > 1",
        };
    }

    private static string WithoutOrder(string query)
    {
        int on = query.IndexOf("ON (", StringComparison.Ordinal) + 4;
        string key = query[on..query.IndexOf(") t.a", StringComparison.Ordinal)];
        return query.Replace(" ORDER BY ", $" ORDER BY {key}, ", StringComparison.Ordinal);
    }

    private string Windows()
    {
        string partition = Pick(["", "PARTITION BY t.c ", "PARTITION BY t.a ", "PARTITION BY t.a, t.c IS NULL "]);
        string start = Pick(["UNBOUNDED PRECEDING", "2 PRECEDING", "1 PRECEDING", "CURRENT ROW", "1 FOLLOWING"]);
        string end = Pick(["UNBOUNDED FOLLOWING", "1 FOLLOWING", "2 FOLLOWING", "CURRENT ROW", "1 PRECEDING"]);
        bool isBackward = (start == "CURRENT ROW" && end == "1 PRECEDING") || (start == "1 FOLLOWING" && end is "CURRENT ROW" or "1 PRECEDING") || (start == "1 FOLLOWING" && end == "1 PRECEDING");
        string unit = Pick(["ROWS", "RANGE", "GROUPS"]);
        string order = unit == "RANGE" ? $"ORDER BY {Pick(["t.a", "t.b", "t.a DESC", "t.b DESC NULLS LAST", "t.a NULLS FIRST"])}"
            : "ORDER BY t.a NULLS FIRST, t.b DESC NULLS LAST, t.c" + (unit == "GROUPS" && random.Next(2) == 0 ? "" : " DESC");
        string frame = random.Next(4) == 0 || isBackward ? "" : $" {unit} BETWEEN {start} AND {end}{Pick(["", "", " EXCLUDE CURRENT ROW", " EXCLUDE GROUP", " EXCLUDE TIES", " EXCLUDE NO OTHERS"])}";
        bool isTied = unit == "RANGE";
        string[] calls = isTied
            ? ["sum(t.b)", "count(*)", "count(t.c)", "min(t.c)", "max(t.b)", "avg(t.b)", "rank()", "dense_rank()", "percent_rank()", "cume_dist()", "bool_or(t.b > 10)"]
            :
            [
                "sum(t.b)", "count(t.c)", "min(t.c)", "max(t.b)", "avg(t.b)", "row_number()", "rank()", "dense_rank()", "percent_rank()", "cume_dist()", "ntile(3)", "lag(t.b)", "lag(t.b, 2, -1)",
                "lead(t.c)", "lead(t.b, 0)", "first_value(t.c)", "last_value(t.b)", "nth_value(t.b, 2)", "count(*) FILTER (WHERE t.b > 5)", "sum(t.a) FILTER (WHERE t.c = 'x')", "array_agg(t.b)", "string_agg(t.c, ',')",
            ];
        string call = Pick(calls);
        string other = Pick(calls);
        return random.Next(2) == 0
            ? $"SELECT t.a, t.b, t.c, {call} OVER ({partition}{order}{frame}), {other} OVER ({partition}{order}) FROM t WHERE {Condition(1)}"
            : $"SELECT t.a, t.b, t.c, {call} OVER w, {other} OVER (w{frame}) FROM t WINDOW w AS ({partition}{order})";
    }

    private string Groupings()
    {
        string sets = Pick(
        [
            "ROLLUP (t.a, t.c)", "CUBE (t.a, t.c)", "GROUPING SETS ((t.a, t.c), (t.c), (), ())", "t.a, ROLLUP (t.c)", "ROLLUP (t.a), CUBE (t.c)", "GROUPING SETS (ROLLUP (t.a, t.c), (t.c))", "CUBE ((t.a, t.c))", "t.a, t.c",
            "GROUPING SETS ((t.a), (t.c)), GROUPING SETS ((t.a, t.c), ())",
        ]);
        string having = Pick(["", "", " HAVING count(*) > 1", " HAVING GROUPING(t.a) = 0", " HAVING sum(t.b) IS NULL OR t.a > 1"]);
        return $"SELECT t.a, t.c, count(*), sum(t.b), GROUPING(t.a), GROUPING(t.c, t.a), max(t.a + t.b), count(DISTINCT t.b) FROM t WHERE {Condition(1)} GROUP BY {sets}{having}";
    }

    private string Joins()
    {
        string first = Pick(["JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN"]);
        string second = Pick(["JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN"]);
        string on = first == "FULL JOIN" ? "t.a = u.a" : Pick(["t.a = u.a", "t.a = u.a AND t.b < u.e", "t.a < u.a", "t.a = u.a OR t.b IS NULL", "t.a IS NOT DISTINCT FROM u.a"]);
        string with = second == "FULL JOIN" ? "w.a = u.a" : Pick(["w.a = u.a", "w.a = t.a AND w.e <> u.e", "w.e > u.e", "w.a = coalesce(t.a, u.a)", "false"]);
        return random.Next(3) switch
        {
            0 => $"SELECT t.a, t.b, u.e, w.a, w.e FROM t {first} u ON {on} {second} u AS w ON {with} WHERE {Condition(1)}",
            1 => $"SELECT a, t.a, u.a, b, e FROM t {Pick(["JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN"])} u USING (a)",
            _ => $"SELECT t.a, t.b, u.e, w.e FROM t LEFT JOIN (u {Pick(["JOIN", "LEFT JOIN", "FULL JOIN"])} u AS w ON u.a = w.a) ON t.a = {Pick(["u.a", "w.a", "u.a AND w.e > 200", "coalesce(u.a, w.a)"])}",
        };
    }

    // Overflow and division by zero are errors in both.
    private string Integers(int depth) => depth == 0 || random.Next(5) == 0
        ? Pick(["v.i", "v.l", "v.i", "v.l", random.Next(-9, 9).ToString(CultureInfo.InvariantCulture), "2147483647", "3000000000", "CAST(7 AS SMALLINT)"])
        : random.Next(11) switch
        {
            0 => $"(- {Integers(depth - 1)})",
            1 => $"abs(CAST({Integers(depth - 1)} AS BIGINT))",
            2 => $"({Integers(depth - 1)} / {Pick(["2", "-3", "-1", "7"])})",
            3 => $"({Integers(depth - 1)} % {Pick(["2", "-3", "-1", "7"])})",
            4 => $"CAST({Integers(depth - 1)} AS {Pick(["INTEGER", "BIGINT", "SMALLINT"])})",
            5 => $"coalesce({Integers(depth - 1)}, {Pick(["v.i", "v.l", "5"])})",
            6 => $"(CAST({Integers(depth - 1)} AS BIGINT) {Pick(["&", "|"])} {Pick(["v.l", "12"])})",
            _ => $"({Integers(depth - 1)} {Pick(["+", "-", "*"])} {Integers(depth - 1)})",
        };

    private string Times(int depth) => random.Next(9) switch
    {
        0 => $"date_trunc('{Pick(["year", "quarter", "month", "week", "day", "hour", "minute", "second", "millisecond", "decade", "century"])}', {Moment(depth)})",
        1 => $"extract({Pick(["year", "month", "day", "hour", "minute", "dow", "isodow", "doy", "week", "quarter", "isoyear", "decade", "century", "millennium"])} FROM {Moment(depth)})",
        2 => $"extract(epoch FROM {Moment(depth)} - {Moment(depth)})",
        3 => $"{Moment(depth)} {Pick(["<", "<=", "=", ">=", ">", "<>"])} {Pick([Moment(depth), "TIMESTAMP '2024-02-29 23:59:59.999999'", "'1970-01-01'"])}",
        4 => $"v.k + {random.Next(-40, 40)}",
        5 => $"v.k - {Pick(["DATE '2024-03-01'", "v.k"])}",
        6 => $"extract(epoch FROM {Moment(depth)})",
        7 => $"CAST({Moment(depth)} AS DATE)",
        _ => Moment(depth),
    };

    private string Moment(int depth) => depth == 0 || random.Next(3) == 0
        ? Pick(["v.m", "CAST(v.k AS TIMESTAMP)", "TIMESTAMP '2024-01-31 10:00:00'"])
        : $"({Moment(depth - 1)} {Pick(["+", "-"])} INTERVAL '{Pick(["1 month", "13 months", "1 day", "36 hours", "1 year 2 months 3 days", "0.5 seconds", "-1 month", "90 minutes", "1 week"])}')";

    private string Texts(int depth)
    {
        string text = depth == 0 || random.Next(4) == 0 ? Pick(["v.s", "v.s", "'xyx'", "'Straße'", "''"]) : Texts(depth - 1);
        string number = random.Next(-3, 6).ToString(CultureInfo.InvariantCulture);
        string count = random.Next(0, 6).ToString(CultureInfo.InvariantCulture);
        return random.Next(21) switch
        {
            0 => $"substring({text} FROM {number} FOR {count})",
            1 => $"substr({text}, {number})",
            2 => $"left({text}, {number})",
            3 => $"right({text}, {number})",
            4 => $"lpad({text}, {number}, 'xy')",
            5 => $"rpad({text}, {number}, 'xy')",
            6 => $"replace({text}, {Pick(["'a'", "'aa'", "''", "'b'"])}, 'Q')",
            7 => $"translate({text}, 'abx', 'AB')",
            8 => $"split_part({text}, ',', {Pick(["1", "2", "3", "9", "-1"])})",
            9 => $"reverse({text})",
            10 => $"repeat({text}, {count})",
            11 => $"{Pick(["trim", "ltrim", "rtrim", "btrim"])}({text}, 'aZ')",
            12 => $"trim({Pick(["LEADING", "TRAILING", "BOTH"])} 'a' FROM {text})",
            13 => $"{Pick(["lower(", "initcap('ABC abc-d x1 ' || ", "upper('abc' || "])}CAST(length({text}) AS TEXT))",
            14 => $"concat({text}, NULL, v.i, '-')",
            15 => $"concat_ws({Pick(["','", "''"])}, {text}, NULL, v.s)",
            16 => $"{text} || {Pick(["v.s", "'-'", "NULL"])}",
            17 => $"coalesce({text}, 'none')",
            18 => $"nullif({text}, {Pick(["''", "'aaa'"])})",
            19 => $"CAST(length({text}) AS TEXT)",
            _ => $"CASE WHEN {TextTruth(text)} THEN {text} ELSE CAST(strpos({text}, 'a') AS TEXT) END",
        };
    }

    private string TextTruth(string text) => random.Next(9) switch
    {
        0 => $"{text} {Pick(["LIKE", "NOT LIKE", "ILIKE", "NOT ILIKE"])} {Pick(["'%a%'", "'a_%'", "'_'", "''", "'%\\%%'", "'%b'", "'A%'", "'%,,%'"])}",
        1 => $"{text} LIKE {Pick(["'%!%%'", "'%!_%'", "'%!!%'"])} ESCAPE '!'",
        2 => $"{text} ~ {Pick(["'^a'", "'b$'", "'a+b?'", "'[[:upper:]]'", "'[^[:alpha:], ]$'", "'^$'", "'(a|b),'"])}",
        3 => $"{text} {Pick(["<", "<=", "=", ">=", ">", "<>"])} {Pick(["v.s", "'ab'", "''", "'a'"])}",
        4 => $"starts_with({text}, {Pick(["'a'", "''", "'ABC'"])})",
        5 => $"{text} IN ('ab', '', {Pick(["NULL", "'aaa'"])})",
        6 => $"{text} BETWEEN 'A' AND {Pick(["'b'", "v.s"])}",
        7 => $"position('b' IN {text}) > 1",
        _ => $"octet_length({text}) > char_length({text})",
    };

    /// <summary>A condition over <c>v</c>.</summary>
    public string Truths(int depth) => depth == 0 || random.Next(5) == 0
        ? random.Next(5) switch
        {
            0 => "v.f",
            1 => Pick(["true", "false", "CAST(NULL AS BOOLEAN)"]),
            2 => $"({TextTruth("v.s")})",
            3 => $"(v.i {Pick(["<", "<=", "=", ">=", ">", "<>"])} {Pick(["0", "7", "v.l", "NULL", "v.d"])})",
            _ => $"(v.d {Pick(["<", "<=", "=", ">=", ">", "<>"])} {Pick(["0.0", "'NaN'", "1.5", "'Infinity'"])})",
        }
        : random.Next(10) switch
        {
            0 or 1 => $"({Truths(depth - 1)} AND {Truths(depth - 1)})",
            2 or 3 => $"({Truths(depth - 1)} OR {Truths(depth - 1)})",
            4 => $"(NOT {Truths(depth - 1)})",
            5 => $"({Truths(depth - 1)} IS {Pick(["", "NOT "])}{Pick(["TRUE", "FALSE", "UNKNOWN", "NULL"])})",
            6 => $"({Truths(depth - 1)} {Pick(["=", "<>", "<", ">="])} {Truths(depth - 1)})",
            7 => $"({Truths(depth - 1)} IS {Pick(["", "NOT "])}DISTINCT FROM {Truths(depth - 1)})",
            8 => $"(CASE WHEN {Truths(depth - 1)} THEN {Truths(depth - 1)} ELSE {Truths(depth - 1)} END)",
            _ => $"coalesce({Truths(depth - 1)}, {Truths(depth - 1)})",
        };

    private string Doubles() => Pick(
    [
        "v.d + 1", "v.d * 0", "v.d - v.d", "- v.d", "abs(v.d)", "v.d = v.d", "v.d < 'NaN'", "greatest(v.d, 1.5)", "least(v.d, 0.25)", "v.d > '-Infinity'", "floor(v.d)", "ceil(v.d)", "trunc(v.d)", "v.d IS DISTINCT FROM 'NaN'",
        "nullif(v.d, 0.0)", "v.d IN (0.0, 'NaN')", "v.d BETWEEN -1 AND 2", "v.d * v.i", "coalesce(v.d, v.i)", "CASE WHEN v.d > 0 THEN v.d ELSE v.i END", "v.d / 2",
    ]);

    private string Aggregates()
    {
        string[] calls =
        [
            "count(*)", "count(v.f)", "count(DISTINCT v.f)", "sum(v.i)", "avg(v.i)", "min(v.d)", "max(v.d)", "min(v.s)", "max(v.m)", "min(v.k)", "bool_and(v.f)", "bool_or(v.f)", "every(v.i > 0)", "string_agg(v.s, '|' ORDER BY v.s)",
            "string_agg(v.s, '' ORDER BY v.i DESC)", "string_agg(DISTINCT v.s, ',' ORDER BY v.s)", "array_agg(v.i ORDER BY v.i NULLS FIRST)", "array_agg(v.f ORDER BY v.s, v.i)", "count(*) FILTER (WHERE v.f)", "sum(v.i) FILTER (WHERE v.i < 100)", "sum(DISTINCT v.i)",
            "avg(v.i) FILTER (WHERE v.s <> '')", "stddev(CAST(v.i AS DOUBLE PRECISION))", "var_pop(CAST(v.i AS DOUBLE PRECISION))", "stddev_pop(CAST(v.i AS DOUBLE PRECISION))", "max(v.i) - min(v.i)", "count(v.s) + count(*)", "max(coalesce(v.s, 'zz'))",
        ];
        string group = Pick(["", "v.f", "v.i > 0", "v.k", "v.m IS NULL", "length(v.s)", "v.d"]);
        string having = Pick(["", "", " HAVING count(*) > 1", " HAVING max(v.i) > 0", " HAVING bool_or(v.f)"]);
        return group.Length == 0
            ? $"SELECT {Pick(calls)}, {Pick(calls)}, {Pick(calls)} FROM v WHERE {Truths(1)}{having}"
            : $"SELECT {group}, {Pick(calls)}, {Pick(calls)} FROM v GROUP BY {group}{having}";
    }

    private string SetOperations(int depth)
    {
        if (depth == 0 || random.Next(6) == 0)
        {
            return Pick(["SELECT a FROM t", "SELECT a FROM u", "SELECT e FROM u", "SELECT b FROM t WHERE c = 'x'", "SELECT CAST(NULL AS INTEGER)", "VALUES (1), (1), (NULL)", "SELECT a FROM t WHERE false", "SELECT v.i FROM v", "SELECT v.l FROM v"]);
        }

        return $"({SetOperations(depth - 1)}) {Pick(["UNION", "UNION ALL", "INTERSECT", "INTERSECT ALL", "EXCEPT", "EXCEPT ALL"])} ({SetOperations(depth - 1)})";
    }

    private string Nested() => random.Next(8) switch
    {
        0 => $"SELECT t.a, (SELECT {Pick(["max(u.e)", "count(*)", "sum(u.e + t.b)", "min(u.e) FILTER (WHERE u.e > t.b)", "count(u.a) + 1"])} FROM u WHERE u.a {Pick(["=", "<", ">=", "<>"])} {Pick(["t.a", "t.b", "t.a + 1"])}) FROM t WHERE {Condition(1)}",
        1 => $"SELECT t.a, t.b {Pick(["=", "<", ">", "<=", "<>"])} {Pick(["ANY", "ALL"])} (SELECT u.e / {Pick(["10", "20"])} FROM u WHERE u.a {Pick(["=", "<=", ">"])} t.a) FROM t",
        2 => $"SELECT t.a, (t.a, t.b) {Pick(["IN", "NOT IN"])} (SELECT u.a, u.e / 10 FROM u{Pick(["", " WHERE u.a > 1", " WHERE u.e > t.b"])}) FROM t",
        3 => $"SELECT t.a, x.e FROM t {Pick(["CROSS JOIN LATERAL", ", LATERAL"])} (SELECT u.e FROM u WHERE u.a = t.a ORDER BY u.e DESC LIMIT 1) AS x",
        4 => $"SELECT t.a, x.n FROM t LEFT JOIN LATERAL (SELECT count(*) AS n FROM u WHERE u.a {Pick(["=", "<", ">"])} t.a) AS x ON {Pick(["true", "x.n > 1", "x.n = t.a"])}",
        5 => $"WITH RECURSIVE r(n) AS (SELECT {random.Next(3)} UNION {Pick(["", "ALL "])}SELECT n + {random.Next(1, 4)} FROM r WHERE n < {random.Next(4, 12)}) SELECT r.n, t.b FROM r LEFT JOIN t ON t.a = r.n",
        6 => $"SELECT a, n FROM (SELECT t.a, count(*) AS n FROM t GROUP BY t.a) AS q WHERE n >= (SELECT {Pick(["min", "max", "avg"])}(e) / 150 FROM u{Pick(["", " WHERE u.a = q.a"])})",
        _ => $"SELECT t.a, CASE WHEN EXISTS (SELECT 1 FROM u WHERE u.a = t.a AND u.e > {Pick(["150", "t.b"])}) THEN (SELECT min(u.e) FROM u WHERE u.a >= t.a) ELSE t.b END FROM t",
    };
}
