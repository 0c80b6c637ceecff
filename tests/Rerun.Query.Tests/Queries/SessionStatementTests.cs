using Rerun.Catalog;

namespace Rerun.Query.Tests.Queries;

/// <summary>Statements around tables and sessions: defaults, conflicts, indexes, settings, EXPLAIN of changes.</summary>
public sealed class SessionStatementTests
{
    [Theory]
    [InlineData("TEMP ")]
    [InlineData("")]
    public async Task Defaults_stand_where_no_value_is_given(string kind)
    {
        await using TestDatabase database = TestDatabase.Empty();
        await database.RowsAsync($"CREATE {kind}TABLE t (i INT PRIMARY KEY, s VARCHAR(20) NOT NULL DEFAULT 'a''b', n BIGINT DEFAULT 1 + 2, d DATE DEFAULT '2024-02-29', x INT DEFAULT NULL)");
        await database.RowsAsync("INSERT INTO t (i) VALUES (1); INSERT INTO t VALUES (2, DEFAULT, 5, DEFAULT, DEFAULT); INSERT INTO t (i, n) SELECT 3, NULL");
        Assert.Equal(["1|a'b|3|2024-02-29|NULL", "2|a'b|5|2024-02-29|NULL", "3|a'b|NULL|2024-02-29|NULL"], await database.RowsAsync("SELECT i, s, n, CAST(d AS VARCHAR), x FROM t ORDER BY i"));
        Assert.Contains("takes no NULL", (await database.ErrorAsync("INSERT INTO t DEFAULT VALUES")).Message, StringComparison.Ordinal);
        Assert.Equal(RerunErrorCode.TypeMismatch, (await database.ErrorAsync($"CREATE {kind}TABLE u (i INT DEFAULT TRUE)")).ErrorKind);
        await database.ErrorAsync($"CREATE {kind}TABLE u (i INT DEFAULT nope)");
        Assert.Contains("no relation u", (await database.ErrorAsync("SELECT * FROM u")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TEMP ")]
    [InlineData("")]
    public async Task Rows_with_a_known_key_are_left_out(string kind)
    {
        await using TestDatabase database = TestDatabase.Empty();
        await database.RowsAsync($"CREATE {kind}TABLE t (i INT PRIMARY KEY, s TEXT); INSERT INTO t VALUES (1, 'a'), (2, 'b')");
        await database.RowsAsync("INSERT INTO t VALUES (2, 'x'), (3, 'c'), (3, 'd') ON CONFLICT DO NOTHING; INSERT INTO t SELECT i + 2, 'n' FROM t ON CONFLICT (I) DO NOTHING");
        Assert.Equal(["1|a", "2|b", "3|c", "4|n", "5|n"], await database.RowsAsync("SELECT * FROM t ORDER BY i"));
        Assert.Contains("key of t is (i)", (await database.ErrorAsync("INSERT INTO t VALUES (9, 'x') ON CONFLICT (s) DO NOTHING")).Message, StringComparison.Ordinal);
        await database.RowsAsync($"CREATE {kind}TABLE u (a INT); INSERT INTO u VALUES (1), (1) ON CONFLICT DO NOTHING");
        Assert.Equal(["1", "1"], await database.RowsAsync("SELECT * FROM u"));
    }

    [Fact]
    public async Task Indexes_are_taken_without_effect_but_have_to_be_there_to_be_dropped()
    {
        await using TestDatabase database = TestDatabase.Empty();
        await database.RowsAsync("CREATE TABLE t (a INT); CREATE INDEX i ON t (a DESC); CREATE UNIQUE INDEX IF NOT EXISTS i ON t (a); ANALYZE; ANALYZE t");
        Assert.Equal(RerunErrorCode.AlreadyExists, (await database.ErrorAsync("CREATE INDEX i ON t (a)")).ErrorKind);
        await database.RowsAsync("DROP INDEX i; DROP INDEX IF EXISTS i");
        Assert.Equal(RerunErrorCode.NotFound, (await database.ErrorAsync("DROP INDEX i")).ErrorKind);
        Assert.Equal(RerunErrorCode.NotFound, (await database.ErrorAsync("ANALYZE nothing")).ErrorKind);
        await database.RowsAsync("CREATE INDEX j ON t (a); DROP TABLE t; CREATE TABLE t (a INT); CREATE INDEX j ON t (a)");
    }

    [Fact]
    public async Task Settings_are_shown_set_and_reset()
    {
        await using TestDatabase database = TestDatabase.Drives();
        Assert.Equal("UTC", await database.ValueAsync("SHOW TIME ZONE"));
        await database.RowsAsync("SET TIME ZONE 'UTC'; SET client_encoding TO 'utf-8'; SET datestyle = ISO; RESET timezone; SET application_name = 'tool'");
        Assert.Equal("tool", await database.ValueAsync("SHOW application_name"));
        await database.RowsAsync("SET search_path TO drives");
        Assert.Equal("drives", await database.ValueAsync("SHOW dataset"));
        Assert.NotEqual("0", await database.ValueAsync("SELECT count(*) FROM frame"));
        await database.RowsAsync("RESET dataset");
        Assert.Contains("no relation frame", (await database.ErrorAsync("SELECT count(*) FROM frame")).Message, StringComparison.Ordinal);
        Assert.Contains("dataset||The dataset whose timelines are named without it.", await database.RowsAsync("SHOW ALL"));
        foreach ((string sql, string words) in ((string, string)[])
        [
            ("SET timezone = 'Europe/Berlin'", "timezone is always UTC"),
            ("SET dataset = 'nope'", "no dataset nope"),
            ("SET time_zone = 'UTC'", "Did you mean timezone?"),
            ("SHOW work_mem", "There are: application_name"),
            ("SET dataset = 'a', 'b'", "takes one value"),
            ("BEGIN", "each stands for itself"),
        ])
        {
            Assert.Contains(words, (await database.ErrorAsync(sql)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Changes_are_explained_without_being_made()
    {
        await using TestDatabase database = TestDatabase.Empty();
        await database.RowsAsync("CREATE TABLE t (a INT PRIMARY KEY); CREATE TEMP TABLE own (a INT)");
        Assert.StartsWith("Insert: t\n  ", await database.PlanAsync("INSERT INTO t SELECT i FROM range(3) r(i)"), StringComparison.Ordinal);
        Assert.StartsWith("Insert: t ON CONFLICT DO NOTHING\n  AntiJoin", await database.PlanAsync("INSERT INTO t VALUES (1) ON CONFLICT DO NOTHING"), StringComparison.Ordinal);
        Assert.StartsWith("Overwrite: own\n", await database.PlanAsync("INSERT OVERWRITE own SELECT 1"), StringComparison.Ordinal);
        Assert.StartsWith("CreateTable: u\n", await database.PlanAsync("CREATE TABLE u AS SELECT * FROM t"), StringComparison.Ordinal);
        Assert.Equal("0", await database.ValueAsync("SELECT count(*) FROM t"));
        Assert.Equal(RerunErrorCode.NotSupported, (await database.ErrorAsync("EXPLAIN ANALYZE INSERT INTO t VALUES (1)")).ErrorKind);
        Assert.Equal(RerunErrorCode.NotSupported, (await database.ErrorAsync("EXPLAIN DROP TABLE t")).ErrorKind);
    }
}
