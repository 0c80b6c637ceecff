namespace Rerun.Query.Tests.Queries;

public sealed class ExplainTests
{
    [Fact]
    public Task Ranges_partitions_and_not_null_become_view_calls() => Check(
        """
        SELECT rerun_partition_id, log_time, "/drive/speed:Scalars:scalars"[1] AS speed FROM drives.log_time
        WHERE '2025-03-03' <= log_time AND rerun_partition_id IN ('drive-002', 'drive-001') AND "/drive/speed:Scalars:scalars" IS NOT NULL
        ORDER BY rerun_partition_id, log_time LIMIT 5
        """,
        """
        Limit: 5
          Project: rerun_partition_id, log_time, list_element("/drive/speed:Scalars:scalars", 1) AS speed
            DataframeScan: drives.DataframeQueryView(index: "log_time", contents: "/**")
                .FilterPartitionId("drive-001", "drive-002")
                .FilterRange(2025-03-03 00:00:00, last)
                .FilterIsNotNull("/drive/speed:Scalars:scalars")
                .Select("rerun_partition_id", "log_time", "/drive/speed:Scalars:scalars")
                .Limit(5)
        """);

    [Fact]
    public Task Counting_reads_no_columns() => Check(
        "SELECT count(*) FROM drives.log_time",
        """
        Aggregate: count(*)
          DataframeScan: drives.DataframeQueryView(index: "log_time", contents: "/**")
              .Select()
        """);

    [Fact]
    public Task A_choice_between_index_and_partition_stays() => Check(
        "SELECT log_time FROM drives.log_time WHERE log_time > '2025-03-03' OR rerun_partition_id = 'x'",
        """
        Project: log_time
          Filter: (log_time > TIMESTAMP '2025-03-03 00:00:00') OR (rerun_partition_id = 'x')
            DataframeScan: drives.DataframeQueryView(index: "log_time", contents: "/**")
                .Select("rerun_partition_id", "log_time")
        """);

    [Fact]
    public Task A_choice_of_ranges_in_partitions_is_narrowed_and_checked_again() => Check(
        "SELECT frame FROM drives.frame WHERE (frame > 3 AND rerun_partition_id = 'x') OR (frame < 1 AND rerun_partition_id = 'y')",
        """
        Project: frame
          Filter: ((frame > 3) AND (rerun_partition_id = 'x')) OR ((frame < 1) AND (rerun_partition_id = 'y'))
            DataframeScan: drives.DataframeQueryView(index: "frame", contents: "/**")
                .FilterPartitionId("x", "y")
                .FilterRange([first, 0], [4, last])
                .Select("rerun_partition_id", "frame")
        """);

    [Fact]
    public Task What_no_row_can_meet_is_not_read() => Check("SELECT frame FROM drives.frame WHERE frame > 5 AND frame < 4", "Empty");

    [Fact]
    public Task A_condition_on_a_value_asks_for_rows_that_have_one() => Check(
        """SELECT frame FROM drives.frame WHERE "/drive/speed:Scalars:scalars"[1] > 3""",
        """
        Project: frame
          Filter: list_element("/drive/speed:Scalars:scalars", 1) > 3.0
            DataframeScan: drives.DataframeQueryView(index: "frame", contents: "/**")
                .FilterIsNotNull("/drive/speed:Scalars:scalars")
                .Select("frame", "/drive/speed:Scalars:scalars")
        """);

    [Fact]
    public Task With_fill_not_null_is_left_to_the_engine() => Check(
        """SELECT frame FROM dataframe('drives', index => 'frame', fill_latest_at => true) WHERE "/drive/speed:Scalars:scalars" IS NOT NULL""",
        """
        Project: frame
          Filter: "/drive/speed:Scalars:scalars" IS NOT NULL
            DataframeScan: drives.DataframeQueryView(index: "frame", contents: "/**")
                .FillLatestAt()
                .Select("frame", "/drive/speed:Scalars:scalars")
        """);

    [Fact]
    public Task Sorting_by_another_order_with_a_limit_is_a_top_n() => Check(
        "SELECT frame FROM drives.frame ORDER BY frame DESC LIMIT 3 OFFSET 2",
        """
        Limit: 3 OFFSET 2
          TopN 5: frame DESC
            DataframeScan: drives.DataframeQueryView(index: "frame", contents: "/**")
                .Select("frame")
        """);

    [Fact]
    public Task In_one_partition_the_index_alone_is_the_order() => Check(
        "SELECT frame FROM drives.frame WHERE rerun_partition_id = 'drive-001' ORDER BY frame",
        """
        DataframeScan: drives.DataframeQueryView(index: "frame", contents: "/**")
            .FilterPartitionId("drive-001")
            .Select("frame")
        """);

    [Fact]
    public async Task The_time_of_the_statement_is_a_constant()
    {
        await using TestDatabase database = TestDatabase.Drives();
        string plan = await database.PlanAsync("SELECT log_time FROM drives.log_time WHERE log_time < now() - INTERVAL '1 day'");
        Assert.Contains(".FilterRange(first, 20", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Filter:", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Analyze_adds_rows_and_time()
    {
        await using TestDatabase database = TestDatabase.Drives();
        string[] lines = await database.RowsAsync("EXPLAIN ANALYZE SELECT count(*) FROM drives.frame");
        Assert.Contains(lines, line => line.Contains("HashAggregate: 1 rows", StringComparison.Ordinal));
        Assert.StartsWith("Time: ", lines[^1], StringComparison.Ordinal);
    }

    private static async Task Check(string sql, string plan)
    {
        await using TestDatabase database = TestDatabase.Drives();
        Assert.Equal(plan.ReplaceLineEndings("\n"), await database.PlanAsync(sql));
    }
}
