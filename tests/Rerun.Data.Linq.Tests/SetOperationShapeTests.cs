namespace Rerun.Data.Linq.Tests;

/// <summary>Set operations over sides that are put together differently.</summary>
public sealed class SetOperationShapeTests(DrivesFixture drives) : IClassFixture<DrivesFixture>
{
    [Fact]
    public async Task Sides_with_other_constants_are_refused_and_equal_sides_work()
    {
        await using var connection = drives.Source.OpenConnection();
        var samples = connection.Dataset("drives").Index<DriveSample>("log_time");
        var fast = samples.Where(row => row.Speed > 5);
        var slow = samples.Where(row => row.Speed < 0.1);

        Assert.Throws<RerunTranslationException>(
            () => fast.Select(row => new { Kind = "fast", row.Speed }).Concat(slow.Select(row => new { Kind = "slow", row.Speed })).ToList());
        Assert.Equal(
            fast.AsEnumerable().Concat(slow.AsEnumerable()).Select(row => (row.PartitionId, row.Speed)).Order(),
            fast.Select(row => new { row.PartitionId, row.Speed }).Concat(slow.Select(row => new { row.PartitionId, row.Speed })).ToList()
                .Select(row => (row.PartitionId, row.Speed)).Order());
    }
}
