namespace Rerun.Data.Linq.Tests;

/// <summary>A row of the drives.</summary>
public sealed record DriveSample
{
    public required string PartitionId { get; init; }

    public DateTime LogTime { get; init; }

    [RerunColumn("/drive/speed:Scalars:scalars")]
    public double? Speed { get; init; }

    [RerunColumn("/drive/speed:Scalars:scalars")]
    public double[]? Speeds { get; init; }

    [RerunColumn("/battery:Battery:percent")]
    public double? Charge { get; init; }

    [RerunColumn("/battery:Battery:percent")]
    public double[]? Charges { get; init; }

    [RerunColumn("/no/such:Column:here", Optional = true)]
    public int? Missing { get; init; }
}
