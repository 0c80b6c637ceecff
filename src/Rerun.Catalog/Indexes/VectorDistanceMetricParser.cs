namespace Rerun.Catalog;

/// <summary>Reads the names of metrics. Mirrors <c>rerun.catalog.VectorDistanceMetricLike</c>.</summary>
public static class VectorDistanceMetricParser
{
    /// <summary>The metric of a name: <c>L2</c>, <c>Cosine</c>, <c>Dot</c> or <c>Hamming</c>, in any case.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="ArgumentException">There is no such metric.</exception>
    public static VectorDistanceMetric Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach (var metric in Enum.GetValues<VectorDistanceMetric>())
        {
            if (metric.ToString().Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return metric;
            }
        }

        throw new ArgumentException($"There is no vector distance metric '{name}'; there are {string.Join(", ", Enum.GetNames<VectorDistanceMetric>())}.", nameof(name));
    }
}
