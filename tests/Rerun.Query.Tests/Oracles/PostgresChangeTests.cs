using Npgsql;
using Rerun.Catalog;
using Rerun.Query.Tests.Queries;
using Rerun.Testing;

namespace Rerun.Query.Tests.Oracles;

/// <summary>Random changes of temporary tables leave the same rows, change as many, and fail with the same SQLSTATE, as in PostgreSQL.</summary>
public sealed class PostgresChangeTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private const int Tables = 6;
    private const int Statements = 60;

    // PostgreSQL tests keys row by row unless they can be deferred, and then knows no ON CONFLICT for them: so each kind of table gets its kind of statement.
    [PostgresTheory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public async Task Changes_do_what_they_do_in_PostgreSQL(int seed, bool deferred)
    {
        int start = Environment.GetEnvironmentVariable("RERUN_SEED") is { Length: > 0 } ? (int)Seeds.Next()[0] + seed : seed;
        var random = new Random(start);
        await using TestDatabase ours = TestDatabase.Empty(new QueryEngineOptions { BatchRows = 3 });
        int failed = 0;
        int changed = 0;
        for (int table = 0; table < Tables * Seeds.Times; table++)
        {
            const string Columns = "a INT PRIMARY KEY, b INT UNIQUE, c INT CHECK (c < 9) DEFAULT 4, d TEXT NOT NULL DEFAULT 'x', CHECK (a + b < 30)";
            string theirs = deferred ? Columns.Replace("KEY", "KEY DEFERRABLE", StringComparison.Ordinal).Replace("UNIQUE", "UNIQUE DEFERRABLE", StringComparison.Ordinal) : Columns;
            await TheirsAsync($"DROP TABLE IF EXISTS t; CREATE TEMP TABLE t ({theirs}); DROP TABLE IF EXISTS u; CREATE TEMP TABLE u (a INT, e INT); INSERT INTO u VALUES (1, 5), (2, NULL), (3, 7), (3, 8), (9, 0)");
            await ours.RowsAsync($"CREATE OR REPLACE TEMP TABLE t ({Columns}); CREATE OR REPLACE TEMP TABLE u (a INT, e INT); INSERT INTO u VALUES (1, 5), (2, NULL), (3, 7), (3, 8), (9, 0)");
            for (int i = 0; i < Statements; i++)
            {
                string sql = Statement(random, deferred);
                string[] expected = await TheirsAsync(sql);
                string[] actual = await OursAsync(ours, sql);
                Assert.True(expected.SequenceEqual(actual), $"seed {start}\n{sql}\nPostgreSQL {string.Join("  ", expected)}\nours       {string.Join("  ", actual)}");
                failed += expected[0][0] == '!' ? 1 : 0;
                changed += expected[0][0] is not ('!' or '0') ? 1 : 0;
                string[] before = await TheirsAsync("SELECT * FROM t");
                string[] after = await OursAsync(ours, "SELECT * FROM t");
                Assert.True(before.SequenceEqual(after), $"seed {start}\n{sql}\nPostgreSQL {string.Join("  ", before)}\nours       {string.Join("  ", after)}");
            }
        }

        Assert.InRange(failed, Tables * Seeds.Times, Tables * Statements * Seeds.Times * 3 / 4);
        Assert.InRange(changed, Tables * Statements * Seeds.Times / 10, int.MaxValue);
    }

    private static string Statement(Random random, bool deferred)
    {
        string returning = random.Next(3) == 0 ? " RETURNING a, b + 1, d, t.*" : "";
        string statement = random.Next(deferred ? 10 : 12) switch
        {
            0 or 1 or 2 => $"INSERT INTO t {Rows(random)}",
            3 => $"INSERT INTO t (a, b) SELECT a + {random.Next(12)}, e FROM u WHERE a < {random.Next(5)}",
            4 => $"DELETE FROM t WHERE {Condition(random)}",
            5 => $"DELETE FROM t USING u WHERE t.a = u.a + {random.Next(6)} AND u.e > {random.Next(9)}",
            6 => $"UPDATE t SET c = c + {random.Next(3)}, d = d || 'y' WHERE {Condition(random)}",
            7 => $"UPDATE t SET b = {(deferred ? $"b + {random.Next(-2, 3)}, a = a + {random.Next(2)}" : "NULL")} WHERE {Condition(random)}",
            8 => $"UPDATE t AS x SET c = (SELECT max(e) FROM u WHERE u.a = x.a), d = DEFAULT WHERE {Condition(random)}".Replace("t.", "x.", StringComparison.Ordinal),
            9 => $"WITH w AS (SELECT DISTINCT ON (a) a, e FROM u ORDER BY a, e) UPDATE t SET c = w.e, d = {(random.Next(5) == 0 ? "NULL" : "'w'")} FROM w WHERE w.a = t.a % {random.Next(2, 6)}",
            10 => $"INSERT INTO t {Rows(random)} ON CONFLICT {(random.Next(3) switch { 0 => "", 1 => "(a)", _ => "(b)" })} DO NOTHING",
            _ => $"INSERT INTO t {Rows(random)} ON CONFLICT ({(random.Next(3) == 0 ? "b" : "a")}) DO UPDATE SET c = t.c + excluded.c, d = excluded.d{(random.Next(4) == 0 ? ", b = excluded.b" : "")}{(random.Next(2) == 0 ? " WHERE t.c < excluded.a" : "")}",
        };
        return statement + (statement.Contains(" AS x ", StringComparison.Ordinal) ? returning.Replace("t.", "x.", StringComparison.Ordinal) : statement.StartsWith("WITH", StringComparison.Ordinal) || statement.Contains("USING", StringComparison.Ordinal) ? "" : returning);
    }

    private static string Rows(Random random)
    {
        IEnumerable<string> rows = Enumerable.Range(0, random.Next(1, 4)).Select(_ =>
            $"({random.Next(15)}, {(random.Next(4) == 0 ? "NULL" : random.Next(18))}, {(random.Next(5) == 0 ? "DEFAULT" : random.Next(10))}, {(random.Next(12) == 0 ? "NULL" : $"'{(char)('a' + random.Next(4))}'")})");
        return $"VALUES {string.Join(", ", rows)}";
    }

    private static string Condition(Random random) => random.Next(5) switch
    {
        0 => $"t.a % {random.Next(2, 5)} = {random.Next(2)}",
        1 => "t.b IS NULL",
        2 => $"t.a IN (SELECT a + {random.Next(4)} FROM u)",
        3 => $"EXISTS (SELECT 1 FROM u WHERE u.e = t.c) OR t.a = {random.Next(12)}",
        _ => $"t.c >= {random.Next(9)}",
    };

    private async Task<string[]> TheirsAsync(string sql)
    {
        try
        {
            await using var command = new NpgsqlCommand(sql, server.Connection!);
            await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
            var rows = new List<string>();
            while (await reader.ReadAsync())
            {
                rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "NULL" : PostgresRows.Text(reader.GetValue(i)))));
            }

            return Shown(rows, reader.RecordsAffected);
        }
        catch (PostgresException error)
        {
            return [Fault(error.SqlState!)];
        }
    }

    private static async Task<string[]> OursAsync(TestDatabase database, string sql)
    {
        try
        {
            PreparedStatement statement = database.Session.Prepare(sql).Statements[0];
            await using QueryResult result = await database.Session.ExecuteAsync(statement, QueryParameters.None);
            return Shown(await TestDatabase.RowsAsync(result), result.RecordsAffected);
        }
        catch (RerunException error)
        {
            return [Fault(error.SqlState!)];
        }
    }

    // Which of several faults is found first is not said.
    private static string Fault(string state) => state == "21000" || state.StartsWith("23", StringComparison.Ordinal) ? "!23" : "!" + state;

    private static string[] Shown(IEnumerable<string> rows, long count) => [$"{count}", .. rows.Order(StringComparer.Ordinal)];
}
