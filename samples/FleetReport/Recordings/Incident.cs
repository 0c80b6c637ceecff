namespace FleetReport.Recordings;

/// <summary>A message that somebody should look at.</summary>
internal sealed record Incident(string Drive, DateTime Time, LogLevel? Level, string? Message);
