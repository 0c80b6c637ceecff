namespace Rerun.Catalog.Dataframes;

/// <summary>How a dataframe engine works.</summary>
public sealed record DataframeEngineOptions
{
    /// <summary>Whose answers to give where the official 0.27.3 software errs.</summary>
    public CompatibilityMode Compatibility { get; init; } = CompatibilityMode.Correct;

    /// <summary>How many threads one query may use; the number of processors.</summary>
    public int MaxParallelism { get; init; } = Environment.ProcessorCount;

    /// <summary>The bytes that chunks of running queries and the chunk cache may take together; a quarter of the machine's.</summary>
    public long MemoryLimit { get; init; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4;

    /// <summary>The greatest number of rows in a batch.</summary>
    public int BatchRows { get; init; } = 4096;

    /// <summary>The bytes that a batch may copy; a batch has fewer rows where its values are large, but at least one.</summary>
    public long BatchBytes { get; init; } = 32 << 20;
}
