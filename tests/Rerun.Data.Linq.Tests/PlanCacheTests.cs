using Rerun.Arrow;
using Rerun.Data.Linq.Execution;

namespace Rerun.Data.Linq.Tests;

/// <summary>A repeated query is translated once, whatever its values; many threads may share it.</summary>
public sealed class PlanCacheTests(DrivesFixture drives) : IClassFixture<DrivesFixture>
{
    [Fact]
    public void New_captured_values_hit_the_cache_and_count()
    {
        using var connection = drives.Source.OpenConnection();
        PlanCache cache = PlanCache.Of(connection.QuerySession.Engine);
        int Fast(double limit, int most) => connection.Dataset("drives").Index<DriveSample>("log_time").Where(r => r.Speed > limit).Take(most).ToList().Count;
        int none = Fast(1e9, 10);
        long before = cache.Hits;
        Assert.Equal(0, none);
        Assert.Equal(3, Fast(0, 3));
        Assert.Equal(7, Fast(0, 7));
        Assert.Equal(before + 2, cache.Hits);
    }

    [Fact]
    public void Another_null_or_another_literal_is_another_plan()
    {
        using var connection = drives.Source.OpenConnection();
        int At(double? speed) => connection.Dataset("drives").Index<DriveSample>("log_time").Count(r => r.Speed == speed);
        Assert.Equal(At(null), connection.Dataset("drives").Index<DriveSample>("log_time").Count(r => r.Speed == null));
        Assert.Equal(0, At(1e9));
        Assert.Equal(At(null), connection.Dataset("drives").Index<DriveSample>("log_time").Count(r => r.Speed == null));
    }

    [Fact]
    public void Lists_that_look_alike_as_text_are_different_plans()
    {
        using var connection = drives.Source.OpenConnection();
        int In(string[] ids) => connection.Dataset("drives").Index<DriveSample>("log_time").Count(r => ids.Contains(r.PartitionId));
        Assert.Equal(0, In(["drive-001|drive-002"]));
        Assert.NotEqual(0, In(["drive-001", "drive-002"]));
        var rows = connection.Dataset("drives").Index("log_time");
        long time = rows.First().Index.Nanoseconds;
        int At(Timestamp64[] times) => rows.Count(r => times.Contains(r.Index));
        Assert.Equal(0, At([new(time + 1), new(time + 2)]));
        Assert.Equal(1, At([new(time), new(time + 2)]));
    }

    [Fact]
    public void Many_threads_get_their_own_rows()
    {
        string[] ids = [.. drives.Source.Dataset("drives").Static().Select(r => r.PartitionId)];
        Parallel.For(0, 32, i =>
        {
            string id = ids[i % ids.Length];
            var rows = drives.Source.Dataset("drives").Index<DriveSample>("log_time").Where(r => r.PartitionId == id).Take(50).ToList();
            Assert.NotEmpty(rows);
            Assert.All(rows, row => Assert.Equal(id, row.PartitionId));
        });
    }

    [Fact]
    public async Task A_cancelled_token_cancels()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => drives.Source.Dataset("drives").Index<DriveSample>("log_time").ToListAsync(cancelled.Token));
    }
}
