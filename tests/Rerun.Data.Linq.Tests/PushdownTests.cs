using System.Linq.Expressions;

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
    };

    private static Dictionary<string, Expression<Func<DriveSample, bool>>> NotNullSpellings { get; } = new()
    {
        ["not null"] = r => r.Speed != null,
        ["mirrored"] = r => null != r.Speed,
        ["has value"] = r => r.Speed.HasValue,
        ["negated"] = r => !(r.Speed == null),
        ["list not null"] = r => r.Speeds != null,
        ["compared"] = r => r.Speed > 3,
    };

    [Theory]
    [MemberData(nameof(Ranges))]
    public void Index_ranges_become_view_calls(string spelling)
    {
        string plan = Samples.Where(RangeSpellings[spelling]).Explain();
        Assert.Contains(".FilterRange(", plan, StringComparison.Ordinal);
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
}
