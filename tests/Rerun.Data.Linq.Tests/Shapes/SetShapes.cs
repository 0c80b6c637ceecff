namespace Rerun.Data.Linq.Tests.Shapes;

/// <summary>Set operations, nested in any order.</summary>
internal static class SetShapes
{
    public static ShapeSet InAnyOrder { get; } = new(inAnyOrder: true)
    {
        w => w.Trips.GroupBy(t => t.VehicleId).Select(g => new { g.Key, None = (string?)null }).GroupBy(x => x.Key).Select(g => new { g.Key, Driver = g.Min(x => x.None) })
            .Concat(w.Trips.Select(t => new { Key = t.VehicleId, t.Driver })),
        w => w.Trips.Select(t => new { t.Id, None = (string?)null }).Select(x => new { x.Id, Driver = x.None ?? "none" }).DefaultIfEmpty(),
        w => w.Vehicles.Select(v => v.Fleet).Union(w.Trips.Select(t => t.Driver)),
        w => w.Vehicles.Select(v => v.Fleet).Concat(w.Trips.Select(t => t.Driver)),
        w => w.Vehicles.Select(v => v.Fleet).Distinct().Concat(w.Trips.Select(t => t.Driver).Distinct()),
        w => w.Vehicles.Select(v => (long?)v.Id).Intersect(w.Trips.Select(t => t.VehicleId)),
        w => w.Vehicles.Select(v => (long?)v.Id).Except(w.Trips.Select(t => t.VehicleId)),
        w => w.Trips.Select(t => t.VehicleId).Except(w.Vehicles.Select(v => (long?)v.Id)),
        w => w.Vehicles.Where(v => v.Id < 4).Union(w.Vehicles.Where(v => v.Id > 2)),
        w => w.Vehicles.Where(v => v.Id < 4).Concat(w.Vehicles.Where(v => v.Id > 2)).Select(v => v.Id),
        w => w.Vehicles.Where(v => v.Id < 4).Intersect(w.Vehicles.Where(v => v.Id > 2)),
        w => w.Vehicles.Except(w.Vehicles.Where(v => v.Id > 2)),
        w => w.Vehicles.Select(v => new { v.Fleet, v.Wheels }).Union(w.Vehicles.Select(v => new { v.Fleet, Wheels = v.Wheels * 2 })),
        w => w.Vehicles.Select(v => new { v.Fleet, v.Wheels }).Distinct(),
        w => w.Vehicles.Select(v => v.Wheels).Distinct().Where(n => n > 3),
        w => w.Vehicles.Select(v => v.Fleet).Union(w.Trips.Select(t => t.Driver)).Where(x => x != null).Select(x => x + "!"),
        w => w.Vehicles.Select(v => v.Fleet).Union(w.Trips.Select(t => t.Driver)).Union(w.Samples.Select(s => s.State)),
        w => w.Vehicles.Select(v => v.Fleet).Concat(w.Trips.Select(t => t.Driver)).Except(w.Samples.Select(s => s.State)).Intersect(w.Trips.Select(t => t.Driver)),
        w => w.Vehicles.Select(v => v.Fleet).Union(w.Trips.Select(t => t.Driver).Except(w.Samples.Select(s => s.State).Union(w.Vehicles.Select(v => v.Name)))),
        w => w.Vehicles.Select(v => new { Kind = "vehicle", v.Id }).Concat(w.Trips.Select(t => new { Kind = "trip", t.Id })),
        w => w.Vehicles.Select(v => new { Kind = "vehicle", Id = v.Id, Null = (string?)null }).Concat(w.Trips.Select(t => new { Kind = "trip", t.Id, Null = t.Driver })).Where(x => x.Id > 3),
        w => w.Vehicles.Select(v => new { A = v.Id, B = v.Id }).Concat(w.Trips.Select(t => new { A = t.Id, B = (long)t.Stops })),
        w => w.Vehicles.Select(v => v.Fleet).Concat(w.Trips.Select(t => t.Driver)).GroupBy(x => x).Select(g => new { g.Key, N = g.Count() }),
        w => w.Vehicles.Select(v => v.Fleet).Union(w.Vehicles.Select(v => v.Fleet)).Join(w.Vehicles, f => f, v => v.Fleet, (f, v) => new { f, v.Id }),
        w => w.Vehicles.OrderBy(v => v.Id).Take(2).Union(w.Vehicles.OrderByDescending(v => v.Id).Take(2)).Select(v => v.Id),
        w => w.Vehicles.Select(v => v.Wheels).Concat(w.Trips.Select(t => (int?)t.Stops)).Distinct(),
        w => w.Vehicles.Select(v => v.Weight).Union(w.Vehicles.Select(v => (double?)v.Id)),
        w => w.Trips.Select(t => t.Start.Year).Distinct(),
        w => w.Vehicles.Select(v => 1).Distinct(),
        w => w.Vehicles.Where(v => v.Id > 100).Select(v => 1).Distinct(),
        w => w.Vehicles.Select(v => 1).Concat(w.Trips.Select(t => 1)),
        w => w.Vehicles.Where(v => v.Id > 100).GroupBy(v => 1).Select(g => new { g.Key, N = g.Count() }),
        w => w.Vehicles.Select(v => new { N = w.Trips.Count(t => t.VehicleId == v.Id) }).GroupBy(x => x.N).Select(g => new { g.Key, N = g.Count() }),
        w => w.Vehicles.Concat(w.Trips.Select(t => new Vehicle { Id = t.Id, Name = t.Driver, Fleet = null, Wheels = t.Stops, Weight = t.Distance, Active = null, Since = t.Start })),
        w => w.Samples.Select(s => s.State).Distinct().SelectMany(state => w.Vehicles.Where(v => v.Id < 3), (state, v) => new { state, v.Id }),
        w => w.Vehicles.Join(w.Trips, v => v.Id, t => t.VehicleId, (v, t) => v).Distinct(),
        w => w.Vehicles.LeftJoin(w.Trips, v => v.Id, t => t.VehicleId, (v, t) => new { v.Fleet, Driver = t == null ? null : t.Driver }).Distinct(),
        w => w.Vehicles.Where(v => w.Trips.Select(t => t.VehicleId).Union(w.Trips.Select(t => (long?)t.Stops)).Contains(v.Id)),
    };
}
