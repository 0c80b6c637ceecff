namespace Rerun.Data.Linq.Tests;

/// <summary>Selecting into new objects.</summary>
public sealed class ObjectProjectionTests(DrivesFixture drives) : IClassFixture<DrivesFixture>
{
    [Fact]
    public async Task A_new_object_takes_its_members_from_the_row()
    {
        await using var connection = drives.Source.OpenConnection();
        var samples = connection.Dataset("drives").Index<DriveSample>("log_time");
        var moments = await samples.OrderByDescending(row => row.Speed)
            .Select(row => new Moment { Drive = row.PartitionId, Speed = row.Speed, Labels = { row.PartitionId, "fast" } })
            .Take(5).ToListAsync();

        var expected = samples.AsEnumerable().OrderByDescending(row => row.Speed).Take(5).ToList();
        Assert.Equal(expected.Select(row => (row.PartitionId, row.Speed)), moments.Select(moment => (moment.Drive, moment.Speed)));
        Assert.All(moments, moment => Assert.Equal([moment.Drive, "fast"], moment.Labels));
    }

    private sealed class Moment
    {
        public string Drive { get; set; } = "";

        public double? Speed { get; set; }

        public List<string> Labels { get; } = [];
    }
}
