using Rerun.Catalog.Chunks;
using Rerun.Catalog.Chunks.Rrd;
using Rerun.Catalog.Embedded.Chunks;
using Rerun.Catalog.Embedded.Schemas;

namespace Rerun.Catalog.Embedded.Registration;

/// <summary>One recording as a layer of a partition.</summary>
internal sealed class RecordingLayer
{
    private readonly Lazy<LayerSchema> _schema;

    private RecordingLayer(OpenRecording recording, string partition, string name, long registeredAt, RrdChunkEntry[] entries)
    {
        Recording = recording;
        Partition = partition;
        Name = name;
        RegisteredAt = registeredAt;
        Entries = entries;
        var names = new Dictionary<object, string[]>(ReferenceEqualityComparer.Instance);
        Chunks = [.. entries.Select(entry => Describe(entry, names))];
        ByteSize = entries.Sum(entry => (long)entry.DecodedSize);
        _schema = new Lazy<LayerSchema>(() => LayerSchemas.Of(this));
    }

    /// <summary>The file that the layer lies in.</summary>
    public OpenRecording Recording { get; }

    /// <summary>The partition: the recording's id.</summary>
    public string Partition { get; }

    /// <summary>The layer's name.</summary>
    public string Name { get; }

    /// <summary>When the layer was registered, in nanoseconds since the Unix epoch.</summary>
    public long RegisteredAt { get; }

    /// <summary>The chunks as the file tells of them, in its order; it lists each id once.</summary>
    public IReadOnlyList<RrdChunkEntry> Entries { get; }

    /// <summary>The same chunks as rows of the chunk directory.</summary>
    public IReadOnlyList<ChunkInfo> Chunks { get; }

    /// <summary>The bytes of all chunks once decoded.</summary>
    public long ByteSize { get; }

    /// <summary>The layer's columns.</summary>
    public LayerSchema Schema => _schema.Value;

    /// <summary>Makes a layer of each store in a file, ordered by their ids.</summary>
    public static RecordingLayer[] In(OpenRecording recording, RrdStoreKind kind, string name, long registeredAt)
    {
        var chunks = recording.Chunks.ToLookup(chunk => chunk.Store);
        return
        [
            .. recording.Stores
                .Where(store => store.Kind == kind)
                .Distinct()
                .OrderBy(store => store.RecordingId, StringComparer.Ordinal)
                .Select(store => new RecordingLayer(
                    recording, store.RecordingId, name, registeredAt, [.. chunks[store]])),
        ];
    }

    /// <summary>Chunks of one schema have one list of components; its names are made once.</summary>
    private ChunkInfo Describe(RrdChunkEntry entry, Dictionary<object, string[]> names)
    {
        if (!names.TryGetValue(entry.Components, out var components))
        {
            components = [.. entry.Components.Select(component => component.Descriptor.Component)];
            names.Add(entry.Components, components);
        }

        return new ChunkInfo
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
        };
    }
}
