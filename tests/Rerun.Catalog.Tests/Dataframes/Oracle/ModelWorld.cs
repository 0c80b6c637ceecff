namespace Rerun.Catalog.Tests.Dataframes.Oracle;

/// <summary>A dataset as plain values: partitions, each a set of chunks in layers.</summary>
internal sealed record ModelWorld(IReadOnlyList<(string Partition, IReadOnlyList<ModelChunk> Chunks)> Partitions)
{
    /// <summary>The timelines that chunks may have, in order of the result's columns.</summary>
    public static readonly string[] Timelines = ["frame", "log", "t"];

    /// <summary>The entities, in order of the result's columns: properties last.</summary>
    public static readonly string[] Entities = ["/", "/a", "/a/b", "/a/b/d", "/c", "/__properties/x"];

    /// <summary>The components, in order of the result's columns: clears, which have an archetype, last.</summary>
    public static readonly string[] Components = ["B", "C", "P", "Q", "V"];

    public IEnumerable<ModelChunk> Chunks => Partitions.SelectMany(partition => partition.Chunks);

    /// <summary>The layers of a catalog: each partition's chunks in a random order, or as they are.</summary>
    public List<LayerChunks> ToLayers(Random? order) =>
    [
        .. Partitions.SelectMany(partition => partition.Chunks
            .OrderBy(_ => order?.Next() ?? 0)
            .GroupBy(chunk => chunk.Layer)
            .Select(layer => new LayerChunks(partition.Partition, layer.Key, [.. layer.Select(chunk => chunk.ToChunk())]))
            .DefaultIfEmpty(new LayerChunks(partition.Partition, "base", []))),
    ];

    public override string ToString() => string.Join(
        Environment.NewLine, Partitions.SelectMany(partition => partition.Chunks.Select(chunk => $"{partition.Partition}: {chunk}").DefaultIfEmpty($"{partition.Partition}: no chunks")));
}
