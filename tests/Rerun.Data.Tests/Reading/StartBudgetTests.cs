using System.Diagnostics;
using System.Reflection;
using Rerun.Arrow;
using Rerun.Testing;

namespace Rerun.Data.Tests.Reading;

/// <summary>What a query that was run before may allocate, from Execute until its reader is disposed, with the first row read.</summary>
public sealed class StartBudgetTests
{
    private const string Row =
        "SELECT log_time, \"/drive/speed:Scalars:scalars\"[1] AS speed FROM drives.log_time WHERE rerun_partition_id = @id AND log_time = @t";

    private const string AllColumns = "SELECT * FROM drives.log_time WHERE rerun_partition_id = @id AND log_time = @t";

    // The least of many runs counts: a collection on another thread may add to a run, and code may not be compiled to its end yet.
    private const int Runs = 60;

    // The budget is one of optimized code: else the compiler makes an object of each asynchronous call.
    private static readonly int Factor =
        typeof(RerunConnection).Assembly.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true } ? 2 : 1;

    [Theory]
    [InlineData("SELECT 1")]
    [InlineData("SELECT @p")]
    [InlineData("SELECT @p + 1 AS a, @id AS b")]
    [InlineData(Row)]
    [InlineData(AllColumns)]
    [InlineData("SELECT log_time FROM drives.log_time WHERE rerun_partition_id = @id AND log_time >= @t LIMIT 1")]
    [InlineData("SELECT count(*), avg(\"/drive/speed:Scalars:scalars\"[1]) FROM drives.log_time WHERE rerun_partition_id = @id AND log_time BETWEEN @t AND @end")]
    [InlineData("SELECT rerun_partition_id FROM drives.__partitions WHERE rerun_partition_id = @id")]
    [InlineData("SELECT * FROM drives.__partitions WHERE rerun_partition_id = @id")]
    public void A_known_query_starts_within_its_budget(string sql)
    {
        using var source = RerunDataSource.Create($"Data Source={SharedData.SampleDrives}");
        using var connection = source.OpenConnection();
        IsWithinBudget(connection, sql);
    }

    [Fact]
    public void So_does_one_over_a_catalogue_whose_version_is_asked_for_each_time() => WithCatalogue(connection => IsWithinBudget(connection, Row));

    [Fact]
    public void So_does_one_that_is_asked_again_of_a_partition_of_which_no_more_was_read()
    {
        using var source = RerunDataSource.Create($"Data Source={SharedData.SampleDrives}");
        using var reading = source.OpenConnection();
        var time = Times(reading)[150];
        WithCatalogue(connection => IsWithinBudget(connection, Row, [.. Enumerable.Repeat(time, Runs * 5)]));
    }

    private static void WithCatalogue(Action<RerunConnection> test)
    {
        var folder = Directory.CreateTempSubdirectory("rerun-budget");
        try
        {
            Register(folder.FullName);
            using var source = RerunDataSource.Create($"Data Source={folder.FullName}");
            using var connection = source.OpenConnection();
            test(connection);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // What registering reads is not at hand for a data source that is opened later.
    private static void Register(string folder)
    {
        using var source = RerunDataSource.Create($"Data Source={folder};Mode=ReadWriteCreate");
        using var connection = source.OpenConnection();
        using var register = connection.CreateCommand("CREATE DATASET drives; CALL register_prefix('drives', @folder)");
        register.Parameters.AddWithValue("folder", Path.GetFullPath(SharedData.SampleDrives));
        register.ExecuteNonQuery();
    }

    private static void IsWithinBudget(RerunConnection connection, string sql, List<Timestamp64>? times = null)
    {
        // The test's own thread has a synchronization context, so that queries would run on others, where nobody counts.
        var (least, columns) = (0L, 0);
        var thread = new Thread(() => (least, columns) = Measure(connection, sql, times ?? Times(connection)));
        thread.Start();
        thread.Join();
        Assert.InRange(least, 1000, (8192 + (512 * columns)) * Factor);
    }

    private static (long Least, int Columns) Measure(RerunConnection connection, string sql, List<Timestamp64> times)
    {
        using var command = connection.CreateCommand(sql);
        command.Parameters.AddWithValue("id", "drive-001");
        var (time, end) = (command.Parameters.AddWithValue("t", times[0]), command.Parameters.AddWithValue("end", times[0]));
        var number = command.Parameters.AddWithValue("p", 1L);
        var (least, columns) = (long.MaxValue, 0);
        for (var run = 0; run < Runs; run++)
        {
            var start = times[run * 5];
            (time.Value, end.Value, number.Value) = (start, start + new Duration64(1_000_000_000), (long)run);
            var before = GC.GetAllocatedBytesForCurrentThread();
            using (var reader = command.ExecuteReader())
            {
                reader.Read();
                columns = reader.FieldCount;
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return (least, columns);
    }

    // All rows are read, so that what was found of the partition is kept.
    private static List<Timestamp64> Times(RerunConnection connection)
    {
        using var instants = connection.CreateCommand("SELECT log_time FROM drives.log_time WHERE rerun_partition_id = 'drive-001' LIMIT 300");
        var times = new List<Timestamp64>();
        using var reader = instants.ExecuteReader();
        while (reader.Read())
        {
            times.Add(reader.GetTimestamp64(0));
        }

        return times;
    }
}
