using Rerun.Arrow;
using Rerun.Arrow.Selection;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Catalog.Chunks;
using Rerun.Server.Dialects;

namespace Rerun.Server.Messages;

/// <summary>Makes the tables that tell a client which chunks there are: a row per chunk.</summary>
internal sealed class ChunkTable
{
    /// <summary>The column by which chunks are fetched.</summary>
    public const string KeyColumn = "chunk_key";

    private const string SearchedStart = "chunk_timeline_start";

    private static readonly KeyValuePair<string, string>[] Control = [new(ColumnMetadata.Kind, ColumnMetadata.KindControl)];
    private static readonly FixedSizeBinaryType IdType = new(Tuid.Size);
    private static readonly Field[] PartitionFields = FieldsOf("partition");

    private static readonly Field[] SegmentFields =
    [
        .. FieldsOf("segment"),
        new("chunk_byte_len", UInt64Type.Default, nullable: false),
        new("chunk_byte_size_uncompressed", UInt64Type.Default, nullable: true),
    ];

    // Nothing can be read past the server; clients want the columns all the same.
    private static readonly Field[] DirectFields =
    [
        new("rerun_layer_direct_url", new DictionaryType(Int32Type.Default, StringType.Default, ordered: false), nullable: true),
        new("rerun_layer_direct_url_expires_at", new DictionaryType(Int32Type.Default, Int64Type.Default, ordered: false), nullable: true),
    ];

    private readonly Dialect _dialect;
    private readonly string? _searched;
    private readonly string[] _timelines;
    private readonly Schema _schema;

    private ChunkTable(Dialect dialect, string? searched, string[] timelines)
    {
        _dialect = dialect;
        _searched = searched;
        _timelines = timelines;
        _schema = new Schema(Fields(dialect, searched, timelines));
    }

    /// <summary>The table that QueryDataset answers.</summary>
    /// <param name="dialect">The client's dialect.</param>
    /// <param name="timelines">The timelines of the dataset.</param>
    public static ChunkTable OfQuery(Dialect dialect, IEnumerable<string> timelines) =>
        new(dialect, null, dialect == Dialect.Partitions ? [] : [.. timelines]);

    /// <summary>The table that FindChunks answers.</summary>
    /// <param name="timeline">The timeline that was asked for; empty for none.</param>
    public static ChunkTable OfSearch(string timeline) => new(Dialect.Newest, timeline, []);

    /// <summary>The rows of some chunks.</summary>
    /// <param name="chunks">The chunks, each with the key by which it is fetched.</param>
    public RecordBatch Of(IReadOnlyList<(ChunkInfo Info, byte[] Key)> chunks)
    {
        var (ids, keys) = (new FixedSizeBinaryArray.Builder(IdType), new BinaryArray.Builder());
        var (partitions, layers, entities) = (new StringArray.Builder(), new StringArray.Builder(), new StringArray.Builder());
        var (statics, sizes) = (new BooleanArray.Builder(), new UInt64Array.Builder());
        Span<byte> id = stackalloc byte[Tuid.Size];
        foreach (var (chunk, key) in chunks)
        {
            chunk.Id.Write(id);
            ids.Append(id);
            partitions.Append(chunk.Partition);
            layers.Append(chunk.Layer);
            keys.Append(key.AsSpan());
            entities.Append(chunk.EntityPath.ToString());
            statics.Append(chunk.IsStatic);
            sizes.Append((ulong)chunk.ByteSize);
        }

        var columns = new List<IArrowArray>(_schema.FieldsList.Count);
        columns.AddRange(_dialect == Dialect.Partitions
            ? [ids.Build(), partitions.Build(), layers.Build(), keys.Build(), entities.Build(), statics.Build()]
            : [ids.Build(), partitions.Build(), layers.Build(), keys.Build(), entities.Build(), statics.Build(), sizes.Build()]);
        if (_dialect != Dialect.Partitions)
        {
            columns.Add(columns[^1]);
            if (_searched is not null)
            {
                columns.Add(Bounds(chunks, _searched, timeline => timeline.Start));
            }

            columns.AddRange(DirectFields.Select(field => NullArrays.Create(field.DataType, chunks.Count)));
            foreach (var timeline in _timelines)
            {
                columns.Add(Bounds(chunks, timeline, info => info.Start));
                columns.Add(Bounds(chunks, timeline, info => info.End));
            }
        }

        return new RecordBatch(_schema, columns, chunks.Count);
    }

    private static Int64Array Bounds(IReadOnlyList<(ChunkInfo Info, byte[] Key)> chunks, string name, Func<ChunkTimelineInfo, long?> bound)
    {
        var values = new Int64Array.Builder();
        foreach (var (chunk, _) in chunks)
        {
            values.Append(chunk.Timelines?.FirstOrDefault(timeline => timeline.Name == name) is { } timeline ? bound(timeline) : null);
        }

        return values.Build();
    }

    private static IEnumerable<Field> Fields(Dialect dialect, string? searched, string[] timelines)
    {
        if (dialect == Dialect.Partitions)
        {
            return PartitionFields;
        }

        var bounds = timelines.SelectMany(timeline => new[] { BoundField(timeline, "start"), BoundField(timeline, "end") });
        return searched is null
            ? [.. SegmentFields, .. DirectFields, .. bounds]
            : [.. SegmentFields, new Field(SearchedStart, Int64Type.Default, true, [new(ColumnMetadata.Kind, ColumnMetadata.KindIndex)]), .. DirectFields];
    }

    private static Field BoundField(string timeline, string marker) => new(
        $"{timeline}:{marker}",
        Int64Type.Default,
        nullable: true,
        [new("rerun:index", timeline), new(ColumnMetadata.Kind, ColumnMetadata.KindIndex), new("rerun:index_marker", marker)]);

    private static Field[] FieldsOf(string recording) =>
    [
        new("chunk_id", IdType, nullable: false, Control),
        new($"chunk_{recording}_id", StringType.Default, nullable: false, Control),
        new($"rerun_{recording}_layer", StringType.Default, nullable: false),
        new(KeyColumn, BinaryType.Default, nullable: false),
        new("chunk_entity_path", StringType.Default, nullable: false, Control),
        new("chunk_is_static", BooleanType.Default, nullable: false, Control),
    ];
}
