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
    public void Lists_of_any_length_share_a_plan()
    {
        using var connection = drives.Source.OpenConnection();
        PlanCache cache = PlanCache.Of(connection.QuerySession.Engine);
        var all = connection.Dataset("drives").Index<DriveSample>("log_time").AsEnumerable().Select(r => r.PartitionId).ToList();
        int In(IEnumerable<string> ids) => connection.Dataset("drives").Index<DriveSample>("log_time").Where(r => ids.Contains(r.PartitionId) && r.PartitionId != "").Count();
        string[] drivesWanted = ["drive-001", "drive-002", "drive-003"];
        Assert.Equal(all.Count(drivesWanted.Contains), In(drivesWanted));
        long before = cache.Hits;
        for (int i = 1; i <= 10; i++)
        {
            string[] some = [.. Enumerable.Range(1, i).Select(n => FormattableString.Invariant($"drive-{n:000}"))];
            Assert.Equal(all.Count(some.Contains), In(some));
        }

        Assert.Equal(before + 10, cache.Hits);
        Assert.Equal(0, In([]));
    }

    [Fact]
    public void A_set_that_compares_otherwise_is_refused_though_its_query_is_known()
    {
        using var connection = drives.Source.OpenConnection();
        int In(HashSet<string> ids) => connection.Dataset("drives").Index<DriveSample>("log_time").Count(r => ids.Contains(r.PartitionId));
        Assert.NotEqual(0, In(["drive-001"]));
        Assert.NotEqual(0, In(new HashSet<string>(StringComparer.Ordinal) { "drive-001" }));
        Assert.Throws<RerunTranslationException>(() => In(new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "DRIVE-001" }));
    }

    [Fact]
    public void A_list_that_computes_its_items_is_read_once_and_its_nulls_count()
    {
        using var connection = drives.Source.OpenConnection();
        var rows = connection.Dataset("drives").Index<DriveSample>("log_time").AsEnumerable().ToList();
        int reads = 0;
        IEnumerable<double?> Charges(params double?[] values)
        {
            reads++;
            foreach (double? value in values)
            {
                yield return value;
            }
        }

        int In(IEnumerable<double?> values) => connection.Dataset("drives").Index<DriveSample>("log_time").Count(r => values.Contains(r.Charge));
        double? some = rows.First(row => row.Charge is not null).Charge;
        Assert.Equal(rows.Count(row => row.Charge == some), In(Charges(some)));
        Assert.Equal(rows.Count(row => row.Charge is null), In(Charges([null])));
        Assert.Equal(rows.Count(row => row.Charge == some || row.Charge is null), In(Charges(some, null)));
        Assert.Equal(3, reads);
    }

    [Fact]
    public void The_SQL_of_a_query_with_a_list_has_its_items()
    {
        using var connection = drives.Source.OpenConnection();
        string Sql(string[] ids) => connection.Dataset("drives").Index<DriveSample>("log_time").Where(r => ids.Contains(r.PartitionId)).ToQueryString();
        Assert.Contains("'drive-002'", Sql(["drive-001", "drive-002"]), StringComparison.Ordinal);
        Assert.DoesNotContain("'drive-002'", Sql(["drive-001", "drive-003"]), StringComparison.Ordinal);
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
