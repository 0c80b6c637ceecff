namespace Rerun.Data.Linq.Tests;

/// <summary>Set operations over sides that are put together differently.</summary>
public sealed class SetOperationShapeTests(DrivesFixture drives) : IClassFixture<DrivesFixture>
{
    [Fact]
    public async Task Sides_with_other_constants_keep_them_and_other_forms_are_refused()
    {
        await using var connection = drives.Source.OpenConnection();
        var samples = connection.Dataset("drives").Index<DriveSample>("log_time");
        var fast = samples.Where(row => row.Speed > 5);
        var slow = samples.Where(row => row.Speed < 0.1);

        Assert.Equal(
            fast.AsEnumerable().Select(row => ("fast", row.Speed)).Concat(slow.AsEnumerable().Select(row => ("slow", row.Speed))),
            fast.Select(row => new { Kind = "fast", row.Speed }).Concat(slow.Select(row => new { Kind = "slow", row.Speed })).AsEnumerable().Select(row => (row.Kind, row.Speed)));
        Assert.Equal(
            fast.AsEnumerable().Concat(slow.AsEnumerable()).Select(row => (row.PartitionId, row.Speed)).Order(),
            fast.Select(row => new { row.PartitionId, row.Speed }).Concat(slow.Select(row => new { row.PartitionId, row.Speed })).ToList()
                .Select(row => (row.PartitionId, row.Speed)).Order());
        Assert.Throws<RerunTranslationException>(() => fast.Select(row => new Pair(row.PartitionId, row.Speed)).Concat(slow.Select(row => new Pair { Name = row.PartitionId })).ToList());
    }

    private sealed class Pair
    {
        public Pair()
        {
        }

        public Pair(string name, double? value) => (Name, Value) = (name, value);

        public string Name { get; set; } = "";

        public double? Value { get; set; }
    }
}
