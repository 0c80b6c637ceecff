namespace Rerun.Query.Tests.Queries;

public sealed class DataframeFunctionTests
{
    [Theory]
    [InlineData("index => 'log_time', contents => '/drive/speed'", 6680)]
    [InlineData("index => 'log_time', contents => '/drive/speed', filter_partition_id => 'drive-001'", 800)]
    [InlineData("index => 'log_time', contents => '/drive/speed', filter_partition_id => ['drive-001', 'drive-002']", 1500)]
    [InlineData("index => 'log_time', contents => '/drive/speed', filter_partition_id => @ids", 1250)]
    [InlineData("index => 'log_time', contents => '/drive/speed', filter_partition_id => (@a,@b)", 1250)]
    [InlineData("index => 'log_time', contents => '/drive/speed', filter_partition_id => (SELECT @a WHERE 1 = 0)", 0)]
    [InlineData("index => 'log_time', contents => '/drive/speed', filter_range => [@from, @from + INTERVAL '500 ms']", 10)]
    [InlineData("index => 'log_time', contents => '/drive/speed', filter_range => ['2025-03-03 08:15:00', '2025-03-03 08:15:00.2']", 4)]
    [InlineData("index => 'frame', contents => '/drive/speed', filter_range => [0, 9], filter_partition_id => 'drive-001'", 10)]
    [InlineData("index => 'frame', contents => '/drive/speed', filter_range => [NULL, 9], filter_partition_id => 'drive-001'", 10)]
    [InlineData("index => 'frame', contents => '/drive/speed', filter_index_values => [1, 3, 100000], filter_partition_id => 'drive-001'", 2)]
    [InlineData("index => 'frame', contents => '/drive/speed', using_index_values => [1, 3, 3, 100000]", 36)]
    [InlineData("index => 'frame', contents => '/drive/speed', using_index_values => MAP {'drive-001': [1, 2], 'drive-002': [5]}", 3)]
    [InlineData("index => 'frame', contents => '{\"/drive/speed\": \"Scalars:scalars\"}', filter_is_not_null => '/drive/speed:Scalars:scalars', filter_partition_id => 'drive-001'", 800)]
    [InlineData("index => NULL", 12)]
    public async Task Options_choose_the_rows(string options, int count)
    {
        await using TestDatabase database = TestDatabase.Drives();
        Assert.Equal($"{count}", await database.ValueAsync(
            $"SELECT count(*) FROM dataframe('drives', {options})",
            ("ids", new[] { "drive-001", "drive-003" }), ("a", "drive-001"), ("b", "drive-003"), ("from", new DateTime(2025, 3, 3, 8, 15, 0, DateTimeKind.Utc))));
    }

    [Fact]
    public async Task Fill_takes_the_latest_value()
    {
        const string Sql = "SELECT count(\"/drive/steering:Scalars:scalars\") FROM dataframe('drives', index => 'frame', contents => '/drive/**', filter_partition_id => 'drive-001'";
        await using TestDatabase database = TestDatabase.Drives();
        Assert.NotEqual(await database.ValueAsync(Sql + ")"), await database.ValueAsync(Sql + ", fill_latest_at => true)"));
    }

    [Fact]
    public async Task Contents_choose_the_columns()
    {
        await using TestDatabase database = TestDatabase.Drives();
        Assert.Equal(
            ["rerun_partition_id", "elapsed", "frame", "log_time", "/drive/steering:Scalars:scalars"],
            await database.ColumnsAsync("SELECT * FROM dataframe('drives', index => 'frame', contents => '/drive/steering')"));
    }
}
