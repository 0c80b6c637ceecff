namespace Rerun.Query.Execution.Aggregation;

/// <summary>What <see cref="RunsAccumulator"/> computes.</summary>
internal enum RunsAggregate
{
    /// <summary>The most frequent value.</summary>
    Mode,

    /// <summary>A map of each value to how often it occurs.</summary>
    Histogram,

    /// <summary>The entropy of the values' frequencies, in bits.</summary>
    Entropy,
}
