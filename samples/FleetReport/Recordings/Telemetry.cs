using Rerun.Data.Linq;

namespace FleetReport.Recordings;

/// <summary>An instant of a drive: what was logged then, null for what was not. Such a class is what <c>rerun-data describe drives --csharp</c> writes.</summary>
internal sealed class Telemetry
{
    public required string PartitionId { get; init; }

    [RerunIndex("log_time")]
    public DateTime Time { get; init; }

    [RerunIndex("elapsed")]
    public TimeSpan? Elapsed { get; init; }

    /// <summary>Metres a second.</summary>
    [RerunColumn("/drive/speed:Scalars:scalars")]
    public double? Speed { get; init; }

    /// <summary>Percent.</summary>
    [RerunColumn("/battery:Battery:percent")]
    public byte? Charge { get; init; }

    [RerunColumn("/logs:TextLog:level")]
    public LogLevel? Level { get; init; }

    [RerunColumn("/logs:TextLog:text")]
    public string? Message { get; init; }
}
