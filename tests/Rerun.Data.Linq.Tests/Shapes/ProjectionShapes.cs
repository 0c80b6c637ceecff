namespace Rerun.Data.Linq.Tests.Shapes;

/// <summary>What rows become, their order, and parts of it.</summary>
internal static class ProjectionShapes
{
    private static readonly int Two = 2;
    private static readonly Vehicle Spare = new() { Id = -1, Name = "spare" };

    public static ShapeSet InOrder { get; } = new()
    {
        w => w.Vehicles,
        w => w.Samples,
        w => w.Vehicles.Select(v => v),
        w => w.Vehicles.Select(v => v.Id),
        w => w.Vehicles.Select(v => new { v.Id, v.Name, Const = 1, Text = "x" }),
        w => w.Vehicles.Select(v => new { v, v.Id }),
        w => w.Vehicles.Select(v => new { Both = new { v.Id, v }, Twice = v.Wheels * 2 }),
        w => w.Vehicles.Select(v => Tuple.Create(v.Id, v.Name)),
        w => w.Vehicles.Select(v => ValueTuple.Create(v.Id, v.Name, v.Wheels)),
        w => w.Vehicles.Select(v => Tuple.Create(v.Id, v.Name)).Where(t => t.Item1 > 3).Select(t => t.Item2),
        w => w.Vehicles.Select(v => ValueTuple.Create(v.Id, v.Name)).Where(t => t.Item1 > 3).Select(t => t.Item2),
        w => w.Vehicles.Select(v => new Tuple<long, string?>(v.Id, v.Name)).OrderByDescending(t => t.Item1).Select(t => t.Item2),
        w => w.Vehicles.Select(v => new Note(v.Id, v.Name)).Where(n => n.Number > 2),
        w => w.Vehicles.Select(v => new Bag { Number = v.Id, Text = v.Name }).Where(b => b.Number > 2).OrderBy(b => b.Text).Select(b => b.Number),
        w => w.Vehicles.Select(v => new Bag { Number = v.Id, Text = v.Name }),
        w => w.Vehicles.Select(v => new object?[] { v.Id, v.Name }),
        w => w.Vehicles.Select(v => v.Wheels == null ? "none" : v.Wheels > 4 ? "many" : "few"),
        w => w.Vehicles.Select(v => v.Name ?? v.Fleet ?? "?"),
        w => w.Vehicles.Select(v => v.Name + "/" + v.Fleet),
        w => w.Vehicles.Select(v => $"{v.Id}: {v.Name}"),
        w => w.Vehicles.Select(v => new { v.Id, Text = Describe(v.Name) }),
        w => w.Vehicles.Select(v => (object)v.Id),
        w => w.Vehicles.Select(v => KeyValuePair.Create(v.Id, v.Name)).Where(p => p.Key > 3).OrderBy(p => p.Key).Select(p => p.Value),
        w => w.Vehicles.Select(v => Tuple.Create(v.Id, ValueTuple.Create(v.Name, v.Fleet))).Where(p => p.Item2.Item2 == "north").Select(p => p.Item2.Item1),
        w => w.Vehicles.Where(v => string.Join("/", new[] { v.Name, v.Fleet }) == "rover/north").Select(v => v.Id),
        w => w.Vehicles.Select(v => string.Join(", ", new object?[] { v.Id, v.Name, v.Active })),
        w => w.Vehicles.Select(v => new[] { v.Id, v.Wheels ?? 0L, 3 }.Max()),
        w => w.Vehicles.Where(v => new[] { v.Name, v.Fleet }.Any(text => text == "north")).Select(v => v.Id),
        w => w.Vehicles.SelectMany(v => new[] { v.Name, v.Fleet }, (v, text) => new { v.Id, text }),
        w => w.Vehicles.Select(v => Convert.ToInt32(v.Weight)),
        w => w.Vehicles.Where(v => (object?)v.Name is string).Select(v => v.Id),
        w => w.Samples.Where(s => s.Loads != null).Select(s => s.Loads!.LastOrDefault()),
        w => w.Samples.Where(s => s.Loads != null).Select(s => s.Loads!.AsEnumerable().Concat(new[] { 2.0 }).Count(load => load > 1)),
        w => w.Samples.Where(s => s.Loads != null).Select(s => new { s.LogTime, Next = s.Loads!.Select(load => load * 2).Sum(), Least = s.Loads!.Where(load => load > 1).DefaultIfEmpty(-1).Min() }),
        w => w.Vehicles.Select(v => (double)v.Id / 2),
        w => w.Vehicles.Select(v => (int)(v.Weight ?? 0)),
        w => w.Vehicles.Select(v => v.Id / 2),
        w => w.Vehicles.Select(v => -v.Id % 3),
        w => w.Vehicles.Select(v => new { A = v.Wheels > 4, B = v.Wheels == 4, C = v.Wheels != 4, D = !(v.Wheels > 4) }),
        w => from v in w.Vehicles let twice = v.Wheels * 2 where twice > 8 select new { v.Id, twice },
        w => from v in w.Vehicles let name = v.Name ?? "" let n = name.Length select new { name, n },
        w => from v in w.Vehicles let pair = new { v.Wheels, v.Weight } where pair.Wheels != null orderby pair.Weight, v.Id select pair,
        w => w.Vehicles.Select(v => new { v.Id, v.Wheels }).Select(x => new { x.Wheels, Next = x.Id + 1 }).Select(x => x.Next + (x.Wheels ?? 0)),
        w => w.Vehicles.OrderBy(v => v.Name).ThenBy(v => v.Id),
        w => w.Vehicles.OrderByDescending(v => v.Name).ThenByDescending(v => v.Id),
        w => w.Vehicles.OrderBy(v => v.Wheels).ThenByDescending(v => v.Weight).ThenBy(v => v.Id).Select(v => v.Id),
        w => w.Vehicles.OrderBy(v => v.Fleet == null).ThenBy(v => v.Fleet).ThenBy(v => v.Id).Select(v => v.Id),
        w => w.Vehicles.OrderBy(v => v.Weight * -1).ThenBy(v => v.Id).Select(v => new { v.Id, v.Weight }),
        w => w.Vehicles.OrderBy(v => v.Id).OrderBy(v => v.Wheels).Select(v => v.Id),
        w => w.Vehicles.OrderBy(v => v.Since).ThenBy(v => v.Id).Select(v => v.Since),
        w => w.Vehicles.OrderBy(v => v.Active).ThenBy(v => v.Id).Select(v => v.Active),
        w => w.Vehicles.OrderByDescending(v => v.Id).Where(v => v.Wheels != null).Select(v => v.Id),
        w => w.Vehicles.Select(v => v.Wheels).Order(),
        w => w.Vehicles.Select(v => v.Name).OrderDescending(),
        w => w.Vehicles.OrderBy(v => v.Id).Reverse(),
        w => w.Samples.Reverse().Take(3),
        w => w.Samples.OrderBy(s => s.Speed).ThenBy(s => s.LogTime).ThenBy(s => s.PartitionId),
        w => w.Samples.OrderByDescending(s => s.Gear).ThenBy(s => s.LogTime).ThenBy(s => s.PartitionId).Take(4),
        w => w.Vehicles.OrderBy(v => v.Id).Skip(2).Take(3),
        w => w.Vehicles.OrderBy(v => v.Id).Take(Two).Concat(w.Vehicles.OrderByDescending(v => v.Id).Take(Two)),
        w => w.Vehicles.OrderBy(v => v.Id).Take(0),
        w => w.Vehicles.OrderBy(v => v.Id).Take(-1),
        w => w.Vehicles.OrderBy(v => v.Id).Skip(-1).Take(100),
        w => w.Vehicles.OrderBy(v => v.Id).Skip(100),
        w => w.Vehicles.OrderBy(v => v.Id).Take(5).Skip(1).Take(3).Skip(1),
        w => w.Vehicles.OrderBy(v => v.Id).Take(5).OrderByDescending(v => v.Id).Take(2),
        w => w.Vehicles.OrderBy(v => v.Id).Take(new Range(1, 3)),
        w => w.Vehicles.OrderBy(v => v.Id).TakeLast(2),
        w => w.Vehicles.OrderBy(v => v.Id).SkipLast(2),
        w => w.Samples.TakeLast(3),
        w => w.Samples.SkipLast(3).Select(s => s.LogTime),
        w => w.Samples.Select(s => new { s.PartitionId, s.Speed, Load = s.Loads == null ? -1 : s.Loads.Length }),
        w => w.Samples.Where(s => s.Loads != null).Select(s => new { s.LogTime, Max = s.Loads!.Where(load => load > 1).Count(), Sorted = s.Loads!.OrderByDescending(load => load).ToList() }),
        w => w.Samples.Where(s => s.Loads != null && s.Loads.Length > 0).Select(s => new { First = s.Loads![0], Sum = s.Loads!.Sum(load => load * 2) }),
        w => w.Samples.Where(s => s.Loads != null).SelectMany(s => s.Loads!),
        w => w.Samples.Where(s => s.Loads != null).SelectMany(s => s.Loads!, (s, load) => new { s.PartitionId, load }),
        w => w.Samples.Where(s => s.Loads != null).SelectMany(s => s.Loads!.Where(load => load > 1), (s, load) => new { s.PartitionId, load }),
        w => w.Samples.Where(s => s.Loads != null).SelectMany(s => s.Loads!.DefaultIfEmpty(), (s, load) => new { s.LogTime, load }),
        w => w.Samples.Where(s => s.Loads != null).SelectMany(s => s.Loads!.DefaultIfEmpty(-1), (s, load) => new { s.LogTime, load }),
        w => w.Samples.Where(s => s.Loads != null).SelectMany(s => s.Loads!.Select(load => load * s.Gear), (s, x) => new { s.LogTime, x }),
        w => from s in w.Samples where s.Loads != null from load in s.Loads! where load > s.Speed orderby load, s.LogTime select new { s.Speed, load },
        w => w.Vehicles.Select(v => v.Id > 2 ? new { v.Id, Name = v.Name } : new { Id = 0L, Name = (string?)"none" }),
        w => w.Vehicles.Select(v => v.Id > 2 ? new { v.Id, Name = v.Name } : new { Id = 0L, Name = (string?)"none" }).Where(x => x.Id > 3 || x.Name == "none").OrderBy(x => x.Id),
        w => w.Vehicles.Select(v => new { v.Id, Part = v.Wheels == null ? null : new { v.Wheels, v.Name } }),
        w => w.Vehicles.Select(v => new { v.Id, Part = v.Wheels == null ? null : new { v.Wheels, v.Name } }).Where(x => x.Part != null && x.Part.Wheels > 4),
        w => w.Vehicles.Select(v => new { v.Id, Part = v.Wheels > 4 ? v : null }).Where(x => x.Part == null),
        w => w.Vehicles.Select(v => new Bag { Number = v.Id, Text = v.Name }).Concat(w.Vehicles.Select(v => new Bag { Text = v.Fleet, Number = v.Id * 2 })),
        w => w.Vehicles.OrderBy(v => v.Id).Select(v => v.Id).Where(id => id > 100).DefaultIfEmpty(),
        w => w.Vehicles.Where(v => v.Id > 100).DefaultIfEmpty(Spare),
        w => w.Vehicles.DistinctBy(v => v.Wheels).Select(v => v.Id),
        w => w.Vehicles.OrderByDescending(v => v.Id).DistinctBy(v => new { v.Fleet, v.Active }).Select(v => v.Id),
        w => w.Samples.DistinctBy(s => s.State),
        w => w.Samples.Select(s => s.PartitionId).Distinct(),
    };

    private static string Describe(string? name) => $"<{name}>";

    /// <summary>Made by its constructor.</summary>
    private sealed record Note(long Number, string? Text);

    /// <summary>Made by its members.</summary>
    private sealed record Bag
    {
        public long Number { get; set; }

        public string? Text { get; set; }
    }
}
