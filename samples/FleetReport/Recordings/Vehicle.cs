namespace FleetReport.Recordings;

/// <summary>A row of the table of vehicles; the names of its properties are those of the columns.</summary>
internal sealed class Vehicle
{
    public required string Serial { get; init; }

    public string? Model { get; init; }

    public string? Depot { get; init; }

    public double? CapacityKg { get; init; }

    public DateOnly? InServiceSince { get; init; }
}
