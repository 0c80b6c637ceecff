using Rerun.Data.Linq;

namespace Rerun.Data.Benchmarks.Reading;

/// <summary>LINQ: the start of a query that was run before, with new captured values, and typed rows beside a loop written by hand.</summary>
internal static class LinqFigures
{
    private const string SpeedColumn = "/drive/speed:Scalars:scalars";

    public static void Start(RerunConnection connection, Report report)
    {
        var times = QueryStarts.Times(connection);
        var rows = connection.Dataset("drives").Index<DriveRow>("log_time");
        var next = 0;
        var (microseconds, bytes) = Timing.Median(() =>
        {
            next = (next + 1) % times.Count;
            var (from, to, limit) = (times[next], times[next].AddSeconds(1), next / 1000.0);
            using var started = rows.Where(row => row.LogTime >= from && row.LogTime < to && row.Speed > limit).ToArrowReader();
        });
        report.Add("LINQ, new captured values: call to started execution", $"{microseconds:F1} µs", "≤ 30 µs", microseconds <= 30);
        report.Add("bytes: LINQ start", $"{bytes:F0}", "", true);
    }

    public static void Enumerate(RerunConnection connection, string dataset, Report report)
    {
        var rows = connection.Dataset(dataset).Contents("/signals/s0").Index<SignalRow>("log_time");
        var sql = $"SELECT rerun_partition_id, log_time, \"/signals/s0:Scalars:scalars\"[1] FROM dataframe('{dataset}', index => 'log_time', contents => '/signals/s0')";
        long count = 0;
        var seconds = Timing.Interleaved(
            15,
            () =>
            {
                foreach (var row in rows)
                {
                    count += row.Value > 0 ? 1 : 0;
                }
            },
            () =>
            {
                using var command = connection.CreateCommand(sql);
                using var reader = command.ExecuteReader();
                while (reader.Read())
                {
                    var row = new SignalRow { PartitionId = reader.GetString(0), LogTime = reader.GetDateTime(1), Value = reader.IsDBNull(2) ? null : reader.GetDouble(2) };
                    count += row.Value > 0 ? 1 : 0;
                }
            });
        report.Add("LINQ enumeration beside the reader loop", $"{seconds[0] / seconds[1]:F2} ({seconds[0] * 1000:F1} : {seconds[1] * 1000:F1} ms)", "≤ 1.3", seconds[0] / seconds[1] <= 1.3);
    }

    private sealed record DriveRow
    {
        public required string PartitionId { get; init; }

        public DateTime LogTime { get; init; }

        [RerunColumn(SpeedColumn)]
        public double? Speed { get; init; }
    }

    private sealed record SignalRow
    {
        public required string PartitionId { get; init; }

        public DateTime LogTime { get; init; }

        [RerunColumn("/signals/s0:Scalars:scalars")]
        public double? Value { get; init; }
    }
}
