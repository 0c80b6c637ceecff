namespace Rerun.Data.Linq.Tests.Shapes;

/// <summary>Query shapes, each written once and run over rows in memory and over the provider.</summary>
internal static class ShapeList
{
    private static readonly double? Nothing = null;
    private static readonly double?[] SomeSpeeds = [null, 70.0, 75.0];
    private static readonly string[] SomeDrives = ["drive-002", "drive-005", "drive-099"];
    private static readonly List<string> NoDrives = [];

    /// <summary>Sequences in a defined order.</summary>
    public static IReadOnlyDictionary<string, Func<IQueryable<DriveSample>, IQueryable<object?>>> Sequences { get; } = new Dictionary<string, Func<IQueryable<DriveSample>, IQueryable<object?>>>
    {
        ["all"] = q => q.Select(r => new { r.PartitionId, r.LogTime, r.Charge }),
        ["where greater"] = q => q.Where(r => r.Charge > 60).Select(r => (object?)r.Charge),
        ["where not greater"] = q => q.Where(r => !(r.Charge > 60)).Select(r => new { r.LogTime, r.Charge }),
        ["where equal null"] = q => q.Where(r => r.Charge == null).Select(r => new { r.PartitionId, r.LogTime }),
        ["where not null"] = q => q.Where(r => r.Charge != null).Select(r => new { r.Charge }),
        ["where has value"] = q => q.Where(r => r.Charge.HasValue).Select(r => new { V = r.Charge!.Value }),
        ["where captured null"] = q => q.Where(r => r.Charge == Nothing).Select(r => new { r.LogTime }),
        ["where not equal"] = q => q.Where(r => r.Charge != 70).Select(r => new { r.LogTime, r.Charge }),
        ["where not not equal"] = q => q.Where(r => !(r.Charge != 70)).Select(r => new { r.LogTime, r.Charge }),
        ["and or"] = q => q.Where(r => (r.Charge > 60 && r.Charge < 80) || r.PartitionId == "drive-001").Select(r => new { r.PartitionId, r.Charge }),
        ["not and"] = q => q.Where(r => !(r.Charge > 60 && r.PartitionId == "drive-001")).Select(r => new { r.PartitionId, r.Charge }),
        ["mirrored"] = q => q.Where(r => 60 < r.Charge).Select(r => new { r.Charge }),
        ["contains array"] = q => q.Where(r => SomeDrives.Contains(r.PartitionId)).Select(r => new { r.PartitionId, r.LogTime }),
        ["not contains array"] = q => q.Where(r => !SomeDrives.Contains(r.PartitionId)).Select(r => new { r.PartitionId, r.LogTime }),
        ["contains empty"] = q => q.Where(r => NoDrives.Contains(r.PartitionId)).Select(r => new { r.PartitionId }),
        ["not contains empty"] = q => q.Where(r => !NoDrives.Contains(r.PartitionId)).Select(r => new { r.PartitionId, r.LogTime }),
        ["contains with null"] = q => q.Where(r => SomeSpeeds.Contains(r.Charge)).Select(r => new { r.LogTime, r.Charge }),
        ["not contains with null"] = q => q.Where(r => !SomeSpeeds.Contains(r.Charge)).Select(r => new { r.LogTime, r.Charge }),
        ["starts with"] = q => q.Where(r => r.PartitionId.StartsWith("drive-01")).Select(r => new { r.PartitionId, r.LogTime }),
        ["ends with"] = q => q.Where(r => r.PartitionId.EndsWith("3")).Select(r => new { r.PartitionId, r.LogTime }),
        ["contains text"] = q => q.Where(r => r.PartitionId.Contains("-00")).Select(r => new { r.PartitionId, r.LogTime }),
        ["substring"] = q => q.Select(r => new { S = r.PartitionId.Substring(6), T = r.PartitionId.Substring(0, 5), L = r.PartitionId.Length, I = r.PartitionId.IndexOf("-") }),
        ["upper"] = q => q.Select(r => (object?)r.PartitionId.ToUpper()),
        ["concat"] = q => q.Select(r => (object?)(r.PartitionId + "!")),
        ["arithmetic"] = q => q.Select(r => new { A = r.Charge + 1, B = r.Charge * 2 - 3, C = -r.Charge, D = r.Charge / 4 }),
        ["math"] = q => q.Where(r => r.Charge != null).Select(r => new { A = Math.Abs(r.Charge!.Value - 70), F = Math.Floor(r.Charge.Value), C = Math.Ceiling(r.Charge.Value), R = Math.Round(r.Charge.Value) }),
        ["coalesce"] = q => q.Select(r => new { V = r.Charge ?? -1 }),
        ["conditional"] = q => q.Select(r => new { V = r.Charge > 60 ? "fast" : "slow" }),
        ["projected comparison"] = q => q.Select(r => new { Fast = r.Charge > 60, Same = r.Charge == 70, Other = r.Charge != 70 }),
        ["time parts"] = q => q.Select(r => new { r.LogTime.Year, r.LogTime.Month, r.LogTime.Day, r.LogTime.Hour, r.LogTime.Minute, r.LogTime.Second }),
        ["order by"] = q => q.OrderBy(r => r.Charge).Select(r => new { r.Charge, r.LogTime, r.PartitionId }),
        ["order by descending"] = q => q.OrderByDescending(r => r.Charge).Select(r => new { r.Charge, r.LogTime, r.PartitionId }),
        ["then by"] = q => q.OrderBy(r => r.PartitionId.Substring(8)).ThenByDescending(r => r.Charge).ThenBy(r => r.LogTime).Select(r => new { r.Charge, r.LogTime, r.PartitionId }),
        ["take"] = q => q.Take(5).Select(r => new { r.LogTime }),
        ["skip take"] = q => q.Skip(7).Take(5).Select(r => new { r.LogTime, r.Charge }),
        ["take skip"] = q => q.Take(10).Skip(7).Select(r => new { r.LogTime, r.Charge }),
        ["order take where"] = q => q.OrderByDescending(r => r.Charge).Take(50).Where(r => r.PartitionId != "drive-001").Select(r => new { r.PartitionId, r.Charge }),
        ["select where"] = q => q.Select(r => new { r.PartitionId, Twice = r.Charge * 2 }).Where(x => x.Twice > 120).Select(x => new { x.PartitionId, x.Twice }),
        ["select order"] = q => q.Select(r => new { r.PartitionId, Twice = r.Charge * 2, r.LogTime }).OrderBy(x => x.Twice).Take(20),
        ["distinct"] = q => q.Select(r => r.PartitionId).Distinct().Select(x => (object?)x),
        ["distinct pairs"] = q => q.Select(r => new { r.PartitionId, HasSpeed = r.Charge != null }).Distinct(),
        ["client code"] = q => q.Select(r => new { Text = Describe(r.PartitionId, r.Charge) }),
        ["client code of rows"] = q => q.Where(r => r.Charge > 60).Select(r => (object?)DescribeRow(r)),
        ["rows"] = q => q.Take(20),
        ["lists"] = q => q.Where(r => r.Charges != null && r.Charges.Length == 1).Select(r => new { r.Charges, First = r.Charges![0] }),
        ["missing column"] = q => q.Take(3).Select(r => new { r.Missing }),
        ["group by"] = q => q.GroupBy(r => r.PartitionId).Select(g => new { g.Key, N = g.Count(), Max = g.Max(r => r.Charge), Min = g.Min(r => r.Charge), Last = g.Max(r => r.LogTime) }).OrderBy(x => x.Key),
        ["group by filtered"] = q => q.Where(r => r.Charge != null).GroupBy(r => r.PartitionId).Where(g => g.Count() > 60).Select(g => new { g.Key, N = g.Count(r => r.Charge > 60) }).OrderBy(x => x.Key),
        ["group by two"] = q => q.GroupBy(r => new { r.PartitionId, HasSpeed = r.Charge != null }).Select(g => new { g.Key.PartitionId, g.Key.HasSpeed, N = g.LongCount() }).OrderBy(x => x.PartitionId).ThenBy(x => x.HasSpeed),
        ["group with result"] = q => q.GroupBy(r => r.PartitionId, r => r.Charge, (key, speeds) => new { key, N = speeds.Count(), Top = speeds.Max() }).OrderBy(x => x.key),
        ["union"] = q => q.Select(r => r.PartitionId).Union(q.Where(r => r.Charge > 60).Select(r => r.PartitionId)).OrderBy(x => x).Select(x => (object?)x),
        ["concat of two"] = q => q.Take(3).Select(r => r.LogTime).Concat(q.Skip(3).Take(3).Select(r => r.LogTime)).Select(x => (object?)x),
        ["except"] = q => q.Select(r => r.PartitionId).Except(q.Where(r => r.PartitionId == "drive-001").Select(r => r.PartitionId)).OrderBy(x => x).Select(x => (object?)x),
        ["join"] = q => q.Where(r => r.Charge > 60).Join(q.Where(r => r.Charge != null), a => new { a.PartitionId, a.LogTime }, b => new { b.PartitionId, b.LogTime }, (a, b) => new { a.PartitionId, a.LogTime, b.Charge }).OrderBy(x => x.PartitionId).ThenBy(x => x.LogTime),
    };

    /// <summary>Single values.</summary>
    public static IReadOnlyDictionary<string, Func<IQueryable<DriveSample>, object?>> Values { get; } = new Dictionary<string, Func<IQueryable<DriveSample>, object?>>
    {
        ["count"] = q => q.Count(),
        ["count of some"] = q => q.Count(r => r.Charge > 60),
        ["long count"] = q => q.LongCount(),
        ["any"] = q => q.Any(),
        ["any of none"] = q => q.Any(r => r.Charge > 1e9),
        ["all"] = q => q.All(r => r.PartitionId.StartsWith("drive")),
        ["all with null"] = q => q.All(r => r.Charge > -1e9),
        ["sum"] = q => Rounded(q.Sum(r => r.Charge)),
        ["sum of none"] = q => q.Where(r => r.Charge > 1e9).Sum(r => r.Charge),
        ["min"] = q => q.Min(r => r.Charge),
        ["max"] = q => q.Max(r => r.LogTime),
        ["max of none"] = q => q.Where(r => r.Charge > 1e9).Max(r => r.Charge),
        ["average"] = q => Rounded(q.Average(r => r.Charge)),
        ["average of none"] = q => q.Where(r => r.Charge > 1e9).Average(r => r.Charge),
        ["first"] = q => q.First().LogTime,
        ["first of some"] = q => q.First(r => r.Charge > 60).Charge,
        ["first or default of none"] = q => q.FirstOrDefault(r => r.Charge > 1e9),
        ["last"] = q => q.Last().LogTime,
        ["single or default of none"] = q => q.SingleOrDefault(r => r.Charge > 1e9),
        ["count of distinct"] = q => q.Select(r => r.PartitionId).Distinct().Count(),
        ["contains"] = q => q.Select(r => r.PartitionId).Contains("drive-003"),
        ["count after take"] = q => q.Take(5).Count(),
        ["min of non-nullable"] = q => q.Min(r => r.LogTime),
    };

    private static double? Rounded(double? value) => value is { } number ? Math.Round(number, 6) : null;

    private static string Describe(string partition, double? speed) => $"{partition} at {speed}";

    private static string DescribeRow(DriveSample row) => $"{row.PartitionId} {row.LogTime:O} {row.Charge}";
}
