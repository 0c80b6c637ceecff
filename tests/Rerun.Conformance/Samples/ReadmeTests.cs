using Dapper;
using Rerun.Data;
using Rerun.Data.Linq;
using Rerun.Testing;

namespace Rerun.Conformance.Samples;

/// <summary>The three faces as the README shows them give the same rows.</summary>
public sealed class ReadmeTests
{
    private static readonly DateTime From = new(2025, 3, 4, 7, 5, 30, DateTimeKind.Utc);
    private static readonly DateTime To = new(2025, 3, 4, 7, 5, 55, DateTimeKind.Utc);

    [Fact]
    public async Task Dapper_and_linq_agree()
    {
        await using var connection = new RerunConnection($"Data Source={SharedData.SampleDrives}");
        await connection.OpenAsync();
        var (from, to) = (From, To);

        var bySql = await connection.QueryAsync<Sample>("""
            SELECT rerun_partition_id AS drive, log_time AS time, "/drive/speed:Scalars:scalars"[1] AS speed
            FROM   drives.log_time
            WHERE  log_time BETWEEN @from AND @to AND "/drive/speed:Scalars:scalars"[1] > 2
            ORDER  BY speed DESC LIMIT 10
            """, new { from, to });
        var byLinq = await connection.Dataset("drives").Index<DriveSample>("log_time")
            .Where(s => s.LogTime >= from && s.LogTime <= to && s.Speed > 2)
            .OrderByDescending(s => s.Speed).Take(10)
            .ToListAsync();

        Assert.Equal(10, byLinq.Count);
        Assert.Equal(bySql, byLinq.Select(s => new Sample(s.Drive, s.LogTime, s.Speed!.Value)));
    }

    [Fact]
    public async Task The_catalog_api_reads_a_view_as_batches()
    {
        await using var connection = new RerunConnection($"Data Source={SharedData.SampleDrives}");
        await connection.OpenAsync();
        var drives = connection.Catalog.GetDataset("drives");
        Assert.Contains("drive-001", drives.GetPartitionIds());

        var view = drives.DataframeQueryView(index: "log_time", contents: "/camera/**")
            .FilterPartitionId("drive-001")
            .FillLatestAt();
        var rows = 0;
        using var batches = view.ToArrowReader();
        while (await batches.ReadNextRecordBatchAsync() is { } batch)
        {
            rows += batch.Length;
        }

        Assert.Equal(
            await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM dataframe('drives', index => 'log_time', contents => '/camera/**', filter_partition_id => 'drive-001')"),
            rows);
    }

    private sealed record Sample(string Drive, DateTime Time, double Speed);

    private sealed class DriveSample
    {
        [RerunPartition]
        public string Drive { get; set; } = "";

        public DateTime LogTime { get; set; }

        [RerunColumn("/drive/speed:Scalars:scalars")]
        public double? Speed { get; set; }
    }
}
