using System.Globalization;
using Rerun.Data.Benchmarks.Queries;

namespace Rerun.Data.Benchmarks.Reading;

/// <summary>From Execute to the first row, of queries that were run before, with other values of their parameters each time.</summary>
internal static class QueryStarts
{
    private static readonly (string Name, string Sql, int Columns)[] Queries =
    [
        ("`SELECT 1`", "SELECT 1", 1),
        ("`SELECT @p`", "SELECT @p", 1),
        ("a row by partition and time", "SELECT log_time, \"/drive/speed:Scalars:scalars\"[1] AS speed FROM drives.log_time WHERE rerun_partition_id = @id AND log_time = @t", 2),
        ("the same, all columns", "SELECT * FROM drives.log_time WHERE rerun_partition_id = @id AND log_time = @t", 0),
        ("count, average of a second", "SELECT count(*), avg(\"/drive/speed:Scalars:scalars\"[1]) FROM drives.log_time WHERE rerun_partition_id = @id AND log_time BETWEEN @t AND @end", 2),
        ("the partition table, a row", "SELECT rerun_partition_id FROM drives.__partitions WHERE rerun_partition_id = @id", 1),
    ];

    /// <summary>All queries over a folder that is listed, and that of a row over one with a catalogue of its own, whose version is asked for each time.</summary>
    public static void Run(RerunConnection connection, string drives, Report report)
    {
        Run(connection, Queries, "", report);
        var folder = Directory.CreateTempSubdirectory("rerun-benchmark");
        try
        {
            using var source = RerunDataSource.Create(new RerunConnectionStringBuilder { DataSource = folder.FullName, Mode = RerunOpenMode.ReadWriteCreate }.ConnectionString);
            using var catalogued = source.OpenConnection();
            using var register = catalogued.CreateCommand("CREATE DATASET drives; CALL register_prefix('drives', @folder)");
            register.Parameters.AddWithValue("folder", Path.GetFullPath(drives));
            register.ExecuteNonQuery();
            Run(catalogued, [Queries[2]], ", from a catalogue", report);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Run(RerunConnection connection, (string Name, string Sql, int Columns)[] queries, string place, Report report)
    {
        var times = Times(connection);
        foreach (var (name, sql, columns) in queries)
        {
            using var command = connection.CreateCommand(sql);
            var id = command.Parameters.AddWithValue("id", "drive-001");
            var t = command.Parameters.AddWithValue("t", times[0]);
            var end = command.Parameters.AddWithValue("end", times[0]);
            var p = command.Parameters.AddWithValue("p", 0L);
            command.Prepare();
            var next = 0;
            var width = columns;
            var (microseconds, bytes) = Timing.Median(() =>
            {
                next = (next + 1) % times.Count;
                (id.Value, t.Value, end.Value, p.Value) = ("drive-001", times[next], times[next].AddSeconds(1), (long)next);
                using var reader = command.ExecuteReader();
                if (!reader.Read())
                {
                    throw new InvalidOperationException($"{sql} has no row at {times[next]:O}.");
                }

                width = reader.FieldCount;
            });
            report.Add($"execute to first row: {name}{place}", $"{microseconds:F1} µs", "≤ 50 µs", microseconds <= 50);
            var budget = 8192 + (512 * width);
            report.Add($"bytes: {name}{place}", string.Create(CultureInfo.InvariantCulture, $"{bytes:F0}"), $"≤ {budget}", bytes <= budget);
        }
    }

    /// <summary>Few rows at any place of a large partition that was never read as a whole; chunks come into the cache as they are asked for.</summary>
    public static void Large(RerunConnection connection, string dataset, Report report)
    {
        using var command = connection.CreateCommand($"SELECT * FROM \"{dataset}\".log_time WHERE log_time BETWEEN @from AND @to");
        var (from, to) = (command.Parameters.AddWithValue("from", 0L), command.Parameters.AddWithValue("to", 0L));
        var random = new Random(1);
        var (microseconds, bytes) = Timing.Median(() =>
        {
            var time = BenchmarkQueries.Day3 + (random.Next(400_000) * 1_000_000L);
            (from.Value, to.Value) = (time, time + 3_000_000);
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
            }
        });
        report.Add("a few rows anywhere in 500,000, all columns", $"{microseconds:F1} µs, {bytes:F0} bytes", "", true);
    }

    /// <summary>Instants at which the first drive has rows.</summary>
    public static List<DateTime> Times(RerunConnection connection)
    {
        var times = new List<DateTime>();
        using var command = connection.CreateCommand(
            "SELECT log_time FROM drives.log_time WHERE rerun_partition_id = 'drive-001' AND \"/drive/speed:Scalars:scalars\" IS NOT NULL ORDER BY log_time LIMIT 500");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            // What DateTime cuts off would be missed by an equality.
            if (reader.GetInt64(0) % 100 == 0)
            {
                times.Add(reader.GetDateTime(0));
            }
        }

        return times;
    }
}
