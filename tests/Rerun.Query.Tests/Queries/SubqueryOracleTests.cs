using System.Globalization;
using Microsoft.Data.Sqlite;
using Rerun.Query.Optimizer.Rules;
using Xunit.Abstractions;

namespace Rerun.Query.Tests.Queries;

/// <summary>Random sub-queries in every position, over random tables with nulls everywhere: as joins, by row, and in SQLite they give the same rows.</summary>
public sealed class SubqueryOracleTests(ITestOutputHelper output)
{
    private const int Rounds = 100;

    /// <summary>Stands between what SQLite is asked and the same question in words that it does not have.</summary>
    private const string Alternative = "\n-- or\n";

    private readonly List<(string Alias, string[] Columns)> _scopes = [];
    private Random _random = new(0);
    private int _aliases;

    [Theory]
    [InlineData(101)]
    [InlineData(102)]
    [InlineData(103)]
    public async Task Rows_equal_those_of_SQLite(int seed)
    {
        _random = new Random(seed);
        SQLitePCL.Batteries_V2.Init();
        using var sqlite = new SqliteConnection("Data Source=:memory:");
        sqlite.Open();
        await using TestDatabase joined = TestDatabase.Empty(new QueryEngineOptions { BatchRows = 3 });
        await using TestDatabase byRow = TestDatabase.Empty(new QueryEngineOptions { DisabledRules = [DecorrelateSubqueries.RuleName] });
        await using TestDatabase plain = TestDatabase.Empty(new QueryEngineOptions { DisabledRules = Optimizer.PlanOptimizer.RuleNames });
        for (int i = 0; i < Rounds; i++)
        {
            string tables = $"WITH t(a, b, c) AS (VALUES {Rows()}), u(a, e, c) AS (VALUES {Rows()}), w(a, f, c) AS (VALUES {Rows()})\n";
            string[] words = Query().Split(Alternative);
            output.WriteLine(tables + words[^1]);
            string[] expected = [.. SqliteRows.Of(sqlite, tables + words[0]).Order(StringComparer.Ordinal)];
            foreach (TestDatabase database in (TestDatabase[])[joined, byRow, plain])
            {
                Assert.Equal(expected, (await database.RowsAsync(tables + words[^1])).Order(StringComparer.Ordinal));
            }
        }
    }

    private string Rows() => string.Join(", ", Enumerable.Range(0, _random.Next(1, 7)).Select(i =>
        $"({Number(i == 0)}, {Number(i == 0)}, {(i > 0 && _random.Next(4) == 0 ? "NULL" : $"'{Pick("x", "y", "é")}'")})"));

    private string Number(bool isKnown) => !isKnown && _random.Next(4) == 0 ? "NULL" : _random.Next(-1, 5).ToString(CultureInfo.InvariantCulture);

    private string Query()
    {
        _scopes.Clear();
        _aliases = 0;
        _scopes.Add(("t", ["a", "b"]));
        string condition = Condition(2);
        switch (_random.Next(13))
        {
            case 0:
                return $"SELECT t.a, t.b, t.c, {Scalar(1)} FROM t WHERE {condition}";
            case 1:
                return $"SELECT t.c, count(*), sum({Scalar(1)}) FROM t WHERE {condition} GROUP BY t.c";
            case 2:
                return $"SELECT {Scalar(1)} AS g, count(*) FROM t GROUP BY g";
            case 3:
                {
                    _scopes[0] = ("t", ["a"]);
                    return $"SELECT t.a, count(*) FROM t GROUP BY t.a HAVING {Condition(2)}";
                }

            case 4:
                return $"SELECT t.a, t.b, sum({Scalar(1)}) OVER (PARTITION BY {Scalar(0)}), count(*) OVER () FROM t WHERE {condition}";
            case 5:
                {
                    _scopes.Add(("u", ["a", "e"]));
                    string join = Pick("JOIN", "LEFT JOIN", "RIGHT JOIN");
                    return $"SELECT t.a, t.b, u.a, u.e FROM t {join} u ON {Pick("t.a = u.a", "t.a <= u.a", "1 = 1")} AND {Condition(1)}";
                }

            case 6:
                return $"SELECT t.a, CASE WHEN {condition} THEN {Scalar(1)} WHEN {Condition(1)} THEN 1 ELSE coalesce({Scalar(1)}, -1) END, {Truth(Condition(1))} FROM t";
            case 7:
                {
                    string related = $"{Pick("u.a = t.a", "u.e = t.b AND u.a = t.a", "u.a < t.a", "u.a + t.b = 3")} AND {Pick("1 = 1", "u.e > 1", "t.b IS NOT NULL")}";
                    bool isOuter = _random.Next(2) == 0;
                    string word = isOuter ? "LEFT JOIN" : "JOIN";
                    return $"SELECT t.a, t.b, u.e, u.c FROM t {word} u ON {related} WHERE {condition}"
                        + Alternative + $"SELECT t.a, t.b, s.e, s.c FROM t {word} LATERAL (SELECT u.e, u.c FROM u WHERE {related}) s ON TRUE WHERE {condition}";
                }

            case 8:
                {
                    string related = Pick("u.a = t.a", "u.a >= t.a", "u.e = t.b");
                    string value = Pick("count(*)", "max(u.e)", "sum(u.e) + t.a");
                    return $"SELECT t.a, (SELECT {value} FROM u WHERE {related}), (SELECT u.e FROM u WHERE {related} ORDER BY u.e DESC NULLS LAST LIMIT 1) FROM t"
                        + Alternative + $"SELECT t.a, x, y FROM t, LATERAL (SELECT {value} AS x FROM u WHERE {related}) p LEFT JOIN LATERAL (SELECT u.e AS y FROM u WHERE {related} ORDER BY u.e DESC NULLS LAST LIMIT 1) q ON TRUE";
                }

            case 9:
            case 10:
                return $"SELECT t.a, t.b, t.c FROM t WHERE {Column()} NOT IN ({Subquery(1, null)})";
            case 11:
                return $"SELECT t.a, t.b, t.c FROM t WHERE {Pick("", "NOT ")}EXISTS ({Subquery(1, "1")}) AND {Column()} IN ({Subquery(1, null)})";
            default:
                return Quantified();
        }
    }

    // SQLite has no type of its own for conditions.
    private static string Truth(string condition) => $"CASE WHEN {condition} THEN 1 WHEN NOT ({condition}) THEN 0 END";

    private string Quantified()
    {
        string sign = Pick("=", "<>", "<", "<=", ">", ">=");
        string related = Pick("1 = 1", "u.a = t.a", "u.a > t.b", "u.e IS NOT NULL");
        bool isAny = _random.Next(2) == 0;
        string trueFor = isAny ? $"t.b {sign} u.e" : $"NOT (t.b {sign} u.e)";
        string value = $"CASE WHEN EXISTS (SELECT 1 FROM u WHERE {related} AND {trueFor}) THEN {(isAny ? 1 : 0)} WHEN EXISTS (SELECT 1 FROM u WHERE {related} AND (t.b IS NULL OR u.e IS NULL)) THEN NULL ELSE {(isAny ? 0 : 1)} END";
        string ours = $"t.b {sign} {(isAny ? "ANY" : "ALL")} (SELECT u.e FROM u WHERE {related})";
        return $"SELECT t.a, t.b, {value} FROM t WHERE {value} = 1 OR t.a = 1" + Alternative + $"SELECT t.a, t.b, {Truth(ours)} FROM t WHERE {ours} OR t.a = 1";
    }

    private string Condition(int depth) => _random.Next(depth == 0 ? 2 : 11) switch
    {
        0 => $"{Column()} {Pick("=", "<>", "<", ">=")} {Value()}",
        1 => $"{Column()} IS {Pick("NULL", "NOT NULL")}",
        2 or 3 => $"{Pick("", "NOT ")}EXISTS ({Subquery(depth, "1")})",
        4 or 5 => $"{Value()} {Pick("IN", "NOT IN")} ({Subquery(depth, null)})",
        6 => $"({Value()}, {Value()}) {Pick("IN", "NOT IN")} ({Subquery(depth, null, 2)})",
        7 => $"{Value()} {Pick("=", "<", ">")} {Scalar(depth - 1)}",
        8 => $"(({Value()}, {Value()}) {Pick("=", "<>", "<")} ({Subquery(depth, "max({0}), min({0})")}))",
        9 => $"({Condition(depth - 1)} OR {Condition(depth - 1)})",
        _ => $"(({Condition(depth - 1)}) AND NOT ({Condition(depth - 1)}))",
    };

    private string Scalar(int depth) => _random.Next(4) switch
    {
        0 => $"({Subquery(depth, "count(*)")})",
        1 => $"({Subquery(depth, "sum({0}) + 1")})",
        2 => $"({Subquery(depth, "coalesce(max({0}), count({0}) - 7)")})",
        _ => $"({Subquery(depth, "{0}")} ORDER BY 1 NULLS FIRST LIMIT 1)",
    };

    // A query over u or w whose conditions speak of the relations around it; "{0}" in the items is one of its columns.
    private string Subquery(int depth, string? items, int width = 1)
    {
        (string table, string column) = _random.Next(2) == 0 ? ("u", "e") : ("w", "f");
        string alias = $"s{++_aliases}";
        string[] outer = [.. _scopes.SelectMany(scope => scope.Columns.Select(name => $"{scope.Alias}.{name}"))];
        _scopes.Add((alias, ["a", column]));
        var conditions = new List<string>();
        for (int i = _random.Next(3); i > 0; i--)
        {
            string around = outer[_random.Next(outer.Length)];
            conditions.Add(_random.Next(6) switch
            {
                0 => $"{alias}.{column} {Pick("<", ">=", "<>")} {around}",
                1 => $"{around} + 1 = {alias}.a",
                2 => $"coalesce({alias}.a, 9) = coalesce({around}, 9)",
                3 => $"{around} IS NOT NULL",
                _ => $"{alias}.{Pick("a", column)} = {around}",
            });
        }

        if (depth > 0 && _random.Next(2) == 0)
        {
            conditions.Add(Condition(depth - 1));
        }

        bool isMembership = items is null or "1";
        items ??= string.Join(", ", Enumerable.Range(0, width).Select(_ => Pick($"{alias}.a", $"{alias}.{column}", $"{alias}.a + 1")));
        string distinct = items.Contains('(', StringComparison.Ordinal) ? "" : Pick("", "", "DISTINCT ");
        _scopes.RemoveAt(_scopes.Count - 1);
        string where = conditions.Count == 0 ? "" : $" WHERE {string.Join(" AND ", conditions)}";
        string selected = $"SELECT {distinct}{string.Format(CultureInfo.InvariantCulture, items, $"{alias}.{column}")} FROM ";
        return _random.Next(9) switch
        {
            0 => $"{selected}(SELECT a, {column}, row_number() OVER (ORDER BY {column} NULLS FIRST, a NULLS FIRST) AS r FROM {table} AS {alias}{where}) AS {alias} WHERE r <= 2",
            1 => $"{selected}(SELECT a, max({column}) AS {column}, count(*) AS n FROM {table} AS {alias}{where} GROUP BY a) AS {alias} WHERE n <> 2",
            2 => $"{selected}(SELECT DISTINCT a, {column} FROM {table} AS {alias}{where}) AS {alias}",
            3 => $"{selected}{table} AS {alias} LEFT JOIN {Pick("u", "w")} AS x ON x.a = {alias}.a{where}",
            4 => $"{selected}{table} AS {alias} JOIN {Pick("u", "w")} AS x ON x.a >= {alias}.a{where}",
            5 when isMembership => $"SELECT {string.Join(", ", Enumerable.Repeat($"max({alias}.{column})", width))} FROM {table} AS {alias}{where} GROUP BY {alias}.a{Pick("", " HAVING count(*) > 1")}",
            6 => $"{selected}(SELECT * FROM {table} WHERE {column} IS NOT NULL) AS {alias}{where}",
            _ => $"{selected}{table} AS {alias}{where}",
        };
    }

    private string Column()
    {
        (string alias, string[] columns) = _scopes[_random.Next(_scopes.Count)];
        return $"{alias}.{columns[_random.Next(columns.Length)]}";
    }

    private string Value() => _random.Next(3) == 0 ? _random.Next(-1, 5).ToString(CultureInfo.InvariantCulture) : Column();

    private string Pick(params string[] choices) => choices[_random.Next(choices.Length)];
}
