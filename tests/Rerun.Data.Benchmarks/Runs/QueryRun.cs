namespace Rerun.Data.Benchmarks.Runs;

/// <summary>What one program made of one query: the size of the result, and the seconds of each repeat.</summary>
internal sealed record QueryRun(string Id, long Rows, long Columns, long Nulls, IReadOnlyList<double> Seconds, long PeakMegabytes, string? Error = null)
{
    /// <summary>The first repeat.</summary>
    public double Cold => Seconds[0];

    /// <summary>The median of the later repeats, or the only one.</summary>
    public double Warm => Median(Seconds.Count > 1 ? Seconds.Skip(1) : Seconds);

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
