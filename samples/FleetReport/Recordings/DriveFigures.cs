namespace FleetReport.Recordings;

/// <summary>All that the report says about a drive.</summary>
internal sealed record DriveFigures(Trip Trip, Signals Signals, IReadOnlyList<SpeedPoint> Speeds);
