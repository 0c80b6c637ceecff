namespace Rerun.Data.Linq.Tests;

/// <summary>The last of ordered rows, also where the keys tie.</summary>
public sealed class LastTests(DrivesFixture drives) : IClassFixture<DrivesFixture>
{
    [Fact]
    public async Task Of_rows_with_equal_keys_the_last_is_the_one_that_came_last()
    {
        await using var connection = drives.Source.OpenConnection();
        var samples = connection.Dataset("drives").Index<DriveSample>("log_time");
        var rows = samples.AsEnumerable().ToList();

        Assert.Equal(Key(rows.OrderBy(row => row.PartitionId).Last()), Key(samples.OrderBy(row => row.PartitionId).Last()));
        Assert.Equal(
            Key(rows.OrderByDescending(row => row.PartitionId).ThenBy(row => row.Speed).Last()),
            Key(samples.OrderByDescending(row => row.PartitionId).ThenBy(row => row.Speed).Last()));
        Assert.Equal(Key(rows.OrderBy(row => row.Speed).Last()), Key(samples.OrderBy(row => row.Speed).Last()));
        Assert.Equal(Key(rows[^1]), Key(samples.Last()));

        static (string, DateTime, double?) Key(DriveSample row) => (row.PartitionId, row.LogTime, row.Speed);
    }
}
