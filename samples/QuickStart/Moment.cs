namespace QuickStart;

/// <summary>A value of the signal at an instant of a recording.</summary>
internal sealed class Moment
{
    public string Drive { get; set; } = "";

    public DateTime Time { get; set; }

    public double? Speed { get; set; }
}
