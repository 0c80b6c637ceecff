using Rerun.Catalog;

namespace Rerun.Query.Tests.Queries;

/// <summary>UPDATE, DELETE, TRUNCATE, ON CONFLICT, RETURNING and ALTER TABLE of temporary tables, and what is said where they cannot be.</summary>
public sealed class ChangeTests
{
    private const string Table = "CREATE TEMP TABLE t (i INT PRIMARY KEY, s TEXT, n BIGINT DEFAULT 7); INSERT INTO t VALUES (1, 'a', 10), (2, 'b', 20), (3, NULL, 30);";

    [Theory]
    [InlineData("UPDATE t SET n = n + 1, s = upper(s) WHERE i < 3", 2, "1|A|11", "2|B|21", "3|NULL|30")]
    [InlineData("UPDATE t SET (s, n) = ('z', DEFAULT)", 3, "1|z|7", "2|z|7", "3|z|7")]
    [InlineData("UPDATE t SET i = i + 1", 3, "2|a|10", "3|b|20", "4|NULL|30")]
    [InlineData("UPDATE t SET i = 4 - i", 3, "3|a|10", "2|b|20", "1|NULL|30")]
    [InlineData("UPDATE t AS x SET s = y.s FROM t AS y WHERE y.i = x.i + 1", 2, "1|b|10", "2|NULL|20", "3|NULL|30")]
    [InlineData("UPDATE t SET n = (SELECT sum(n) FROM t)", 3, "1|a|60", "2|b|60", "3|NULL|60")]
    [InlineData("WITH m AS (SELECT max(i) AS k FROM t) UPDATE t SET s = 'm' FROM m WHERE i = k", 1, "1|a|10", "2|b|20", "3|m|30")]
    [InlineData("DELETE FROM t WHERE n > 15", 2, "1|a|10")]
    [InlineData("DELETE FROM t AS x USING t AS y WHERE x.i < y.i", 2, "3|NULL|30")]
    [InlineData("DELETE FROM temp.t", 3)]
    [InlineData("TRUNCATE TABLE t", 0)]
    [InlineData("DELETE FROM t WHERE NULL", 0, "1|a|10", "2|b|20", "3|NULL|30")]
    [InlineData("INSERT INTO t VALUES (2, 'x', 1), (4, 'y', 2) ON CONFLICT (i) DO UPDATE SET n = t.n + excluded.n", 2, "1|a|10", "2|b|21", "3|NULL|30", "4|y|2")]
    [InlineData("INSERT INTO t AS old VALUES (2, 'x', 1), (3, 'y', 2) ON CONFLICT (i) DO UPDATE SET s = old.s || excluded.s WHERE old.n > 20", 1, "1|a|10", "2|b|20", "3|NULL|30")]
    [InlineData("INSERT INTO t VALUES (2, 'x', 1), (4, 'y', 2) ON CONFLICT (i) UPDATE", 2, "1|a|10", "2|x|1", "3|NULL|30", "4|y|2")]
    public async Task A_change_gives_its_count_and_leaves_its_rows(string sql, long count, params string[] rows)
    {
        foreach (int batchRows in new[] { 1, 2, 100 })
        {
            await using TestDatabase database = TestDatabase.Empty(new QueryEngineOptions { BatchRows = batchRows });
            await database.RowsAsync(Table);
            await using (QueryResult result = await database.Session.ExecuteAsync(database.Session.Prepare(sql).Statements[0], QueryParameters.None))
            {
                Assert.False(result.IsResultSet);
                Assert.Equal(count, result.RecordsAffected);
            }

            Assert.Equal(rows, (await database.RowsAsync("SELECT * FROM t")));
        }
    }

    [Theory]
    [InlineData("UPDATE t SET n = 0 WHERE i <> 2 RETURNING i * 10 AS x, *", "x,i,s,n", "10|1|a|0", "30|3|NULL|0")]
    [InlineData("DELETE FROM t WHERE i = 2 RETURNING t.s", "s", "b")]
    [InlineData("INSERT INTO t (i) VALUES (9), (8) RETURNING i, n, (SELECT count(*) FROM t) AS before", "i,n,before", "9|7|3", "8|7|3")]
    [InlineData("INSERT INTO t VALUES (9, 'x', 1), (1, 'y', 2), (8, 'z', 3) ON CONFLICT (i) DO UPDATE SET n = 99 RETURNING i, n", "i,n", "9|1", "1|99", "8|3")]
    [InlineData("INSERT INTO t VALUES (9, 'x', 1), (1, 'y', 2) ON CONFLICT DO NOTHING RETURNING i", "i", "9")]
    [InlineData("UPDATE t SET s = u.s FROM (VALUES (1, 'one')) AS u (k, s) WHERE k = i RETURNING k, t.s, u.s AS other", "k,s,other", "1|one|one")]
    [InlineData("DELETE FROM t WHERE false RETURNING i", "i")]
    public async Task Returning_gives_the_rows_that_have_changed(string sql, string columns, params string[] rows)
    {
        await using TestDatabase database = TestDatabase.Empty(new QueryEngineOptions { BatchRows = 2 });
        await database.RowsAsync(Table);
        await using QueryResult result = await database.Session.ExecuteAsync(database.Session.Prepare(sql).Statements[0], QueryParameters.None);
        Assert.True(result.IsResultSet);
        Assert.Equal(rows.Length, result.RecordsAffected);
        Assert.Equal(columns, string.Join(',', result.Schema.FieldsList.Select(field => field.Name)));
        Assert.Equal(rows, await TestDatabase.RowsAsync(result));
    }

    [Theory]
    [InlineData("INSERT INTO t VALUES (4, 'x', 1), (1, 'y', 2)", "23505", "(i) = (1)")]
    [InlineData("INSERT INTO t VALUES (4, 'x', 1), (4, 'y', 2)", "23505", "(i) = (4)")]
    [InlineData("INSERT INTO t VALUES (NULL, 'x', 1)", "23502", "i of t takes no NULL")]
    [InlineData("INSERT INTO t VALUES (4, 'x', 1), (5, 'y', -1)", "23514", "(5, 'y', -1) does not fulfil the condition CHECK (n >= 0)")]
    [InlineData("INSERT INTO t VALUES (4, 'x', 1), (4, 'y', 2) ON CONFLICT (i) DO UPDATE SET n = 0", "21000", "(i) = (4)")]
    [InlineData("INSERT INTO t VALUES (1, 'x', 1), (1, 'y', 2) ON CONFLICT (i) UPDATE", "21000", "(i) = (1)")]
    [InlineData("INSERT INTO t VALUES (9, 'x', 1) ON CONFLICT (n) DO NOTHING", "22023", "keys of t are (i), (s)")]
    [InlineData("INSERT INTO t VALUES (9, 'a', 1) ON CONFLICT (i) DO NOTHING", "23505", "(s) = ('a')")]
    [InlineData("UPDATE t SET s = 'a'", "23505", "(s) = ('a')")]
    [InlineData("UPDATE t SET i = NULL WHERE i = 1", "23502", "takes no NULL")]
    [InlineData("UPDATE t SET n = n - 15", "23514", "(1, 'a', -5)")]
    [InlineData("UPDATE t SET n = 1 / (i - 2)", "22012", "zero")]
    [InlineData("UPDATE t SET n = 0 RETURNING 1 / (i - 2)", "22012", "zero")]
    [InlineData("UPDATE t SET n = 0 RETURNING count(*)", "0A000", "aggregate in RETURNING")]
    [InlineData("UPDATE t SET m = 0", "42703", "no column m. It has: i, s, n")]
    [InlineData("UPDATE t SET n = 0, n = 1", "22023", "set twice")]
    [InlineData("UPDATE t SET n = true", "42804", "does not fit")]
    [InlineData("UPDATE t AS x SET n = 1 WHERE t.i = 1", "42703", "t.i")]
    [InlineData("DELETE FROM tt", "42P01", "no relation tt")]
    [InlineData("CREATE UNIQUE INDEX x ON t (n)", "23505", "(n) = (10)")]
    public async Task A_change_that_fails_says_why_and_changes_nothing(string sql, string state, string message)
    {
        await using TestDatabase database = TestDatabase.Empty();
        await database.RowsAsync("CREATE TEMP TABLE t (i INT PRIMARY KEY, s TEXT UNIQUE, n BIGINT CHECK (n >= 0)); INSERT INTO t VALUES (1, 'a', 10), (2, 'b', 20), (3, NULL, 10)");
        foreach (int _ in new[] { 1, 2 })
        {
            RerunException error = await database.ErrorAsync(sql);
            Assert.Equal(state, error.SqlState);
            Assert.Contains(message, error.Message, StringComparison.Ordinal);
            Assert.Equal(["1|a|10", "2|b|20", "3|NULL|10"], await database.RowsAsync("SELECT * FROM t"));
        }

        // Nor do keys of rows that never came forbid anything.
        await database.RowsAsync("INSERT INTO t VALUES (4, 'x', 1), (5, NULL, NULL)");
        Assert.Equal("5", await database.ValueAsync("SELECT count(*) FROM t"));
    }

    [Fact]
    public async Task A_violation_points_at_the_table()
    {
        await using TestDatabase database = TestDatabase.Empty();
        await database.RowsAsync(Table);
        RerunException error = await database.ErrorAsync("INSERT INTO t VALUES (1, 'x', 1)");
        Assert.Equal(13, error.Position);
        Assert.Equal(RerunErrorCode.UniqueViolation, error.ErrorKind);
    }

    [Theory]
    [InlineData("UPDATE kept SET a = 1", "ON CONFLICT (columns) UPDATE")]
    [InlineData("DELETE FROM kept", "INSERT OVERWRITE kept SELECT * FROM kept WHERE NOT")]
    [InlineData("TRUNCATE kept", "WHERE false")]
    [InlineData("UPDATE drives.log_time SET a = 1", "CREATE TEMP TABLE t AS SELECT * FROM drives.log_time")]
    [InlineData("DELETE FROM v", "v is a view")]
    [InlineData("INSERT INTO kept VALUES (1) RETURNING a", "RETURNING")]
    [InlineData("INSERT INTO kept VALUES (1) ON CONFLICT (a) DO UPDATE SET a = 2", "replaces the whole row")]
    [InlineData("CREATE TABLE k2 (a INT CHECK (a > 0))", "CHECK")]
    [InlineData("CREATE TEMP TABLE k2 (a INT REFERENCES kept)", "foreign keys")]
    [InlineData("CREATE TEMP TABLE k2 (a INT CHECK (a > (SELECT 1)))", "sub-query in CHECK")]
    public async Task What_does_not_change_says_what_to_do_instead(string sql, string message)
    {
        string folder = Directory.CreateTempSubdirectory("rerun").FullName;
        try
        {
            File.Copy(Path.Combine(Rerun.Testing.SharedData.SampleDrives, Directory.GetFiles(Rerun.Testing.SharedData.SampleDrives, "*.rrd", SearchOption.AllDirectories)[0]), Path.Combine(folder, "one.rrd"));
            await using TestDatabase database = TestDatabase.Folder(folder);
            await database.RowsAsync($"CREATE TABLE kept (a INT PRIMARY KEY); CREATE TEMP VIEW v AS SELECT 1; ALTER DATASET \"{Path.GetFileName(folder)}\" RENAME TO drives");
            RerunException error = await database.ErrorAsync(sql);
            Assert.Equal("0A000", error.SqlState);
            Assert.Contains(message, error.Message, StringComparison.Ordinal);
            Assert.True(error.Position > 0);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Unique_indexes_of_temporary_tables_hold_until_they_are_dropped()
    {
        await using TestDatabase database = TestDatabase.Empty();
        await database.RowsAsync(Table + "CREATE UNIQUE INDEX x ON t (s)");
        Assert.Equal("23505", (await database.ErrorAsync("INSERT INTO t VALUES (4, 'a', 1)")).SqlState);
        await database.RowsAsync("INSERT INTO t VALUES (4, NULL, 1); INSERT INTO t VALUES (5, 'a', 1) ON CONFLICT (s) DO UPDATE SET n = 0; DROP INDEX x; INSERT INTO t VALUES (6, 'a', 1)");
        Assert.Equal(["1|a|0", "6|a|1"], await database.RowsAsync("SELECT * FROM t WHERE s = 'a'"));
    }

    [Fact]
    public async Task Columns_are_added_renamed_and_dropped()
    {
        await using TestDatabase database = TestDatabase.Empty();
        await database.RowsAsync(Table + "ALTER TABLE t ADD COLUMN d DOUBLE DEFAULT 1.5; ALTER TABLE t RENAME n TO m; ALTER TABLE t DROP COLUMN s; ALTER TABLE t DROP COLUMN IF EXISTS nope; ALTER TABLE t ADD IF NOT EXISTS d INT");
        Assert.Equal(["i", "m", "d"], await database.ColumnsAsync("SELECT * FROM t"));
        Assert.Equal(["1|10|1.5", "2|20|1.5", "3|30|1.5"], await database.RowsAsync("SELECT * FROM t"));
        Assert.Equal("23505", (await database.ErrorAsync("INSERT INTO t (i) VALUES (3)")).SqlState);
        await database.RowsAsync("INSERT INTO t (i) VALUES (4)");
        Assert.Equal("4|7|1.5", await database.ValueAsync("SELECT * FROM t WHERE i = 4"));
        Assert.Equal("0A000", (await database.ErrorAsync("ALTER TABLE t DROP i")).SqlState);
        Assert.Equal("42P07", (await database.ErrorAsync("ALTER TABLE t RENAME m TO d")).SqlState);
        Assert.Equal("23502", (await database.ErrorAsync("ALTER TABLE t ADD e INT NOT NULL")).SqlState);
        Assert.Equal("42703", (await database.ErrorAsync("ALTER TABLE t DROP x")).SqlState);
    }

    [Fact]
    public async Task Rows_that_come_one_by_one_are_joined_and_keep_their_order()
    {
        await using TestDatabase database = TestDatabase.Empty();
        await database.RowsAsync("CREATE TEMP TABLE t (i INT PRIMARY KEY, n INT)");
        for (int i = 0; i < 300; i++)
        {
            await database.RowsAsync($"INSERT INTO t VALUES ({i}, 0) ON CONFLICT (i) DO UPDATE SET n = t.n + 1; INSERT INTO t VALUES ({i / 2}, 0) ON CONFLICT (i) DO UPDATE SET n = t.n + 1");
        }

        Assert.InRange(database.Session.Tables["t"].Batches.Count, 1, 12);
        Assert.Equal(Enumerable.Range(0, 300).Select(i => $"{i}|{(i < 150 ? 2 : 0)}"), await database.RowsAsync("SELECT * FROM t"));
    }
}
