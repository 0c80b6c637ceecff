using Rerun.Arrow.Types;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Embedded.Chunks;
using Rerun.Catalog.Embedded.Registration;

namespace Rerun.Catalog.Embedded.Indexes;

/// <summary>The chunks that a search index is about, in order of storage: by registration of their layers, then by place in the file.</summary>
internal sealed class IndexedChunks
{
    private IndexedChunks(IReadOnlyList<IndexedChunk> chunks, IndexKind timeKind, IArrowType instanceType)
    {
        Chunks = chunks;
        TimeKind = timeKind;
        InstanceType = instanceType;
    }

    public IReadOnlyList<IndexedChunk> Chunks { get; }

    /// <summary>What the values of the indexed timeline count.</summary>
    public IndexKind TimeKind { get; }

    /// <summary>The type of the items of the component's lists.</summary>
    public IArrowType InstanceType { get; }

    /// <summary>Finds them. Rows without the timeline are not in the index.</summary>
    /// <exception cref="RerunNotFoundException">No chunk has the column on the timeline.</exception>
    /// <exception cref="RerunException">Layers have values of different types.</exception>
    public static IndexedChunks Find(DatasetContent content, IndexConfig config, string dataset)
    {
        var (entity, name) = (config.Column.EntityPath, config.Column.Component.Component);
        var chunks = new List<IndexedChunk>();
        var seen = new HashSet<(string Partition, Tuid Chunk)>();
        var exists = false;
        IndexKind? kind = null;
        IArrowType? type = null;
        foreach (var layer in content.Layers)
        {
            for (var i = 0; i < layer.Entries.Count; i++)
            {
                var entry = layer.Entries[i];
                if (!entry.EntityPath.Equals(entity) || entry.Components.FirstOrDefault(component => component.Descriptor.Component == name) is not { } component)
                {
                    continue;
                }

                // A chunk that several layers of a partition have is there once.
                exists = true;
                if (entry.Timelines.FirstOrDefault(timeline => timeline.Name == config.TimeIndex) is not { } timeline
                    || component.IsEmpty
                    || !seen.Add((layer.Partition, entry.Id)))
                {
                    kind ??= entry.Timelines.FirstOrDefault(found => found.Name == config.TimeIndex)?.Kind;
                    continue;
                }

                kind ??= timeline.Kind;
                type ??= component.Type.ValueDataType;
                if (!TypeComparer.Layout.Equals(type, component.Type.ValueDataType))
                {
                    throw new RerunException(
                        $"Column '{entity}:{name}' of dataset '{dataset}' has values of type {type}, but {component.Type.ValueDataType} in "
                        + $"'{layer.Recording.File.Path}'; a search needs one type.",
                        RerunErrorCode.TypeMismatch);
                }

                chunks.Add(new IndexedChunk(layer, layer.Chunks[i]));
            }
        }

        if (kind is not { } timeKind)
        {
            throw new RerunNotFoundException(exists
                ? $"Column '{entity}:{name}' of dataset '{dataset}' has no values on the index '{config.TimeIndex}'."
                : $"Component path '{entity}:{name}' not found in dataset '{dataset}'.");
        }

        return new IndexedChunks(chunks, timeKind, type ?? NullType.Default);
    }

    /// <summary>Makes something of each chunk, on several threads; the results are in the order of the chunks.</summary>
    /// <exception cref="RerunException">A file has changed since it was registered, or a chunk is faulty.</exception>
    public static T[] Select<T>(
        IReadOnlyList<IndexedChunk> chunks,
        IndexConfig config,
        int maxParallelism,
        Func<IndexedChunk, ChunkTimeline, ChunkComponent, T> select,
        CancellationToken cancellationToken)
    {
        foreach (var recording in chunks.Select(chunk => chunk.Layer.Recording).Distinct())
        {
            recording.File.RequireUnchanged();
        }

        var results = new T[chunks.Count];
        ParallelWork.For(chunks.Count, maxParallelism, i =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            var chunk = ((EmbeddedChunkKey)chunks[i].Info.Key).Decode();
            results[i] = select(
                chunks[i],
                chunk.Timelines.First(timeline => timeline.Name == config.TimeIndex),
                chunk.Components.First(component => component.Descriptor.Component == config.Column.Component.Component));
        });
        return results;
    }
}
