using System.Linq.Expressions;
using Rerun.Arrow;

namespace Rerun.Data.Linq.Tests;

/// <summary>Conditions on index, partition and null reach the view in all spellings.</summary>
public sealed class PushdownTests(DrivesFixture drives) : IClassFixture<DrivesFixture>
{
    private static readonly DateTime From = new(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime To = new(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly string[] Two = ["drive-001", "drive-002"];
    private static readonly List<string> TwoInList = ["drive-001", "drive-002"];
    private static readonly HashSet<string> TwoInSet = ["drive-001", "drive-002"];
    private static readonly string One = "drive-001";
    private static readonly double? Nothing = null;
    private static readonly DateTime[] Times = [From, To];
    private static readonly Dictionary<string, int> Map = new() { ["drive-001"] = 1, ["drive-002"] = 2 };
    private static readonly IEnumerable<string> Lazy = Enumerable.Range(1, 2).Select(i => FormattableString.Invariant($"drive-{i:000}"));

    private RerunQueryable<DriveSample> Samples => drives.Source.Dataset("drives").Index<DriveSample>("log_time");

    public static TheoryData<string> Ranges => [.. RangeSpellings.Keys];

    public static TheoryData<string> Partitions => [.. PartitionSpellings.Keys];

    public static TheoryData<string> NotNulls => [.. NotNullSpellings.Keys];

    private static Dictionary<string, Expression<Func<DriveSample, bool>>> RangeSpellings { get; } = new()
    {
        ["two comparisons"] = r => r.LogTime >= From && r.LogTime < To,
        ["mirrored"] = r => From <= r.LogTime && To > r.LogTime,
        ["negated"] = r => !(r.LogTime < From) && !(r.LogTime >= To),
        ["negated or"] = r => !(r.LogTime < From || r.LogTime >= To),
        ["one side"] = r => r.LogTime > From,
        ["one side negated"] = r => !(r.LogTime <= From),
        ["equal"] = r => r.LogTime == From,
        ["equals"] = r => r.LogTime.Equals(From),
        ["two conditions"] = r => From <= r.LogTime && r.LogTime <= To && r.LogTime != default,
        ["computed bounds"] = r => r.LogTime >= From.AddDays(1) && r.LogTime < From.AddDays(1) + TimeSpan.FromHours(2),
        ["literal bounds"] = r => r.LogTime >= new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        ["either of two ranges"] = r => (r.LogTime >= From && r.LogTime < To) || r.LogTime > new DateTime(2040, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        ["one of a list"] = r => Times.Contains(r.LogTime),
        ["any of a list"] = r => Times.Any(time => time == r.LogTime),
        ["CompareTo"] = r => r.LogTime.CompareTo(From) >= 0 && r.LogTime.CompareTo(To) < 0,
        ["Compare, mirrored"] = r => 0 <= DateTime.Compare(r.LogTime, From) && 0 > DateTime.Compare(r.LogTime, To),
        ["CompareTo, negated"] = r => !(r.LogTime.CompareTo(From) < 0),
        ["CompareTo is zero"] = r => r.LogTime.CompareTo(From) == 0,
        ["one of three"] = r => r.LogTime == From || r.LogTime == To || To.AddDays(1) == r.LogTime,
    };

    private static Dictionary<string, Expression<Func<DriveSample, bool>>> PartitionSpellings { get; } = new()
    {
        ["equal"] = r => r.PartitionId == "drive-001",
        ["captured"] = r => r.PartitionId == One,
        ["mirrored"] = r => "drive-001" == r.PartitionId,
        ["equals"] = r => r.PartitionId.Equals("drive-001"),
        ["or"] = r => r.PartitionId == "drive-001" || r.PartitionId == "drive-002",
        ["array"] = r => Two.Contains(r.PartitionId),
        ["list"] = r => TwoInList.Contains(r.PartitionId),
        ["set"] = r => TwoInSet.Contains(r.PartitionId),
        ["new array"] = r => new[] { "drive-001", "drive-002" }.Contains(r.PartitionId),
        ["negated"] = r => !(r.PartitionId != "drive-001"),
        ["static equals"] = r => string.Equals(r.PartitionId, "drive-001"),
        ["any of"] = r => Two.Any(id => id == r.PartitionId),
        ["any of, mirrored"] = r => Two.Any(id => r.PartitionId == id),
        ["any that equals"] = r => TwoInList.Any(id => id.Equals(r.PartitionId)),
        ["all differ, negated"] = r => !Two.All(id => id != r.PartitionId),
        ["key of a map"] = r => Map.ContainsKey(r.PartitionId),
        ["keys of a map"] = r => Map.Keys.Contains(r.PartitionId),
        ["selected items"] = r => Two.Select(id => id.ToLowerInvariant()).Contains(r.PartitionId),
        ["sequence"] = r => Lazy.Contains(r.PartitionId),
        ["new list"] = r => new List<string> { "drive-001", "drive-002" }.Contains(r.PartitionId),
    };

    private static Dictionary<string, Expression<Func<DriveSample, bool>>> NotNullSpellings { get; } = new()
    {
        ["not null"] = r => r.Speed != null,
        ["mirrored"] = r => null != r.Speed,
        ["has value"] = r => r.Speed.HasValue,
        ["negated"] = r => !(r.Speed == null),
        ["list not null"] = r => r.Speeds != null,
        ["compared"] = r => r.Speed > 3,
        ["compared, mirrored"] = r => 3 < r.Speed,
        ["equal"] = r => r.Speed == 3,
        ["not not equal"] = r => !(r.Speed != 3),
        ["value compared"] = r => r.Speed!.Value > 3,
        ["not null and compared"] = r => r.Speed != null && r.Speed.Value > 3,
        ["not has no value"] = r => !!r.Speed.HasValue,
        ["is true"] = r => r.Speed.HasValue == true,
        ["is not false"] = r => r.Speed.HasValue != false,
        ["not is false"] = r => !(r.Speed.HasValue == false),
        ["object"] = r => (object?)r.Speed != null,
        ["is a number"] = r => r.Speed is double,
        ["captured null"] = r => r.Speed != Nothing,
    };

    [Theory]
    [MemberData(nameof(Ranges))]
    public void Index_ranges_become_view_calls(string spelling)
    {
        string plan = Samples.Where(RangeSpellings[spelling]).Explain();
        Assert.Matches(@"\.Filter(Range|IndexValues)\(", plan);
        Assert.DoesNotContain("Filter:", plan, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Partitions))]
    public void Partitions_become_view_calls(string spelling)
    {
        string plan = Samples.Where(PartitionSpellings[spelling]).Explain();
        Assert.Contains(".FilterPartitionId(\"drive-001\"", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Filter:", plan, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(NotNulls))]
    public void Not_null_becomes_a_view_call(string spelling) => Assert.Contains(
        ".FilterIsNotNull(\"/drive/speed:Scalars:scalars\")", Samples.Where(NotNullSpellings[spelling]).Explain(), StringComparison.Ordinal);

    [Fact]
    public void Ranges_of_any_type_of_index_become_view_calls()
    {
        RerunDatasetSource source = drives.Source.Dataset("drives");
        DateTimeOffset from = From;
        Timestamp64 whole = Timestamp64.FromDateTime(From);
        long nanoseconds = whole.Nanoseconds;
        DateTimeOffset[] offsets = [From, To];
        Timestamp64[] instants = [whole, Timestamp64.FromDateTime(To)];
        string[] plans =
        [
            source.Index<ByOffset>("log_time").Where(r => r.LogTime >= from && To > r.LogTime).Explain(),
            source.Index<ByOffset>("log_time").Where(r => offsets.Contains(r.LogTime)).Explain(),
            source.Index<ByOffset>("log_time").Where(r => r.LogTime.CompareTo(from) > 0).Explain(),
            source.Index<ByInstant>("log_time").Where(r => !(r.LogTime < whole)).Explain(),
            source.Index<ByInstant>("log_time").Where(r => instants.Any(instant => r.LogTime == instant)).Explain(),
            source.Index<ByNanoseconds>("log_time").Where(r => nanoseconds <= r.LogTime && r.LogTime < nanoseconds + 1_000_000_000).Explain(),
            source.Index("log_time").Where(r => r.Index >= whole).Explain(),
            source.Index("log_time").Where(r => r["log_time"].As<DateTime>() >= From && r["log_time"].As<DateTime>() < To).Explain(),
            (from r in source.Index<DriveSample>("log_time") let time = r.LogTime where time >= From where time < To select r.Speed).Explain(),
            (from r in source.Index<DriveSample>("log_time") join o in source.Index<DriveSample>("log_time") on r.LogTime equals o.LogTime where r.LogTime >= From && o.LogTime < To select new { r.Speed, o.Charge }).Explain(),
            source.Index<DriveSample>("log_time").Where(r => r.LogTime >= From).Where(r => r.LogTime < To).OrderBy(r => r.Speed).Take(3).Explain(),
            source.Index<DriveSample>("log_time").Where(r => r.LogTime >= From == true).Explain(),
            source.Index<DriveSample>("log_time").Where(r => (r.LogTime >= From) != false).Explain(),
            source.Index<DriveSample>("log_time").Where(r => r.LogTime > DateTime.MinValue && r.LogTime >= From && r.LogTime < DateTime.MaxValue).Explain(),
        ];
        Assert.All(plans, plan => Assert.Matches(@"\.Filter(Range|IndexValues)\(", plan));
        Assert.All(plans, plan => Assert.DoesNotContain("Filter:", plan, StringComparison.Ordinal));
    }

    [Fact]
    public void Conditions_reach_the_view_through_other_operators()
    {
        string joined = Samples.Where(r => r.PartitionId == "drive-001").Join(Samples, a => a.LogTime, b => b.LogTime, (a, b) => new { a, b }).Where(x => x.b.PartitionId == "drive-002").Explain();
        Assert.Contains(".FilterPartitionId(\"drive-001\")", joined, StringComparison.Ordinal);
        Assert.Contains(".FilterPartitionId(\"drive-002\")", joined, StringComparison.Ordinal);
        string grouped = Samples.GroupBy(r => r.PartitionId).Where(g => g.Key == "drive-001").Select(g => new { g.Key, N = g.Count() }).Explain();
        Assert.Contains(".FilterPartitionId(\"drive-001\")", grouped, StringComparison.Ordinal);
        string ordered = Samples.OrderBy(r => r.Speed).Select(r => new { r.LogTime, r.Speed }).Where(r => r.LogTime >= From).Explain();
        Assert.Contains(".FilterRange(", ordered, StringComparison.Ordinal);
    }

    [Fact]
    public void Sampled_values_are_a_view_call() => Assert.Contains(
        ".UsingIndexValues(", drives.Source.Dataset("drives").AtIndexValues(From, To).FillLatestAt().Index<DriveSample>("log_time").Where(r => r.Speed != null).Explain(), StringComparison.Ordinal);

    [Fact]
    public void Columns_that_are_not_used_are_not_read()
    {
        string plan = Samples.Select(r => r.Speed).Explain();
        Assert.Contains(".Select(\"/drive/speed:Scalars:scalars\")", plan, StringComparison.Ordinal);
    }

    [Fact]
    public void Source_options_are_view_calls()
    {
        string plan = drives.Source.Dataset("drives").Partitions("drive-001").Between(From, To).Contents("/drive/**").FillLatestAt().Index("log_time").Explain();
        Assert.Contains("contents: \"/drive/**\"", plan, StringComparison.Ordinal);
        Assert.Contains(".FilterPartitionId(\"drive-001\")", plan, StringComparison.Ordinal);
        Assert.Contains(".FilterRange(2025-01-01 00:00:00, 2030-01-01 00:00:00)", plan, StringComparison.Ordinal);
        Assert.Contains(".FillLatestAt()", plan, StringComparison.Ordinal);
    }

    public sealed class ByOffset
    {
        public DateTimeOffset LogTime { get; set; }
    }

    public sealed class ByInstant
    {
        public Timestamp64 LogTime { get; set; }
    }

    public sealed class ByNanoseconds
    {
        public long LogTime { get; set; }
    }
}
