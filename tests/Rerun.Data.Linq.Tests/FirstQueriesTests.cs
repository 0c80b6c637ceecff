namespace Rerun.Data.Linq.Tests;

/// <summary>Queries as the documentation shows them.</summary>
public sealed class FirstQueriesTests(DrivesFixture drives) : IClassFixture<DrivesFixture>
{
    [Fact]
    public async Task A_dataset_answers_as_objects_and_by_column_names()
    {
        await using var connection = drives.Source.OpenConnection();
        var samples = connection.Dataset("drives").Index<DriveSample>("log_time");
        var all = await samples.ToListAsync();
        Assert.NotEmpty(all);
        Assert.Equal(all.Count, samples.Count());
        Assert.Equal(all.Count(row => row.Speed > 5), samples.Count(row => row.Speed > 5));
        var rows = connection.Dataset("drives").Index("log_time");
        Assert.Equal(
            all.Where(row => row.Speed > 5).OrderByDescending(row => row.Speed).Take(7).Select(row => row.Speed),
            rows.Where(row => row["/drive/speed:Scalars:scalars"].As<double?>() > 5).OrderByDescending(row => row["/drive/speed:Scalars:scalars"].As<double?>())
                .Take(7).Select(row => row["/drive/speed:Scalars:scalars"].As<double?>()));
        var first = rows.First();
        Assert.Equal(all[0].PartitionId, first.PartitionId);
        Assert.Equal(all[0].LogTime, first.Index.ToDateTime());
    }
}
