using System.Globalization;

namespace Rerun.Query.Tests.Oracles;

/// <summary>Random queries over small tables with nulls and duplicates, in words that other databases understand too.</summary>
internal sealed partial class QueryGenerator(Random random)
{
    /// <summary>Stands between what SQLite is asked and the same question in words that it does not have.</summary>
    public const string Alternative = "\n-- or\n";

    /// <summary>The tables of all queries.</summary>
    public const string Tables =
        """
        WITH t(a, b, c) AS (VALUES (1, 10, 'x'), (2, NULL, 'y'), (NULL, 30, 'x'), (2, 20, NULL), (3, 10, 'z'), (1, 10, 'x'), (0, -5, 'é'), (NULL, NULL, NULL)),
             u(a, e) AS (VALUES (1, 100), (2, 200), (2, 201), (NULL, 300), (7, 700))
        """;

    public string Query(out bool isOrdered)
    {
        isOrdered = random.Next(2) == 0;
        switch (random.Next(9))
        {
            case 0:
                {
                    string group = Pick(["t.a", "t.c", "t.a + 1", "CASE WHEN t.b > 10 THEN 1 ELSE 0 END"]);
                    string having = random.Next(2) == 0 ? "" : " HAVING count(*) > 1 OR max(t.b) IS NULL";
                    string order = isOrdered ? " ORDER BY 1 NULLS FIRST" : "";
                    return $"SELECT {group} AS g, count(*), count(t.b), sum(t.b), min(t.c), max(t.a), avg(t.b), count(DISTINCT t.c) FROM t WHERE {Condition(2)} GROUP BY {group}{having}{order}";
                }

            case 1:
                return $"SELECT count(*), sum(t.a * t.b), min(t.b), max(t.c) FROM t WHERE {Condition(3)}";
            case 2:
                {
                    string join = Pick(["JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN"]);
                    string order = isOrdered ? " ORDER BY t.a NULLS LAST, t.b NULLS LAST, t.c NULLS LAST, u.e NULLS LAST" : "";
                    return $"SELECT t.a, t.b, t.c, u.e FROM t {join} u ON t.a = u.a AND {Pick(["1 = 1", "t.b < u.e - 180", "u.e <> 201", "t.c = 'x'"])} WHERE {Condition(2)}{order}";
                }

            case 3:
                {
                    isOrdered = false;
                    string operation = Pick(["UNION", "UNION ALL", "INTERSECT", "EXCEPT"]);
                    return $"SELECT t.a FROM t WHERE {Condition(2)} {operation} SELECT u.a FROM u";
                }

            case 4:
                {
                    string order = isOrdered ? " ORDER BY 1 NULLS FIRST, 2 DESC NULLS LAST" : "";
                    return $"SELECT DISTINCT t.a, t.c FROM t WHERE {Condition(2)}{order}";
                }

            case 5:
                {
                    isOrdered = false;
                    string window = $"({Pick(["", "PARTITION BY t.c ", "PARTITION BY t.a + 1 "])}ORDER BY t.a NULLS FIRST, t.b DESC NULLS LAST, t.c NULLS LAST{Pick(["", " ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING", " GROUPS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW", " ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING EXCLUDE CURRENT ROW"])})";
                    string function = Pick(["sum(t.b)", "count(*)", "min(t.c)", "row_number()", "rank()", "dense_rank()", "lag(t.b)", "lead(t.b, 2)", "first_value(t.c)", "last_value(t.a)", "ntile(3)"]);
                    return $"SELECT t.a, t.b, t.c, {function} OVER {window} AS w, max(t.b) OVER () FROM t WHERE {Condition(1)}";
                }

            case 6:
                {
                    isOrdered = false;
                    const string Order = "t.b DESC NULLS LAST, t.a NULLS FIRST, t.c NULLS LAST";
                    string key = Pick(["t.a", "t.c", "coalesce(t.b, 0) > 10"]);
                    string condition = Condition(2);
                    return $"SELECT a, b, c FROM (SELECT t.a, t.b, t.c, row_number() OVER (PARTITION BY {key} ORDER BY {Order}) AS r FROM t WHERE {condition}) WHERE r = 1"
                        + Alternative + $"SELECT DISTINCT ON ({key}) t.a, t.b, t.c FROM t WHERE {condition} ORDER BY {Order}";
                }

            case 7:
                {
                    isOrdered = false;
                    (string words, string sets) = random.Next(6) switch
                    {
                        0 => ("ROLLUP (t.a, t.c)", "ac,a,"),
                        1 => ("CUBE (t.a, t.c)", "ac,a,c,"),
                        2 => ("GROUPING SETS ((t.a, t.c), t.c, (), ())", "ac,c,,"),
                        3 => ("t.a, ROLLUP (t.c)", "ac,a"),
                        4 => ("GROUPING SETS (ROLLUP (t.c), CUBE (t.a))", "c,,a,"),
                        _ => ("ROLLUP ((t.a, t.c))", "ac,"),
                    };
                    string condition = Condition(2);
                    string having = random.Next(2) == 0 ? "" : " HAVING count(*) > 1 OR t.a IS NULL";
                    return string.Join(" UNION ALL ", sets.Split(',').Select(set =>
                        {
                            (bool hasA, bool hasC) = (set.Contains('a', StringComparison.Ordinal), set.Contains('c', StringComparison.Ordinal));
                            string a = hasA ? "t.a" : "NULL";
                            string c = hasC ? "t.c" : "NULL";
                            string groups = set.Length == 0 ? " HAVING 1 = 1" : $" GROUP BY {string.Join(", ", set.Select(letter => $"t.{letter}"))}";
                            string sql = $"SELECT {a} AS a, {c} AS c, {a} + 1, count(*) AS n, sum(t.b), {(hasA ? 0 : 2) + (hasC ? 0 : 1)} FROM t WHERE {condition}{groups}";
                            return having.Length == 0 ? $"SELECT * FROM ({sql})" : $"SELECT * FROM ({sql}) WHERE n > 1 OR a IS NULL";
                        }))
                        + Alternative + $"SELECT t.a, t.c, t.a + 1, count(*), sum(t.b), GROUPING(t.a, t.c) FROM t WHERE {condition} GROUP BY {words}{having}";
                }

            default:
                {
                    string order = isOrdered ? $" ORDER BY t.a {Pick(["ASC", "DESC"])} NULLS {Pick(["FIRST", "LAST"])}, t.b NULLS FIRST, t.c NULLS LAST LIMIT {random.Next(9)} OFFSET {random.Next(4)}" : "";
                    return $"SELECT t.a, t.b, t.c, coalesce(t.b, t.a, 0), CASE WHEN {Condition(1)} THEN 1 WHEN {Condition(1)} THEN 2 END FROM t WHERE {Condition(3)}{order}";
                }
        }
    }

    public string Condition(int depth) => random.Next(depth == 0 ? 8 : 11) switch
    {
        0 => $"{Number()} {Pick(["=", "<>", "<", "<=", ">", ">="])} {Number()}",
        1 => $"{Pick(["t.a", "t.b", "t.c"])} IS {Pick(["NULL", "NOT NULL"])}",
        2 => $"t.a {Pick(["IN", "NOT IN"])} ({Number()}, {random.Next(4)}, {Pick(["NULL", "1"])})",
        3 => $"{Number()} {Pick(["BETWEEN", "NOT BETWEEN"])} {random.Next(4)} AND {Number()}",
        4 => $"t.c {Pick(["=", "<>", "<", ">="])} {Pick(["'x'", "'y'", "'é'"])}",
        5 => Pick(["t.a IN (SELECT u.a FROM u)", "t.a NOT IN (SELECT u.a FROM u WHERE u.a IS NOT NULL)", "t.a NOT IN (SELECT u.a FROM u)", "t.b > (SELECT min(u.e) - 90 FROM u)", "EXISTS (SELECT 1 FROM u WHERE u.a > 6)"]),
        6 => $"({Number()}, {Number()}) {Pick(["=", "<>", "<", "<=", ">", ">="])} ({Number()}, {Number()})",
        7 => Pick(
        [
            "EXISTS (SELECT 1 FROM u WHERE u.a = t.a AND u.e > 100)",
            "NOT EXISTS (SELECT 1 FROM u WHERE u.a > t.a)",
            "t.b IN (SELECT u.e / 10 FROM u WHERE u.a <= t.a OR u.e = 300)",
            "t.b NOT IN (SELECT u.e / 10 FROM u WHERE u.a >= t.a)",
            "t.a IN (SELECT u.a FROM u WHERE t.c = 'x')",
            "(SELECT count(*) FROM u WHERE u.a = t.a) > 1",
            "t.b < (SELECT max(u.e) - 180 FROM u WHERE u.a = t.a)",
            "t.a = (SELECT u.a FROM u WHERE u.e > t.b + 80 ORDER BY u.e LIMIT 1)",
            "EXISTS (SELECT 1 FROM u WHERE u.a = t.a AND u.e = (SELECT min(v.e) FROM u AS v WHERE v.a = u.a AND v.e > t.b))",
        ]),
        8 => $"NOT ({Condition(depth - 1)})",
        9 => $"({Condition(depth - 1)} OR {Condition(depth - 1)})",
        _ => $"({Condition(depth - 1)} AND {Condition(depth - 1)})",
    };

    public string Number() =>
        Pick(["t.a", "t.b", "t.a + 1", "t.b - t.a", "t.a * 2", random.Next(-3, 32).ToString(CultureInfo.InvariantCulture)]);

    public T Pick<T>(params T[] choices) => choices[random.Next(choices.Length)];
}
