namespace FleetReport.Recordings;

/// <summary>All that the report says about a vehicle. Distance in metres; vehicles without drives are listed too.</summary>
internal sealed class VehicleFigures
{
    public string Serial { get; set; } = "";

    public string? Model { get; set; }

    public string? Depot { get; set; }

    public DateTime InServiceSince { get; set; }

    public long Drives { get; set; }

    public double Distance { get; set; }

    public long Parcels { get; set; }
}
