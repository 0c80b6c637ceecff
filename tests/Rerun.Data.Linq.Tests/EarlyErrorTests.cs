using System.Data;

namespace Rerun.Data.Linq.Tests;

/// <summary>A query that cannot be translated says so before anything is opened.</summary>
public sealed class EarlyErrorTests
{
    private static readonly Dictionary<string, Func<IQueryable<DriveSample>, object?>> Refused = new()
    {
        ["client code in Where"] = q => q.Where(r => IsFast(r.Speed)).ToList(),
        ["client code in Any"] = q => q.Any(r => IsFast(r.Speed)),
        ["client code in All"] = q => q.All(r => IsFast(r.Speed)),
        ["client code in Count"] = q => q.Count(r => IsFast(r.Speed)),
        ["client code in OrderBy"] = q => q.OrderBy(r => IsFast(r.Speed)).ToList(),
        ["client code in GroupBy"] = q => q.GroupBy(r => IsFast(r.Speed)).Select(g => g.Count()).ToList(),
        ["client code in Sum"] = q => q.Sum(r => Twice(r.Speed)),
        ["client code before Distinct"] = q => q.Select(r => IsFast(r.Speed)).Distinct().ToList(),
        ["client code before Where"] = q => q.Select(r => new { Fast = IsFast(r.Speed) }).Where(r => r.Fast).ToList(),
        ["new identity in Where"] = q => q.Select(r => new { Id = Guid.NewGuid() }).Where(r => r.Id == Guid.Empty).ToList(),
        ["culture"] = q => q.Where(r => r.PartitionId.StartsWith("d", StringComparison.CurrentCulture)).ToList(),
        ["set with a comparer"] = q => q.Where(r => new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "DRIVE-001" }.Contains(r.PartitionId)).ToList(),
        ["client code in DistinctBy"] = q => q.DistinctBy(r => IsFast(r.Speed)).ToList(),
        ["TakeWhile"] = q => q.TakeWhile(r => r.Speed > 1).ToList(),
        ["SkipWhile"] = q => q.SkipWhile(r => r.Speed > 1).ToList(),
        ["Append"] = q => q.Select(r => r.PartitionId).Append("x").ToList(),
        ["Prepend"] = q => q.Select(r => r.PartitionId).Prepend("x").ToList(),
        ["Zip"] = q => q.Zip(q, (a, b) => a.Speed).ToList(),
        ["SequenceEqual"] = q => q.SequenceEqual(q),
        ["Aggregate"] = q => q.Select(r => r.Speed).Aggregate((a, b) => a + b),
        ["indexed Where"] = q => q.Where((r, i) => i > 1).ToList(),
        ["indexed Select"] = q => q.Select((r, i) => i).ToList(),
        ["Chunk"] = q => q.Chunk(3).ToList(),
        ["UnionBy"] = q => q.UnionBy(q, r => r.PartitionId).ToList(),
        ["ExceptBy"] = q => q.ExceptBy(new[] { "drive-001" }, r => r.PartitionId).ToList(),
        ["AggregateBy"] = q => q.AggregateBy(r => r.PartitionId, 0, (n, r) => n + 1).ToList(),
        ["IntersectBy"] = q => q.IntersectBy(new[] { "drive-001" }, r => r.PartitionId).ToList(),
        ["Index"] = q => q.Index().ToList(),
        ["Shuffle"] = q => q.Shuffle().ToList(),
        ["ExceptBy of a query"] = q => q.ExceptBy(q.Select(r => r.PartitionId), r => r.PartitionId).ToList(),
        ["GroupBy with a comparer"] = q => q.GroupBy(r => r.PartitionId, StringComparer.OrdinalIgnoreCase).ToList(),
        ["Join with a comparer"] = q => q.Join(q, r => r.PartitionId, r => r.PartitionId, (a, b) => a.PartitionId, StringComparer.OrdinalIgnoreCase).ToList(),
        ["Union with a comparer"] = q => q.Select(r => r.PartitionId).Union(q.Select(r => r.PartitionId), StringComparer.OrdinalIgnoreCase).ToList(),
        ["Contains with a comparer"] = q => q.Select(r => r.PartitionId).Contains("x", StringComparer.OrdinalIgnoreCase),
        ["Min with a comparer"] = q => q.Select(r => r.PartitionId).Min(StringComparer.OrdinalIgnoreCase),
        ["MaxBy with a comparer"] = q => q.MaxBy(r => r.PartitionId, StringComparer.OrdinalIgnoreCase),
        ["DistinctBy with a comparer"] = q => q.DistinctBy(r => r.PartitionId, StringComparer.OrdinalIgnoreCase).ToList(),
        ["Order with a comparer"] = q => q.Select(r => r.PartitionId).Order(StringComparer.OrdinalIgnoreCase).ToList(),
        ["LeftJoin with a comparer"] = q => q.LeftJoin(q, r => r.PartitionId, r => r.PartitionId, (a, b) => a.PartitionId, StringComparer.OrdinalIgnoreCase).ToList(),
        ["indexed SelectMany"] = q => q.SelectMany((r, i) => r.Charges!).ToList(),
        ["client code in a join key"] = q => q.Join(q, r => IsFast(r.Speed), r => true, (a, b) => a.PartitionId).ToList(),
        ["client code in a sub-query"] = q => q.Where(r => q.Any(x => IsFast(x.Speed) && x.LogTime == r.LogTime)).ToList(),
        ["client code in a group"] = q => q.GroupBy(r => r.PartitionId).Where(g => g.Any(r => IsFast(r.Speed))).Select(g => g.Key).ToList(),
        ["too deep"] = q => Enumerable.Range(0, 1200).Aggregate(q, (query, i) => query.Where(r => r.Speed != i)).Count(),
        ["Aggregate with a seed"] = q => q.Select(r => r.Speed).Aggregate(0.0, (a, b) => a + b ?? 0),
        ["CountBy"] = q => q.CountBy(r => r.PartitionId).ToList(),
        ["Distinct with a comparer"] = q => q.Select(r => r.PartitionId).Distinct(StringComparer.OrdinalIgnoreCase).ToList(),
        ["OrderBy with a comparer"] = q => q.OrderBy(r => r.PartitionId, StringComparer.OrdinalIgnoreCase).ToList(),
        ["TakeLast without order"] = q => q.GroupBy(r => r.PartitionId).Select(g => g.Key).TakeLast(2).ToList(),
        ["Reverse without order"] = q => q.GroupBy(r => r.PartitionId).Select(g => g.Key).Reverse().ToList(),
        ["last without order"] = q => q.GroupBy(r => r.PartitionId).Select(g => new { g.Key, N = g.Count() }).Last(),
    };

    public static TheoryData<string> Names => [.. Refused.Keys];

    public static IEnumerable<string> RefusedNames => Refused.Keys;

    [Theory]
    [MemberData(nameof(Names))]
    public void Refused_queries_open_nothing(string name)
    {
        using var connection = new RerunConnection($"Data Source={Path.Combine(Path.GetTempPath(), "no-such-folder-of-recordings")}");
        var samples = connection.Dataset("drives").Index<DriveSample>("log_time");
        var fault = Assert.Throws<RerunTranslationException>(() => Refused[name](samples));
        Assert.NotEmpty(fault.Operator);
        Assert.Equal(ConnectionState.Closed, connection.State);
    }

    [Fact]
    public async Task Refused_queries_over_named_columns_open_nothing()
    {
        await using var connection = new RerunConnection($"Data Source={Path.Combine(Path.GetTempPath(), "no-such-folder-of-recordings")}");
        var rows = connection.Dataset("drives").Index("log_time");
        await Assert.ThrowsAsync<RerunTranslationException>(() => rows.Where(r => IsFast(r["/drive/speed:Scalars:scalars"].As<double?>())).ToListAsync());
        await Assert.ThrowsAsync<RerunTranslationException>(() => rows.CountAsync(r => IsFast(r["/drive/speed:Scalars:scalars"].As<double?>())));
        Assert.Equal(ConnectionState.Closed, connection.State);
    }

    [Fact]
    public void A_query_that_can_be_translated_does_open()
    {
        using var connection = new RerunConnection($"Data Source={Path.Combine(Path.GetTempPath(), "no-such-folder-of-recordings")}");
        var fault = Assert.ThrowsAny<Exception>(() => connection.Dataset("drives").Index<DriveSample>("log_time").Count());
        Assert.IsNotType<RerunTranslationException>(fault);
    }

    private static bool IsFast(double? speed) => speed > 5;

    private static double Twice(double? speed) => speed * 2 ?? 0;
}
