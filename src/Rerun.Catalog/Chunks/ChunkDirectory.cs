namespace Rerun.Catalog.Chunks;

/// <summary>
/// Which chunks a dataset had at one moment: an immutable snapshot, ordered by partition (ordinal), then by registration and place in the file.
/// </summary>
public sealed class ChunkDirectory
{
    /// <summary>Creates a directory.</summary>
    /// <param name="version">A number that changes whenever the dataset's chunks change; equal versions of one dataset mean equal directories.</param>
    /// <param name="partitions">All partitions asked for that exist, also those without chunks.</param>
    public ChunkDirectory(long version, IReadOnlyList<PartitionChunks> partitions)
    {
        Version = version;
        Partitions = partitions;
    }

    /// <summary>A number that changes whenever the dataset's chunks change; equal versions of one dataset mean equal directories.</summary>
    public long Version { get; }

    /// <summary>The partitions, in ordinal order of their ids.</summary>
    public IReadOnlyList<PartitionChunks> Partitions { get; }
}
