namespace Rerun.Catalog.Chunks;

/// <summary>The chunks of one partition, all layers together.</summary>
/// <param name="Partition">The partition's id.</param>
/// <param name="Chunks">Its chunks in order of layer registration and place in the file.</param>
public sealed record PartitionChunks(string Partition, IReadOnlyList<ChunkInfo> Chunks);
