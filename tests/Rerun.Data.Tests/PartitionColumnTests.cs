using Rerun.Testing;

namespace Rerun.Data.Tests;

/// <summary>A recording may have a timeline named like the partition column.</summary>
public sealed class PartitionColumnTests
{
    [SharedFact("data/edge")]
    public async Task A_timeline_of_the_partition_columns_name_does_not_hide_it()
    {
        var file = SharedData.PathOf("data", "edge", "timeline_named_like_the_partition_column.rrd");
        await using var source = RerunDataSource.Create($"Data Source={file}");
        await using var command = source.CreateCommand("""
            SELECT count(*) FROM timeline_named_like_the_partition_column.frame AS t
            WHERE rerun_partition_id = 'edge-timeline-named-like-the-partition-column' AND t.rerun_segment_id <> 'x'
            """);

        Assert.Equal(2L, await command.ExecuteScalarAsync());
    }
}
