namespace Rerun.Data.Linq.Tests;

/// <summary>Operators that are written by others give what LINQ to Objects gives.</summary>
public sealed class LaterOperatorTests(DrivesFixture drives) : IClassFixture<DrivesFixture>
{
    private static readonly Func<IQueryable<DriveSample>, IQueryable<object?>>[] Sequences =
    [
        q => q.Select(r => r.Charge).Order().Select(c => (object?)c),
        q => q.Select(r => r.Charge).OrderDescending().Take(30).Select(c => (object?)c),
        q => q.Select(r => (object?)r.Charge),
        q => q.Select(r => (object?)r.Charge).Distinct(),
        q => q.Select(r => r.LogTime).Order().Skip(3).Select(c => (object?)c),
        q => q.OrderBy(r => r.Charge).Take(new Range(3, 7)).Select(r => new { r.PartitionId, r.LogTime }),
        q => q.Take(Range.StartAt(5)).Take(Range.EndAt(4)).Select(r => new { r.PartitionId, r.LogTime }),
        q => q.DistinctBy(r => r.PartitionId).Select(r => new { r.PartitionId, r.LogTime }),
        q => q.OrderByDescending(r => r.Charge).DistinctBy(r => new { r.PartitionId, HasCharge = r.Charge != null }).Select(r => new { r.PartitionId, r.LogTime, r.Charge }),
        q => q.Select(r => new { r.PartitionId, Whole = r.Charge }).DistinctBy(r => r.Whole).Where(r => r.Whole != 3),
        q => q.DistinctBy(r => 1).Select(r => new { r.PartitionId, r.LogTime }),
        q => q.Take(new Range(7, 3)).Select(r => new { r.PartitionId, r.LogTime }),
        q => q.Take(^3..).Select(r => new { r.PartitionId, r.LogTime }),
        q => q.Take(..^5).Select(r => new { r.PartitionId, r.LogTime }),
        q => q.Take(4..^5).Select(r => new { r.PartitionId, r.LogTime }),
        q => q.Take(4..^1_000_000).Select(r => new { r.PartitionId, r.LogTime }),
        q => q.Take(^9..^5).Select(r => new { r.PartitionId, r.LogTime }),
        q => q.Take(5).Take(^9..^2).Select(r => new { r.PartitionId, r.LogTime }),
        q => q.Take(^2..^4).Select(r => new { r.PartitionId, r.LogTime }),
        q => q.OrderBy(r => r.Charge).ThenBy(r => r.LogTime).Take(^4..).Where(r => r.Charge > 0).Select(r => new { r.PartitionId, r.LogTime }),
    ];

    private static readonly Func<IQueryable<DriveSample>, object?>[] Values =
    [
        q => q.MinBy(r => r.Charge),
        q => q.MaxBy(r => r.Charge),
        q => q.Where(r => r.Charge == null).MinBy(r => r.Charge),
        q => q.MaxBy(r => r.PartitionId),
        q => q.Where(r => r.Charge > 1e9).MinBy(r => r.LogTime),
        q => q.Select(r => new { r.PartitionId, r.LogTime }).MaxBy(r => r.LogTime),
        q => q.ElementAt(17),
        q => q.ElementAt(new Index(3)),
        q => q.ElementAt(^1),
        q => q.ElementAt(^7),
        q => q.ElementAtOrDefault(^1_000_000),
        q => q.ElementAtOrDefault(^0),
        q => q.ElementAtOrDefault(1_000_000),
        q => q.ElementAtOrDefault(-1),
        q => q.Select(r => r.LogTime).ElementAtOrDefault(1_000_000),
        q => q.OrderByDescending(r => r.Charge).Select(r => r.Charge).ElementAt(2),
    ];

    private RerunQueryable<DriveSample> Samples => drives.Source.Dataset("drives").Index<DriveSample>("log_time");

    private IQueryable<DriveSample> InMemory => (drives.Rows ??= [.. Samples]).AsQueryable();

    [Fact]
    public async Task Sequences_agree_with_LINQ_to_Objects()
    {
        foreach (var shape in Sequences)
        {
            var expected = shape(InMemory).ToList();
            Assert.Equal(expected, shape(Samples).ToList());
            Assert.Equal(expected, await shape(Samples).ToListAsync());
        }
    }

    [Fact]
    public void Values_agree_with_LINQ_to_Objects()
    {
        foreach (var shape in Values)
        {
            Assert.Equal(Key(shape(InMemory)), Key(shape(Samples)));
        }

        static object? Key(object? value) => value is DriveSample row ? (row.PartitionId, row.LogTime, row.Charge) : value;
    }

    [Fact]
    public void Places_that_are_not_there_are_errors()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => InMemory.ElementAt(1_000_000));
        Assert.Throws<ArgumentOutOfRangeException>(() => Samples.ElementAt(1_000_000));
        Assert.Throws<ArgumentOutOfRangeException>(() => Samples.ElementAt(-1));
        Assert.Throws<InvalidOperationException>(() => Samples.Where(r => r.Charge > 1e9).Select(r => r.LogTime).MinBy(time => time));
        Assert.Throws<ArgumentOutOfRangeException>(() => InMemory.ElementAt(^0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Samples.ElementAt(^0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Samples.ElementAt(^1_000_000));
        Assert.Throws<RerunTranslationException>(() => Samples.Take(^3..4).ToList());
    }
}
