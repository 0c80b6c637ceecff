namespace Rerun.Data.Linq.Tests.Generated;

/// <summary>A row of random values; what every generated operator takes and gives.</summary>
public sealed record Cells
{
    public long A { get; init; }

    public int? B { get; init; }

    public string? C { get; init; }

    public double? D { get; init; }
}
