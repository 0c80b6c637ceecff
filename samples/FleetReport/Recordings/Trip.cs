namespace FleetReport.Recordings;

/// <summary>A drive with the vehicle that made it: a row of the partition table joined with the table of vehicles.</summary>
internal sealed class Trip
{
    public string Id { get; set; } = "";

    public DateTime Start { get; set; }

    public string? Driver { get; set; }

    public string? Weather { get; set; }

    /// <summary>Metres.</summary>
    public double Distance { get; set; }

    public int Parcels { get; set; }

    public string Serial { get; set; } = "";

    public string? Model { get; set; }

    public string? Depot { get; set; }
}
