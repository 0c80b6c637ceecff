namespace Rerun.Query.Tests.Queries;

public sealed class SelectTests
{
    [Theory]
    [InlineData("SELECT 1 + 2", "3")]
    [InlineData("SELECT 1 = 1 AND NULL", "NULL")]
    [InlineData("SELECT * FROM (VALUES (1, 'a'), (2, 'b')) t(x, y) WHERE x > 1", "2|b")]
    [InlineData("SELECT CASE WHEN 1 > 2 THEN 'a' ELSE 'b' END", "b")]
    [InlineData("SELECT count(*), sum(x), min(x), max(x), avg(x) FROM (VALUES (1), (2), (NULL), (4)) t(x)", "4|7|1|4|2.3333333333333335")]
    public async Task Selects_without_a_dataset(string sql, string expected)
    {
        await using TestDatabase database = TestDatabase.Empty();
        Assert.Equal(expected, string.Join('\n', await database.RowsAsync(sql)));
    }

    [Fact]
    public async Task Counts_the_rows_of_each_partition()
    {
        await using TestDatabase database = TestDatabase.Drives();
        string[] rows = await database.RowsAsync(
            """SELECT rerun_partition_id, count(*), count("/drive/speed:Scalars:scalars") FROM drives.log_time GROUP BY 1 ORDER BY 1 LIMIT 2""");
        Assert.Equal(["drive-001|800|800", "drive-002|700|700"], rows);
    }

    [Fact]
    public async Task Reads_elements_of_component_columns_in_order_of_the_index()
    {
        await using TestDatabase database = TestDatabase.Drives();
        string[] rows = await database.RowsAsync(
            """
            SELECT rerun_partition_id, log_time, "/drive/speed:Scalars:scalars"[1] AS speed FROM drives.log_time
            WHERE log_time >= '2024-01-01' AND "/drive/speed:Scalars:scalars" IS NOT NULL ORDER BY 1, 2 LIMIT 2
            """);
        Assert.Equal(["drive-001|TIMESTAMP '2025-03-03 08:15:00.001640448'|0.06", "drive-001|TIMESTAMP '2025-03-03 08:15:00.051119761'|0.12"], rows);
    }
}
