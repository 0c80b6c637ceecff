namespace FleetReport.Recordings;

/// <summary>What a drive's telemetry comes to.</summary>
internal sealed record Signals(string Drive, TimeSpan Duration, double? TopSpeed, double? AverageSpeed, byte? LowestCharge, int Emergencies, int Warnings);
