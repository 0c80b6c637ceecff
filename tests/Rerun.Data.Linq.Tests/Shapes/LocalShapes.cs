using System.Collections.Frozen;

namespace Rerun.Data.Linq.Tests.Shapes;

/// <summary>Collections of the program in queries.</summary>
internal static class LocalShapes
{
    private static readonly long[] Ids = [1, 3, 99];
    private static readonly List<string?> Names = ["rover", null, "drone"];
    private static readonly HashSet<int> Wheels = [4, 6];
    private static readonly FrozenSet<string> Fleets = FrozenSet.Create("north", "air");
    private static readonly IEnumerable<int?> Lazy = Enumerable.Range(3, 4).Select(n => (int?)n);
    private static readonly Dictionary<long, string> Labels = new() { [1] = "one", [5] = "five" };
    private static readonly string[] Nothing = [];
    private static readonly Fine[] Fines = [new(1, "speed", 10.5), new(1, "park", 2), new(5, null, null), new(77, "speed", 1)];
    private static readonly List<(string Fleet, int Least)> Limits = [("north", 5), ("south", 4)];
    private static readonly Fine[] NoFines = [];

    public static ShapeSet InAnyOrder { get; } = new(inAnyOrder: true)
    {
        w => w.Vehicles.Where(v => Ids.Contains(v.Id)),
        w => w.Vehicles.Where(v => !Ids.Contains(v.Id)),
        w => w.Vehicles.Where(v => Names.Contains(v.Name)),
        w => w.Vehicles.Where(v => !Names.Contains(v.Name)),
        w => w.Vehicles.Where(v => v.Wheels != null && Wheels.Contains(v.Wheels.Value)),
        w => w.Vehicles.Where(v => v.Fleet != null && Fleets.Contains(v.Fleet)),
        w => w.Vehicles.Where(v => Lazy.Contains(v.Wheels)),
        w => w.Vehicles.Where(v => Labels.ContainsKey(v.Id)),
        w => w.Vehicles.Where(v => Labels.Keys.Contains(v.Id)),
        w => w.Vehicles.Where(v => Nothing.Contains(v.Name)),
        w => w.Vehicles.Where(v => !Nothing.Contains(v.Name)),
        w => w.Vehicles.Where(v => new[] { "rover", "arm" }.Contains(v.Name)),
        w => w.Vehicles.Where(v => new List<long> { 2, v.Id }.Contains(2) && v.Id == 2).Take(0),
        w => w.Vehicles.Where(v => Ids.Any(id => id == v.Id)),
        w => w.Vehicles.Where(v => !Ids.Any(id => id == v.Id)),
        w => w.Vehicles.Where(v => Ids.All(id => id != v.Id)),
        w => w.Vehicles.Where(v => Names.Any(name => name == v.Name)),
        w => w.Vehicles.Where(v => Ids.Any(id => id > v.Id)),
        w => w.Vehicles.Where(v => Ids.Any(id => id + 1 == v.Id)),
        w => w.Vehicles.Where(v => Ids.Where(id => id < 50).Select(id => id + 1).Contains(v.Id)),
        w => w.Vehicles.Where(v => Ids.Count(id => id <= v.Id) == 2),
        w => w.Vehicles.Where(v => Fines.Any(f => f.Vehicle == v.Id)),
        w => w.Vehicles.Where(v => Fines.Any(f => f.Vehicle == v.Id && f.Amount > 5)),
        w => w.Vehicles.Where(v => !Fines.Any(f => f.Vehicle == v.Id)),
        w => w.Vehicles.Where(v => Fines.Select(f => f.Vehicle).Contains(v.Id)),
        w => w.Vehicles.Where(v => Limits.Any(l => l.Fleet == v.Fleet && l.Least <= v.Wheels)),
        w => w.Vehicles.Where(v => NoFines.Any(f => f.Vehicle == v.Id)),
        w => w.Vehicles.Select(v => new { v.Id, N = Fines.Count(f => f.Vehicle == v.Id), Sum = Fines.Where(f => f.Vehicle == v.Id).Sum(f => f.Amount) }),
        w => w.Vehicles.Select(v => new { v.Id, First = Fines.Where(f => f.Vehicle == v.Id).Select(f => f.Reason).FirstOrDefault() }),
        w => w.Vehicles.Join(Ids, v => v.Id, id => id, (v, id) => new { v.Name, id }),
        w => w.Vehicles.Join(Fines, v => v.Id, f => f.Vehicle, (v, f) => new { v.Name, f.Reason, f.Amount }),
        w => w.Vehicles.Join(Fines, v => v.Id, f => f.Vehicle, (v, f) => new { v.Name, f }),
        w => w.Vehicles.Join(Fines.Where(f => f.Amount > 5), v => v.Id, f => f.Vehicle, (v, f) => new { v.Name, f }),
        w => w.Vehicles.LeftJoin(Fines, v => v.Id, f => f.Vehicle, (v, f) => new { v.Id, f }),
        w => w.Vehicles.LeftJoin(NoFines, v => v.Id, f => f.Vehicle, (v, f) => new { v.Id, f }),
        w => w.Vehicles.RightJoin(Fines, v => v.Id, f => f.Vehicle, (v, f) => new { Name = v == null ? "?" : v.Name, f.Reason }),
        w => w.Vehicles.GroupJoin(Fines, v => v.Id, f => f.Vehicle, (v, fs) => new { v.Id, N = fs.Count(), Sum = fs.Sum(f => f.Amount) }),
        w => w.Vehicles.GroupJoin(Fines, v => v.Id, f => f.Vehicle, (v, fs) => new { v.Id, Fines = fs.ToList() }),
        w => from v in w.Vehicles from f in Fines where f.Vehicle == v.Id select new { v.Id, f.Reason },
        w => from v in w.Vehicles from limit in Limits where limit.Fleet == v.Fleet && v.Wheels >= limit.Least select new { v.Id, limit.Least },
        w => w.Vehicles.SelectMany(v => Ids, (v, id) => new { v.Id, id }).Where(x => x.Id < x.id),
        w => w.Vehicles.Join(Limits, v => v.Fleet, l => l.Fleet, (v, l) => new { v.Id, l.Least }),
        w => w.Vehicles.Join(Labels, v => v.Id, l => l.Key, (v, l) => new { v.Id, l.Value }),
        w => w.Vehicles.Select(v => v.Id).Intersect(Ids),
        w => w.Vehicles.Select(v => v.Id).Union(Ids),
        w => w.Vehicles.Select(v => v.Id).Except(Ids),
        w => w.Vehicles.Select(v => v.Id).Concat(Ids),
        w => w.Vehicles.Select(v => new { v.Id, Known = Ids.Contains(v.Id), Name = Names.Contains(v.Name) }),
        w => w.Vehicles.Where(v => Ids.Contains(v.Id) == (v.Wheels != null)),
        w => w.Vehicles.GroupBy(v => Ids.Contains(v.Id)).Select(g => new { g.Key, N = g.Count() }),
        w => w.Samples.Where(s => s.Loads != null && s.Loads.Any(load => Wheels.Contains((int)load - 1))),
        w => w.Samples.Join(new[] { new { Partition = "rover", Limit = 2.0 } }, s => s.PartitionId, l => l.Partition, (s, l) => new { s.LogTime, s.Speed, l.Limit }).Where(x => x.Speed > x.Limit),
    };

    /// <summary>An object of the program.</summary>
    public sealed record Fine(long Vehicle, string? Reason, double? Amount);
}
