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

    [Fact]
    public async Task The_last_is_found_behind_operators_that_keep_the_order()
    {
        await using var connection = drives.Source.OpenConnection();
        var samples = connection.Dataset("drives").Index<DriveSample>("log_time");
        var rows = samples.AsEnumerable().ToList().AsQueryable();
        Func<IQueryable<DriveSample>, IQueryable<object?>>[] shapes =
        [
            q => q.OrderBy(r => r.Charge).Select(r => new { r.PartitionId, r.LogTime }),
            q => q.OrderBy(r => r.Charge).Select(r => new { r.PartitionId, r.LogTime }).Select(r => r.PartitionId),
            q => q.OrderBy(r => r.Charge).Select(r => new { r.PartitionId, Twice = r.Charge * 2 }).Where(r => r.Twice > 100),
            q => q.OrderByDescending(r => r.PartitionId).Where(r => r.Charge > 60).Select(r => new { r.PartitionId, r.LogTime }),
            q => q.OrderBy(r => r.Charge).Take(40).Select(r => new { r.PartitionId, r.LogTime }),
            q => q.OrderBy(r => r.Charge).Skip(40).Take(40).Select(r => (object?)r.LogTime),
            q => q.OrderBy(r => r.Charge).Take(40).OrderBy(r => r.PartitionId).Select(r => new { r.PartitionId, r.LogTime }),
            q => q.OrderBy(r => r.PartitionId).OrderByDescending(r => r.Charge).Where(r => r.Charge != null).Select(r => new { r.PartitionId, r.LogTime }),
            q => q.Where(r => r.Charge > 1e9).OrderBy(r => r.Charge).Select(r => new { r.PartitionId }),
        ];
        foreach (var shape in shapes)
        {
            object? expected = shape(rows).LastOrDefault();
            Assert.Equal(expected, shape(samples).LastOrDefault());
            Assert.Equal(expected, await shape(samples).LastOrDefaultAsync());
        }

        Assert.Equal(
            rows.OrderBy(r => r.Charge).Select(r => new { r.PartitionId, r.LogTime }).Last(r => r.PartitionId == "drive-003"),
            samples.OrderBy(r => r.Charge).Select(r => new { r.PartitionId, r.LogTime }).Last(r => r.PartitionId == "drive-003"));
    }
}
