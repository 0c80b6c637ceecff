using Rerun.Testing;

namespace Rerun.Data.Linq.Tests;

/// <summary>A dataset that has another dataset's name, or other columns than before, is not answered by an old plan.</summary>
public sealed class DatasetIdentityTests : IDisposable
{
    private readonly RerunDataSource _source = RerunDataSource.Create("Data Source=:memory:");
    private readonly RerunConnection _connection;

    public DatasetIdentityTests() => _connection = _source.OpenConnection();

    private IQueryable<DriveSample> Fast => _connection.Dataset("d").Index<DriveSample>("log_time").Where(row => row.Speed > 1);

    public void Dispose()
    {
        _connection.Dispose();
        _source.Dispose();
    }

    [Fact]
    public void A_dataset_made_anew_under_its_name_is_read_anew()
    {
        Make("d", "drive-001");
        Assert.Equal(["drive-001"], Partitions());
        Execute("DROP DATASET d");
        Make("d", "drive-001");
        Assert.Equal(["drive-001"], Partitions());
        Execute("DROP DATASET d");
        Make("d", "drive-002");
        Assert.Equal(["drive-002"], Partitions());
    }

    [Fact]
    public void A_dataset_that_took_the_name_of_another_is_read()
    {
        Make("d", "drive-001");
        Make("e", "drive-001");
        Assert.Equal(["drive-001"], Partitions());
        Execute("ALTER DATASET d RENAME TO old");
        Execute("ALTER DATASET e RENAME TO d");
        Execute("DROP DATASET old");
        Assert.Equal(["drive-001"], Partitions());
    }

    [Fact]
    public void Recordings_and_columns_that_came_later_are_seen()
    {
        Make("d", "drive-001");
        var all = _connection.Dataset("d").Index("log_time");
        int columns = all.First().Columns.Count;
        Assert.Equal(["drive-001"], Partitions());
        Register("d", "drive-002");
        Assert.Equal(["drive-001", "drive-002"], Partitions());
        var changed = all.First();
        Assert.True(changed.Columns.Count >= columns);
        Assert.Equal(all.ToList().Count, all.Count());
    }

    private string[] Partitions() => [.. Fast.Select(row => row.PartitionId).AsEnumerable().Distinct().Order()];

    private void Make(string dataset, string drive)
    {
        Execute($"CREATE DATASET {dataset}");
        Register(dataset, drive);
    }

    private void Register(string dataset, string drive) =>
        Execute($"CALL register('{dataset}', '{Path.Combine(SharedData.SampleDrives, $"{drive}.rrd")}')");

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
