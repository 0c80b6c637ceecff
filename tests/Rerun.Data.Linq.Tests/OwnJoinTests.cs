using Rerun.Data.Linq.Tests.Shapes;

namespace Rerun.Data.Linq.Tests;

/// <summary>Full joins and joins by time give what loops over the rows give.</summary>
public sealed class OwnJoinTests(WorldFixture worlds) : IClassFixture<WorldFixture>
{
    private World Provider => worlds.Provider;

    private World Memory => worlds.Memory;

    [Fact]
    public void A_full_join_keeps_the_rows_of_both_sides()
    {
        var expected = Memory.Vehicles.AsEnumerable().SelectMany(v => Memory.Trips.AsEnumerable().Where(t => t.VehicleId == v.Id).Select(t => ((long?)v.Id, (long?)t.Id)))
            .Concat(Memory.Vehicles.AsEnumerable().Where(v => Memory.Trips.AsEnumerable().All(t => t.VehicleId != v.Id)).Select(v => ((long?)v.Id, (long?)null)))
            .Concat(Memory.Trips.AsEnumerable().Where(t => Memory.Vehicles.AsEnumerable().All(v => t.VehicleId != v.Id)).Select(t => ((long?)null, (long?)t.Id)));
        var query = Provider.Vehicles.FullJoin(Provider.Trips, v => v.Id, t => t.VehicleId, (v, t) => new { V = v == null ? null : (long?)v.Id, T = t == null ? null : (long?)t.Id });
        Assert.Equal(expected.Order(), query.AsEnumerable().Select(x => (x.V, x.T)).Order());
        Assert.Equal(query.Count(), worlds.RowsOf(query.ToQueryString()));

        var whole = Provider.Vehicles.FullJoin(Provider.Trips, v => v.Id, t => t.VehicleId, (v, t) => new { v, t });
        Assert.Equal(expected.Order(), whole.AsEnumerable().Select(x => (x.v?.Id, x.t?.Id)).Order());
        Assert.Equal(expected.Count(pair => pair.Item2 is null), whole.Count(x => x.t == null));
        Assert.Equal(expected.Count(pair => pair.Item1 is null), whole.Where(x => x.v == null).Select(x => x.t!.Id).ToList().Count);
    }

    [Theory]
    [InlineData(AsofMatch.AtOrBefore)]
    [InlineData(AsofMatch.Before)]
    [InlineData(AsofMatch.AtOrAfter)]
    [InlineData(AsofMatch.After)]
    public async Task Joins_by_time_take_the_nearest_row(AsofMatch match)
    {
        Sample? Nearest(Sample row)
        {
            var others = Memory.Samples.AsEnumerable().Where(other => other.PartitionId != row.PartitionId);
            return match switch
            {
                AsofMatch.AtOrBefore => others.Where(other => other.LogTime <= row.LogTime).MaxBy(other => other.LogTime),
                AsofMatch.Before => others.Where(other => other.LogTime < row.LogTime).MaxBy(other => other.LogTime),
                AsofMatch.AtOrAfter => others.Where(other => other.LogTime >= row.LogTime).MinBy(other => other.LogTime),
                _ => others.Where(other => other.LogTime > row.LogTime).MinBy(other => other.LogTime),
            };
        }

        var rovers = Provider.Samples.Where(s => s.PartitionId == "rover");
        var spiders = Provider.Samples.Where(s => s.PartitionId == "spider");
        var expected = Memory.Samples.AsEnumerable().Where(s => s.PartitionId == "rover").Select(s => (s.LogTime, Nearest(s)?.LogTime, Nearest(s)?.Speed)).ToList();
        var left = rovers.AsofLeftJoin(spiders, s => 1, s => 1, s => s.LogTime, s => s.LogTime, (a, b) => new { a.LogTime, b }, match);
        Assert.Equal(expected, left.AsEnumerable().Select(x => (x.LogTime, x.b?.LogTime, x.b?.Speed)));
        var inner = rovers.AsofJoin(spiders, s => 1, s => 1, s => s.LogTime, s => s.LogTime, (a, b) => new { a.LogTime, Other = b.LogTime, b.Speed }, match);
        Assert.Equal(expected.Where(row => row.Item2 != null), (await inner.ToListAsync()).Select(x => (x.LogTime, (DateTime?)x.Other, x.Speed)));
        Assert.Equal(inner.Count(), worlds.RowsOf(inner.ToQueryString()));
        Assert.Equal(left.Count(), worlds.RowsOf(left.ToQueryString()));
    }

    [Fact]
    public void Joins_by_time_have_keys_and_more_operators_follow()
    {
        var query = Provider.Samples.AsofJoin(
                Provider.Vehicles.Where(v => v.Since != null), s => s.PartitionId, v => v.Name, s => s.LogTime, v => v.Since!.Value, (s, v) => new { s.PartitionId, s.Gear, v.Id }, AsofMatch.AtOrAfter)
            .Where(x => x.Gear > 1).OrderByDescending(x => x.Gear).Select(x => new { x.Id, x.Gear });
        var expected = Memory.Samples.AsEnumerable()
            .Select(s => (Sample: s, Vehicle: Memory.Vehicles.AsEnumerable().Where(v => v.Name == s.PartitionId && v.Since >= s.LogTime).MinBy(v => v.Since)))
            .Where(x => x.Vehicle is not null && x.Sample.Gear > 1).OrderByDescending(x => x.Sample.Gear).Select(x => new { x.Vehicle!.Id, x.Sample.Gear });
        Assert.Equal(expected, query.ToList());
        Assert.Contains("AsofJoin", query.Explain(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_of_a_missing_row_is_null()
    {
        Assert.Contains(Provider.Trips.LeftJoin(Provider.Vehicles, t => t.VehicleId, v => v.Id, (t, v) => new { t.Id, v!.Name }).ToList(), row => row is { Id: 15, Name: null });
        var fault = Assert.ThrowsAny<Exception>(() => Provider.Trips.LeftJoin(Provider.Vehicles, t => t.VehicleId, v => v.Id, (t, v) => new { t.Id, Vehicle = v!.Id }).ToList());
        Assert.Contains("Int64?", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Own_joins_are_of_this_provider_only() =>
        Assert.Throws<ArgumentException>(() => Memory.Vehicles.FullJoin(Memory.Trips, v => v.Id, t => t.VehicleId, (v, t) => 1));
}
