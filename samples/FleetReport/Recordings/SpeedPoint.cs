namespace FleetReport.Recordings;

/// <summary>The speed of a drive at a time after its start.</summary>
internal sealed record SpeedPoint(string Drive, double Seconds, double Speed);
