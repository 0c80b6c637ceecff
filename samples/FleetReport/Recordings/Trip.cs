namespace FleetReport.Recordings;

/// <summary>A drive with the vehicle that made it. Distance in metres.</summary>
internal sealed record Trip(string Id, DateTime Start, string? Driver, string? Weather, double Distance, int Parcels, string Serial, string? Model, string? Depot);
