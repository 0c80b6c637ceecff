using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Catalog.Chunks;
using Rerun.Server.Dialects;

namespace Rerun.Server.Messages;

/// <summary>Describes all chunks of a segment so that newer clients can load them one by one: a row per chunk.</summary>
internal sealed class SegmentManifest
{
    private const string Index = "rerun:index";
    private const string StaticIndex = "rerun:static";

    private readonly IReadOnlyList<ChunkInfo> _chunks;
    private readonly ILookup<string, Field> _components;
    private readonly List<Field> _fields = [];
    private readonly List<IArrowArray> _columns = [];

    private SegmentManifest(IReadOnlyList<ChunkInfo> chunks, Schema schema, bool renames)
    {
        _chunks = renames ? [.. chunks.Select(chunk => chunk with { Components = chunk.Components?.Select(NewerNames.Of).ToArray() })] : chunks;
        _components = schema.FieldsList
            .Where(field => field.Metadata.Text(ColumnMetadata.Component) is not null)
            .ToLookup(field => field.Metadata.Text(ColumnMetadata.Component)!);
    }

    /// <summary>The table of a segment's chunks.</summary>
    /// <param name="chunks">The chunks.</param>
    /// <param name="keys">The keys by which they are fetched.</param>
    /// <param name="schema">The schema of the segment.</param>
    /// <param name="renames">Whether components have their newer names.</param>
    public static RecordBatch Of(IReadOnlyList<ChunkInfo> chunks, IReadOnlyList<byte[]> keys, Schema schema, bool renames)
    {
        var manifest = new SegmentManifest(chunks, schema, renames);
        manifest.AddBasics(keys);
        manifest.AddStatics();
        manifest.AddTimelines();
        return new RecordBatch(new Schema(manifest._fields), manifest._columns, chunks.Count);
    }

    /// <summary>The part of a dataset's schema that a segment has.</summary>
    public static Schema SchemaOf(IReadOnlyList<ChunkInfo> chunks, Schema schema)
    {
        var entities = chunks.Select(chunk => chunk.EntityPath.ToString()).ToHashSet(StringComparer.Ordinal);
        var fields = schema.FieldsList.Where(field => field.Metadata.Text(ColumnMetadata.EntityPath) is not { } entity || entities.Contains(entity));
        return new Schema(fields, [new(ColumnMetadata.SorbetVersionKey, ColumnMetadata.SorbetVersion)]);
    }

    private void AddBasics(IReadOnlyList<byte[]> keys)
    {
        var (ids, entities, statics) = (new FixedSizeBinaryArray.Builder(Tuid.Size), new StringArray.Builder(), new BooleanArray.Builder());
        var keyColumn = new BinaryArray.Builder();
        Span<byte> id = stackalloc byte[Tuid.Size];
        for (var i = 0; i < _chunks.Count; i++)
        {
            _chunks[i].Id.Write(id);
            ids.Append(id);
            entities.Append(_chunks[i].EntityPath.ToString());
            statics.Append(_chunks[i].IsStatic);
            keyColumn.Append(keys[i].AsSpan());
        }

        Add("chunk_entity_path", StringType.Default, entities.Build());
        Add("chunk_id", new FixedSizeBinaryType(Tuid.Size), ids.Build());
        Add("chunk_is_static", BooleanType.Default, statics.Build());
        Add("chunk_num_rows", UInt64Type.Default, Counts(chunk => chunk.RowCount ?? 0));

        // Chunks are fetched by their keys; the places only have to be different ones.
        var offset = 0L;
        Add("chunk_byte_offset", UInt64Type.Default, Counts(chunk => (offset += chunk.ByteSize) - chunk.ByteSize));
        Add("chunk_byte_size", UInt64Type.Default, Counts(chunk => chunk.ByteSize));
        Add("chunk_byte_size_uncompressed", UInt64Type.Default, Counts(chunk => chunk.ByteSize));
        Add(ChunkTable.KeyColumn, BinaryType.Default, keyColumn.Build());
    }

    private void AddStatics()
    {
        foreach (var component in _chunks.SelectMany(chunk => chunk.Components ?? []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var has = new BooleanArray.Builder();
            foreach (var chunk in _chunks)
            {
                has.Append(chunk.IsStatic && Has(chunk, component));
            }

            Add($"{component}:has_static_data", BooleanType.Default, has.Build(), MetadataOf(component, StaticIndex));
        }
    }

    private void AddTimelines()
    {
        var temporal = _chunks.Where(chunk => !chunk.IsStatic).ToList();
        foreach (var timeline in temporal.SelectMany(chunk => chunk.Timelines ?? []).DistinctBy(timeline => timeline.Name).OrderBy(timeline => timeline.Name, StringComparer.Ordinal))
        {
            AddBounds(timeline, timeline.Name, [new(Index, timeline.Name)], chunk => TimelineOf(chunk, timeline.Name));
            var components = temporal
                .Where(chunk => TimelineOf(chunk, timeline.Name) is not null)
                .SelectMany(chunk => chunk.Components ?? [])
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal);
            foreach (var component in components)
            {
                var metadata = MetadataOf(component, timeline.Name);
                AddBounds(
                    timeline, $"{timeline.Name}:{component}", metadata, chunk => Has(chunk, component) ? TimelineOf(chunk, timeline.Name) : null);
                Add(
                    $"{timeline.Name}:{component}:num_rows",
                    UInt64Type.Default,
                    Counts(chunk => Has(chunk, component) && TimelineOf(chunk, timeline.Name) is not null ? chunk.RowCount ?? 0 : 0),
                    metadata);
            }
        }
    }

    private static bool Has(ChunkInfo chunk, string component) => chunk.Components?.Contains(component) ?? false;

    private static ChunkTimelineInfo? TimelineOf(ChunkInfo chunk, string name) => chunk.Timelines?.FirstOrDefault(timeline => timeline.Name == name);

    private void AddBounds(
        ChunkTimelineInfo timeline, string name, List<KeyValuePair<string, string>> metadata, Func<ChunkInfo, ChunkTimelineInfo?> find)
    {
        var type = IndexTypes.Of(timeline.Kind);
        Add($"{name}:start", type, Times(type, chunk => find(chunk)?.Start), metadata);
        Add($"{name}:end", type, Times(type, chunk => find(chunk)?.End), metadata);
    }

    private IArrowArray Times(IArrowType type, Func<ChunkInfo, long?> value)
    {
        var times = new Int64Array.Builder().AppendRange(_chunks.Select(value)).Build();
        return ArrowArrayFactory.BuildArray(times.Data.WithType(type));
    }

    private UInt64Array Counts(Func<ChunkInfo, long> value) => new UInt64Array.Builder().AppendRange(_chunks.Select(chunk => (ulong)value(chunk))).Build();

    private List<KeyValuePair<string, string>> MetadataOf(string component, string index)
    {
        var metadata = new List<KeyValuePair<string, string>> { new(Index, index), new(ColumnMetadata.Component, component) };
        var field = _components[component].FirstOrDefault();
        foreach (var key in (string[])[ColumnMetadata.Archetype, ColumnMetadata.ComponentType])
        {
            if (field?.Metadata.Text(key) is { } value)
            {
                metadata.Add(new(key, value));
            }
        }

        return metadata;
    }

    private void Add(string name, IArrowType type, IArrowArray column, List<KeyValuePair<string, string>>? metadata = null)
    {
        _fields.Add(new Field(name, type, nullable: true, metadata));
        _columns.Add(column);
    }
}
