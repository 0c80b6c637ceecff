namespace Rerun.Data.Linq.Tests.Shapes;

/// <summary>What shapes are written over: rows in memory, or the provider.</summary>
public sealed record World(IQueryable<Vehicle> Vehicles, IQueryable<Trip> Trips, IQueryable<Sample> Samples);

/// <summary>A row of a catalog table.</summary>
public sealed record Vehicle
{
    public long Id { get; init; }

    public string? Name { get; init; }

    public string? Fleet { get; init; }

    public int? Wheels { get; init; }

    public double? Weight { get; init; }

    public bool? Active { get; init; }

    public DateTime? Since { get; init; }
}

/// <summary>A row of another catalog table.</summary>
public sealed record Trip
{
    public long Id { get; init; }

    public long? VehicleId { get; init; }

    public string? Driver { get; init; }

    public double? Distance { get; init; }

    public DateTime Start { get; init; }

    public int Stops { get; init; }
}

/// <summary>A row of a dataset.</summary>
public sealed record Sample
{
    public required string PartitionId { get; init; }

    public DateTime LogTime { get; init; }

    [RerunColumn("/speed:v")]
    public double? Speed { get; init; }

    [RerunColumn("/loads:v")]
    public double[]? Loads { get; init; }

    [RerunColumn("/state:v")]
    public string? State { get; init; }

    [RerunColumn("/gear:v")]
    public int? Gear { get; init; }
}
