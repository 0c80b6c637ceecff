namespace QuickStart;

/// <summary>A recording in a line.</summary>
internal sealed class Summary
{
    public string Drive { get; set; } = "";

    public DateTime From { get; set; }

    public DateTime To { get; set; }

    public long Samples { get; set; }

    public double? Average { get; set; }

    public double? Maximum { get; set; }
}
