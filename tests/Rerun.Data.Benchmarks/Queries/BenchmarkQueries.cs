namespace Rerun.Data.Benchmarks.Queries;

/// <summary>The benchmark list over the data set <c>large</c>: partitions of 500,000 rows at 1 kHz, each a day after the one before.</summary>
internal static class BenchmarkQueries
{
    private const long Start = 1_750_000_000_000_000_000;
    private const long Day = 86_400_000_000_000;

    /// <summary>When the recording <c>large-003</c> begins, in nanoseconds since 1970.</summary>
    public const long Day3 = Start + (3 * Day);

    private const string Signal =
        """(SELECT rerun_partition_id, log_time, "/signals/s0:Scalars:scalars"[1] AS v FROM dataframe('{0}', index => 'log_time', contents => '/signals/s0'))""";

    /// <summary>The rows of the signal; <c>{0}</c> stands for the dataset.</summary>
    public static string SignalRows => $"SELECT rerun_partition_id, log_time, v FROM {Signal}";

    public static IReadOnlyList<BenchmarkQuery> All { get; } =
    [
        new("B01", "everything", """SELECT * FROM "{0}".log_time"""),
        new("B02", "six dense signals", "SELECT * FROM dataframe('{0}', index => 'log_time', contents => '/signals/**')"),
        new("B03", "one dense signal", "SELECT * FROM dataframe('{0}', index => 'log_time', contents => '/signals/s0')"),
        new(
            "B04", "five seconds of a partition", """SELECT * FROM "{0}".log_time WHERE rerun_partition_id = 'large-003' AND log_time BETWEEN @a AND @b""",
            ("a", Day3 + 100_000_000_000), ("b", Day3 + 105_000_000_000)),
        new("B05", "rows of a sparse component", """SELECT * FROM "{0}".log_time WHERE "/sparse:Sparse:state" IS NOT NULL"""),
        new("B06", "1,000 sampled instants, filled", Sampled, ("values", Instants(1000, 500_000_000_000))),
        new("B07", "a partition, filled", "SELECT * FROM dataframe('{0}', index => 'log_time', filter_partition_id => ['large-003'], fill_latest_at => true)"),
        new("B08", "count, average, extremes per partition", $"SELECT rerun_partition_id, count(v), avg(v), min(v), max(v) FROM {Signal} GROUP BY 1")
        {
            Sqlite = "SELECT partition, count(v), avg(v), min(v), max(v) FROM s GROUP BY 1",
        },
        new("B09", "rows above a bound", $"SELECT rerun_partition_id, log_time, v FROM {Signal} WHERE v > 1.05") { Sqlite = "SELECT partition, log_time, v FROM s WHERE v > 1.05" },
        new("B10", "average per second", $"SELECT rerun_partition_id, date_trunc('second', log_time), avg(v) FROM {Signal} GROUP BY 1, 2")
        {
            Sqlite = "SELECT partition, log_time / 1000000000 * 1000000000, avg(v) FROM s GROUP BY 1, 2",
        },
        new("B11", "ten largest values", $"SELECT rerun_partition_id, log_time, v FROM {Signal} ORDER BY v DESC LIMIT 10")
        {
            Sqlite = "SELECT partition, log_time, v FROM s ORDER BY v DESC LIMIT 10",
        },
        new("B12", "count of rows", "SELECT count(*) FROM dataframe('{0}', index => 'log_time', contents => '/signals/s0')") { Sqlite = "SELECT count(*) FROM s" },
        new("B13", "the state at one instant", Sampled, ("values", new[] { Day3 + 125_000_000_000 })),
        new("B14", "the partition table", """SELECT * FROM "{0}".__partitions"""),
        new("B15", "the schema of the dataset", "SELECT * FROM information_schema.columns WHERE table_schema = '{0}' AND table_name = 'log_time'"),
    ];

    private static string Sampled =>
        "SELECT * FROM dataframe('{0}', index => 'log_time', filter_partition_id => ['large-003'], using_index_values => @values, fill_latest_at => true)";

    private static long[] Instants(int count, long span) => [.. Enumerable.Range(0, count).Select(i => Day3 + (i * (span / count)))];
}
