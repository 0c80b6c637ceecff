using Rerun.Catalog;

namespace Rerun.Query.Tests.Queries;

/// <summary>The information schema and temporary views.</summary>
public sealed class DiscoveryTests
{
    [Theory]
    [InlineData("SELECT schema_name FROM information_schema.schemata ORDER BY 1", "drives\ninformation_schema\npublic")]
    [InlineData("SELECT table_name FROM rerun.information_schema.tables WHERE table_schema = 'drives' ORDER BY 1", "__indexes\n__manifest\n__partitions\n__static\nelapsed\nframe\nlog_time")]
    [InlineData("SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = 'drives' AND table_name = 'frame' AND ordinal_position <= 4 ORDER BY ordinal_position", "rerun_partition_id|VARCHAR\nelapsed|DURATION\nframe|BIGINT\nlog_time|TIMESTAMP")]
    public async Task The_information_schema_tells_what_there_is(string sql, string expected)
    {
        await using TestDatabase database = TestDatabase.Drives();
        Assert.Equal(expected, string.Join('\n', await database.RowsAsync(sql)));
    }

    [Fact]
    public async Task The_information_schema_tells_of_what_a_session_has_for_itself()
    {
        await using TestDatabase database = TestDatabase.Empty();
        await database.RowsAsync(
            "CREATE TABLE t (a BIGINT); CREATE VIEW kept AS SELECT a FROM t; CREATE TEMP TABLE own (b VARCHAR); CREATE TEMP VIEW seen AS SELECT b FROM own; CREATE TEMP VIEW KEPT AS SELECT 1 AS hides");
        Assert.Equal(
            ["KEPT|VIEW", "__entries|SYSTEM TABLE", "own|LOCAL TEMPORARY", "seen|VIEW", "t|BASE TABLE"],
            await database.RowsAsync("SELECT table_name, table_type FROM information_schema.tables ORDER BY 1"));
        Assert.Equal(["KEPT", "seen"], await database.RowsAsync("SELECT table_name FROM information_schema.views ORDER BY 1"));
        Assert.Equal(
            ["KEPT|hides", "own|b", "seen|b", "t|a"],
            await database.RowsAsync("SELECT table_name, column_name FROM information_schema.columns WHERE table_name NOT LIKE '\\_%' ORDER BY 1"));
    }

    [Fact]
    public async Task Views_over_the_information_schema_have_columns_too()
    {
        await using TestDatabase database = TestDatabase.Empty();
        for (int i = 0; i < 12; i++)
        {
            await database.RowsAsync($"CREATE TEMP VIEW v{i} AS SELECT table_name, column_name FROM information_schema.columns");
        }

        Assert.Equal("24", await database.ValueAsync("SELECT count(*) FROM information_schema.columns WHERE table_name LIKE 'v%'"));
        Assert.Equal("24", await database.ValueAsync("SELECT count(*) FROM v11 WHERE table_name LIKE 'v%'"));
    }

    [Fact]
    public async Task A_temporary_view_gives_a_query_a_name()
    {
        await using TestDatabase database = TestDatabase.Drives();
        await database.RowsAsync("""CREATE TEMP VIEW speeds AS SELECT frame, "/drive/speed:Scalars:scalars"[1] AS speed FROM drives.frame""");
        Assert.Equal("0.06", await database.ValueAsync("SELECT s.speed FROM Speeds s WHERE frame = 0 LIMIT 1"));
        await database.RowsAsync("CREATE OR REPLACE TEMP VIEW speeds (x) AS SELECT 7; CREATE TEMP VIEW more AS SELECT x + 1 AS y FROM speeds");
        Assert.Equal("8", await database.ValueAsync("SELECT y FROM more"));
        Assert.Equal("42P07", (await database.ErrorAsync("CREATE TEMP VIEW speeds AS SELECT 1")).SqlState);
        await database.RowsAsync("DROP VIEW more");
        Assert.Equal("42P01", (await database.ErrorAsync("SELECT y FROM more")).SqlState);
    }

    [Theory]
    [InlineData("\"drives.log_time\"")]
    [InlineData("drives.frame")]
    [InlineData("Drives.Elapsed")]
    [InlineData("drives.__static")]
    public async Task A_view_that_would_hide_a_timeline_is_an_error(string name)
    {
        await using TestDatabase database = TestDatabase.Drives();
        RerunException fault = await database.ErrorAsync($"CREATE OR REPLACE TEMP VIEW {name} AS SELECT 1");
        Assert.Equal("42P07", fault.SqlState);
        Assert.Contains("would hide drives.", fault.Message, StringComparison.Ordinal);
        await database.RowsAsync("CREATE TEMP VIEW drives.speeds AS SELECT 7");
        Assert.Equal("7", await database.ValueAsync("SELECT * FROM drives.speeds"));
        Assert.Equal("12", await database.ValueAsync("SELECT count(*) FROM drives.__static"));
    }

    [Theory]
    [InlineData("TIMESTAMP '9999-12-31'", true)]
    [InlineData("CAST('1600-01-01 00:00' AS TIMESTAMP)", true)]
    [InlineData("TIMESTAMP '2025-01-01 99:00'", false)]
    public async Task A_time_beyond_nanoseconds_is_told_from_a_malformed_one(string time, bool isBeyond)
    {
        await using TestDatabase database = TestDatabase.Empty();
        string message = (await database.ErrorAsync($"SELECT {time}")).Message;
        Assert.Contains("cannot be cast to TIMESTAMP", message, StringComparison.Ordinal);
        Assert.Equal(isBeyond, message.Contains("2262-04-11", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_view_of_itself_is_an_error()
    {
        await using TestDatabase database = TestDatabase.Empty();
        await database.RowsAsync("CREATE TEMP VIEW a AS SELECT 1 AS x; CREATE TEMP VIEW b AS SELECT * FROM a; CREATE OR REPLACE TEMP VIEW a AS SELECT * FROM b");
        Assert.Contains("made of itself", (await database.ErrorAsync("SELECT * FROM a")).Message, StringComparison.Ordinal);
    }
}
