namespace Rerun.Query.Tests.Oracles;

/// <content>Outer joins under conditions that drop, or keep, the rows without a match.</content>
internal sealed partial class QueryGenerator
{
    /// <summary>A query without an order.</summary>
    public string OuterJoins()
    {
        string first = JoinWord();
        string second = JoinWord();
        string on = first == "FULL JOIN" ? "t.a = u.a" : Pick("t.a = u.a", "t.a = u.a AND t.b < u.e", "t.a = u.a AND u.e > 100", "t.a < u.a", "t.a = u.a AND t.c = 'x'");
        string with = second == "FULL JOIN" ? Pick("w.a = u.a", "w.a = t.a") : Pick("w.a = u.a", "w.a = t.a", "w.e > u.e", "w.a = coalesce(t.a, u.a)", "w.a = u.a AND coalesce(t.b, 1) > 0");
        string joined = $"t {first} u ON {on} {second} u AS w ON {with}";
        return random.Next(4) switch
        {
            0 => $"SELECT x, y, z FROM (SELECT t.b AS x, u.e AS y, coalesce(w.e, u.e, -1) AS z FROM {joined}) AS q WHERE {Dropping(["x", "y", "z"], 2)}",
            1 => $"SELECT t.a, u.e FROM t {first} u ON {on} WHERE {Dropping(["t.a", "u.a", "u.e"], 1)}",
            2 => $"SELECT v.a, q.x, q.y FROM u AS v JOIN (SELECT t.a AS k, t.b AS x, u.e AS y FROM t {first} u ON {on}) AS q ON {Pick("v.a = q.y / 100", "v.a = q.k", "v.e = q.y AND q.x > 5", "coalesce(q.y, 1) = v.a")}",
            _ => $"SELECT t.a, t.b, u.e, w.e FROM {joined} WHERE {Dropping(["t.a", "t.b", "u.a", "u.e", "w.a", "w.e"], 2)}",
        };
    }

    private string JoinWord() => Pick("JOIN", "LEFT JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN");

    private string Dropping(string[] columns, int depth)
    {
        string column = Pick(columns);
        string other = Pick(columns);
        return random.Next(depth == 0 ? 11 : 14) switch
        {
            0 => $"{column} > {random.Next(3)}",
            1 => $"{column} IS {Pick("NULL", "NOT NULL")}",
            2 => $"coalesce({column}, {random.Next(3)}) = {Pick(other, "0", "1")}",
            3 => $"{column} IN (1, 200, {Pick("NULL", other, "2")})",
            4 => $"{column} + {other} > 100",
            5 => $"({column} = {other}) IS {Pick("", "NOT ")}{Pick("TRUE", "FALSE", "NULL")}",
            6 => $"CASE WHEN {column} IS NULL THEN {Pick("1", "0", other)} ELSE {Pick("1", "0")} END = 1",
            7 => $"nullif({column}, {other}) > 1",
            8 => $"{column} NOT IN (1, 7)",
            9 => $"{column} BETWEEN {Pick("0", other)} AND 250",
            10 => $"coalesce({column} > 1, {Pick("1 = 1", "1 = 0", $"{other} > 1")})",
            11 => $"NOT ({Dropping(columns, depth - 1)})",
            12 => $"({Dropping(columns, depth - 1)} OR {Dropping(columns, depth - 1)})",
            _ => $"({Dropping(columns, depth - 1)} AND {Dropping(columns, depth - 1)})",
        };
    }
}
