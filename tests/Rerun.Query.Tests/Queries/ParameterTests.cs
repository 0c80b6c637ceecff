namespace Rerun.Query.Tests.Queries;

public sealed class ParameterTests
{
    private static readonly (string, object?)[] Values =
    [
        ("ids", new[] { "drive-001", "drive-003" }), ("none", Array.Empty<string>()), ("id", "drive-002"), ("nothing", null), ("v1", "drive-001"), ("v2", "drive-003"),
        ("n", 3), ("text", "3"), ("flag", true), ("time", new DateTime(2025, 3, 3, 8, 15, 1, DateTimeKind.Utc)),
    ];

    [Theory]
    [InlineData("rerun_partition_id IN @ids", 1250)]
    [InlineData("rerun_partition_id IN (@ids)", 1250)]
    [InlineData("rerun_partition_id = ANY(@ids)", 1250)]
    [InlineData("rerun_partition_id IN (@v1,@v2)", 1250)]
    [InlineData("rerun_partition_id IN (@v1)", 800)]
    [InlineData("rerun_partition_id IN @none", 0)]
    [InlineData("rerun_partition_id NOT IN @none", 6680)]
    [InlineData("rerun_partition_id IN (SELECT @nothing WHERE 1 = 0)", 0)]
    [InlineData("rerun_partition_id NOT IN @ids", 5430)]
    [InlineData("rerun_partition_id = @id", 700)]
    [InlineData("rerun_partition_id = @nothing", 0)]
    [InlineData("rerun_partition_id = @id AND log_time < @time", 0)]
    [InlineData("rerun_partition_id = @v1 AND log_time < @time", 20)]
    [InlineData("rerun_partition_id = @v1 AND log_time < '2025-03-03 08:15:01'", 20)]
    [InlineData("rerun_partition_id = @v1 AND log_time < 1740989701000000000", 20)]
    public async Task Values_filter_rows_of_recordings(string condition, int count)
    {
        await using TestDatabase database = TestDatabase.Drives();
        string sql = $"SELECT count(*) FROM dataframe('drives', index => 'log_time', contents => '/drive/speed') WHERE {condition}";
        Assert.Equal($"{count}", await database.ValueAsync(sql, Values));
    }

    [Theory]
    [InlineData("SELECT @n + 1", "4")]
    [InlineData("SELECT @N + 1", "4")]
    [InlineData("SELECT :n + 1", "4")]
    [InlineData("SELECT $n + 1", "4")]
    [InlineData("SELECT x FROM (VALUES (3), (4)) t(x) WHERE x = @text", "3")]
    [InlineData("SELECT 1 WHERE @flag", "1")]
    [InlineData("SELECT @nothing IS NULL", "TRUE")]
    [InlineData("SELECT x FROM (VALUES (1), (2), (3), (4)) t(x) ORDER BY x LIMIT @n - 2 OFFSET @n", "4")]
    public async Task Values_are_found_by_name_whatever_the_prefix_and_the_case(string sql, string expected)
    {
        await using TestDatabase database = TestDatabase.Empty();
        Assert.Equal(expected, await database.ValueAsync(sql, Values));
    }

    [Theory]
    [InlineData("SELECT ?, ?", "a|b")]
    [InlineData("SELECT $2, $1", "b|a")]
    public async Task Positional_values_are_found_by_their_place(string sql, string expected)
    {
        await using TestDatabase database = TestDatabase.Empty();
        Assert.Equal(expected, await database.ValueAsync(sql, ("", "a"), ("", "b")));
    }

    [Fact]
    public async Task One_text_with_other_values_gives_other_rows()
    {
        await using TestDatabase database = TestDatabase.Empty();
        Assert.Equal("2", await database.ValueAsync("SELECT @x + 1", ("x", 1)));
        Assert.Equal("2.5", await database.ValueAsync("SELECT @x + 1", ("x", 1.5)));
        Assert.Equal("NULL", await database.ValueAsync("SELECT @x + 1", ("x", null)));
    }

    [Fact]
    public void A_statement_names_its_own_parameters()
    {
        PreparedQuery query = TestDatabase.Empty().Session.Prepare("SELECT @a, @B, @a; SELECT @c");
        Assert.Equal([["a", "B"], ["c"]], query.Statements.Select(statement => statement.ParameterNames.ToArray()));
    }
}
