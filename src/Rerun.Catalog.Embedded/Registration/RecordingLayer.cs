using Rerun.Catalog.Chunks;
using Rerun.Catalog.Chunks.Rrd;
using Rerun.Catalog.Embedded.Chunks;
using Rerun.Catalog.Embedded.Properties;
using Rerun.Catalog.Embedded.Schemas;

namespace Rerun.Catalog.Embedded.Registration;

/// <summary>One recording as a layer of a partition. What its content tells is found when first asked for, and kept.</summary>
internal sealed class RecordingLayer
{
    private readonly LayerContent _content;
    private readonly Lazy<IReadOnlyList<RrdChunkEntry>> _entries;
    private readonly Lazy<IReadOnlyList<ChunkInfo>> _chunks;
    private readonly Lazy<LayerColumns> _columns;
    private readonly Lazy<SortedDictionary<string, PropertyValue>> _properties;

    /// <param name="recording">The file that the layer lies in.</param>
    /// <param name="partition">The partition: the recording's id.</param>
    /// <param name="name">The layer's name.</param>
    /// <param name="registeredAt">When it was registered, in nanoseconds since the Unix epoch.</param>
    /// <param name="content">What is known of its chunks.</param>
    public RecordingLayer(StoredRecording recording, string partition, string name, long registeredAt, LayerContent content)
    {
        Recording = recording;
        Partition = partition;
        Name = name;
        RegisteredAt = registeredAt;
        _content = content;
        _entries = new(content.ReadChunks);
        _chunks = new(() => Describe(_entries.Value));
        _columns = new(content.ReadColumns);
        _properties = new(content.ReadProperties);
    }

    /// <summary>The file that the layer lies in.</summary>
    public StoredRecording Recording { get; }

    /// <summary>The partition: the recording's id.</summary>
    public string Partition { get; }

    /// <summary>The layer's name.</summary>
    public string Name { get; }

    /// <summary>When the layer was registered, in nanoseconds since the Unix epoch.</summary>
    public long RegisteredAt { get; }

    /// <summary>The number of chunks.</summary>
    public int ChunkCount => _content.ChunkCount;

    /// <summary>The bytes of all chunks once decoded.</summary>
    public long ByteSize => _content.ByteSize;

    /// <summary>The chunks as the file tells of them, in its order; it lists each id once.</summary>
    public IReadOnlyList<RrdChunkEntry> Entries => _entries.Value;

    /// <summary>The same chunks as rows of the chunk directory.</summary>
    public IReadOnlyList<ChunkInfo> Chunks => _chunks.Value;

    /// <summary>The layer's columns.</summary>
    public LayerColumns Columns => _columns.Value;

    /// <summary>The layer's properties by column name.</summary>
    /// <exception cref="RerunException">The file has changed, or a chunk is faulty.</exception>
    public SortedDictionary<string, PropertyValue> Properties => _properties.Value;

    private ChunkInfo[] Describe(IReadOnlyList<RrdChunkEntry> entries)
    {
        // Chunks of one schema have one list of components; its names are made once.
        var names = new Dictionary<object, string[]>(ReferenceEqualityComparer.Instance);
        var chunks = new ChunkInfo[entries.Count];
        for (var i = 0; i < chunks.Length; i++)
        {
            var entry = entries[i];
            if (!names.TryGetValue(entry.Components, out var components))
            {
                components = [.. entry.Components.Select(component => component.Descriptor.Component)];
                names.Add(entry.Components, components);
            }

            chunks[i] = new ChunkInfo
            {
                Key = new EmbeddedChunkKey(Recording, entry),
                Id = entry.Id,
                Partition = Partition,
                Layer = Name,
                EntityPath = entry.EntityPath,
                IsStatic = entry.IsStatic,
                Timelines = entry.Timelines,
                Components = components,
                RowCount = entry.RowCount,
                ByteSize = entry.DecodedSize,
                HasOutline = ChunkOutline.IsWorthwhile(entry.RowCount, entry.DecodedSize, components),
            };
        }

        return chunks;
    }
}
