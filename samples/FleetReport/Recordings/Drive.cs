using Rerun.Data.Linq;

namespace FleetReport.Recordings;

/// <summary>A recording and its properties: a row of the dataset's table of partitions.</summary>
internal sealed class Drive
{
    [RerunPartition]
    public required string Id { get; init; }

    [RerunColumn("property:drive:start")]
    public DateTime Start { get; init; }

    [RerunColumn("property:drive:driver")]
    public string? Driver { get; init; }

    [RerunColumn("property:drive:weather")]
    public string? Weather { get; init; }

    /// <summary>Metres.</summary>
    [RerunColumn("property:drive:distance")]
    public double? Distance { get; init; }

    [RerunColumn("property:drive:parcels")]
    public int? Parcels { get; init; }

    [RerunColumn("property:robot_/unit:serial")]
    public string? Serial { get; init; }
}
