using Rerun.Catalog.Chunks;

namespace Rerun.Catalog.Embedded.Registration;

/// <summary>One partition of a dataset.</summary>
internal sealed class PartitionContent
{
    private readonly Lazy<PartitionChunks> _chunks;

    /// <param name="id">The partition's id.</param>
    /// <param name="layers">Its layers in order of registration; at least one.</param>
    public PartitionContent(string id, IReadOnlyList<RecordingLayer> layers)
    {
        Id = id;
        Layers = layers;
        _chunks = new Lazy<PartitionChunks>(() => new PartitionChunks(Id, ChunksOf(layers)));
    }

    /// <summary>The partition's id.</summary>
    public string Id { get; }

    /// <summary>Its layers in order of registration; at least one.</summary>
    public IReadOnlyList<RecordingLayer> Layers { get; }

    /// <summary>The chunks of all layers, each id once.</summary>
    public PartitionChunks Chunks => _chunks.Value;

    private static IReadOnlyList<ChunkInfo> ChunksOf(IReadOnlyList<RecordingLayer> layers) =>
        layers.Count == 1 ? layers[0].Chunks : [.. layers.SelectMany(layer => layer.Chunks).DistinctBy(chunk => chunk.Id)];
}
