using Rerun.Catalog.Chunks;

namespace Rerun.Catalog.Embedded.Registration;

/// <summary>One partition of a dataset.</summary>
/// <param name="Layers">Its layers in order of registration; at least one.</param>
/// <param name="Chunks">The chunks of all layers, each id once.</param>
internal sealed record PartitionContent(IReadOnlyList<RecordingLayer> Layers, PartitionChunks Chunks)
{
    /// <summary>The partition's id.</summary>
    public string Id => Chunks.Partition;

    public static PartitionContent Of(IGrouping<string, RecordingLayer> partition)
    {
        RecordingLayer[] layers = [.. partition];
        IReadOnlyList<ChunkInfo> chunks = layers.Length == 1
            ? layers[0].Chunks
            : [.. layers.SelectMany(layer => layer.Chunks).DistinctBy(chunk => chunk.Id)];
        return new PartitionContent(layers, new PartitionChunks(partition.Key, chunks));
    }
}
