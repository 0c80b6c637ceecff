using Rerun.Arrow;
using Rerun.Arrow.Ipc;
using Rerun.Arrow.Types;

namespace Rerun.Catalog.Chunks.Sorbet;

/// <summary>Encodes chunks as the official software of 0.24 to 0.27 does: one record batch that says by metadata what it is.</summary>
internal static class ChunkEncoder
{
    private const string SorbetVersion = "0.1.1";
    private const string ChunkIdPrefix = "chunk_";
    private const string ExtensionMetadata = "ARROW:extension:metadata";
    private const string RowNamespace = """{"namespace":"row"}""";
    private const string True = "true";

    // What the messages around a chunk's bytes take, roughly: enough for the stream to seldom grow.
    private const int BytesPerColumn = 512;
    private static readonly FixedSizeBinaryType RowIdType = new(Tuid.Size);
    private static readonly TimestampType TimestampWithoutZone = new(TimeUnit.Nanosecond);

    /// <summary>The chunk as an Arrow stream of one record batch.</summary>
    public static ReadOnlyMemory<byte> Encode(Chunk chunk)
    {
        var batch = ToRecordBatch(chunk);
        var estimate = chunk.ByteSize + ((long)BytesPerColumn * (batch.ColumnCount + 1));
        using var stream = new MemoryStream((int)Math.Min(estimate, Array.MaxLength));
        using var writer = new ArrowStreamWriter(stream, batch.Schema, true);
        writer.WriteRecordBatch(batch);
        writer.WriteEnd();
        return stream.GetBuffer().AsMemory(0, (int)stream.Length);
    }

    /// <summary>The chunk as a record batch: row ids, timelines, components. The columns are shared, not copied.</summary>
    public static RecordBatch ToRecordBatch(Chunk chunk)
    {
        var count = 1 + chunk.Timelines.Count + chunk.Components.Count;
        var fields = new List<Field>(count) { RowIdField(chunk) };
        var columns = new List<IArrowArray>(count) { chunk.RowIdColumn };
        foreach (var timeline in chunk.Timelines)
        {
            fields.Add(TimelineField(timeline));
            columns.Add(timeline.Values);
        }

        foreach (var component in chunk.Components)
        {
            fields.Add(ComponentField(component));
            columns.Add(component.Values);
        }

        var metadata = new Dictionary<string, string>
        {
            [SorbetKeys.Id] = ChunkIdPrefix + chunk.Id,
            [SorbetKeys.EntityPath] = chunk.EntityPath.ToString(),
            [SorbetKeys.Version] = SorbetVersion,
        };
        return new RecordBatch(new Schema(fields, metadata), columns, chunk.RowCount);
    }

    private static Field RowIdField(Chunk chunk)
    {
        var metadata = new Dictionary<string, string>
        {
            [SorbetKeys.ExtensionName] = SorbetKeys.TuidExtension,
            [ExtensionMetadata] = RowNamespace,
            [SorbetKeys.Kind] = ColumnMetadata.KindControl,
        };
        if (ChunkDecoder.AreRowIdsSorted(chunk.RowIdColumn.Values))
        {
            metadata[SorbetKeys.IsSorted] = True;
        }

        return new Field(SorbetKeys.RowIdColumn, RowIdType, nullable: false, metadata);
    }

    private static Field TimelineField(ChunkTimeline timeline)
    {
        var metadata = new Dictionary<string, string>
        {
            [SorbetKeys.IndexName] = timeline.Name,
            [SorbetKeys.Kind] = ColumnMetadata.KindIndex,
        };
        if (timeline.IsSorted)
        {
            metadata[SorbetKeys.IsSorted] = True;
        }

        // Instants are written without a zone, whatever was read: readers ignore it.
        var type = timeline.Kind == IndexKind.Timestamp ? TimestampWithoutZone : timeline.Values.Data.DataType;
        return new Field(timeline.Name, type, nullable: true, metadata);
    }

    private static Field ComponentField(ChunkComponent component)
    {
        var descriptor = component.Descriptor;
        var metadata = new Dictionary<string, string>
        {
            [SorbetKeys.Component] = descriptor.Component,
            [SorbetKeys.Kind] = ColumnMetadata.KindData,
        };
        if (descriptor.Archetype is { } archetype)
        {
            metadata[SorbetKeys.Archetype] = archetype;
        }

        if (descriptor.ComponentType is { } componentType)
        {
            metadata[SorbetKeys.ComponentType] = componentType;
        }

        return new Field(descriptor.Component, component.Values.Data.DataType, nullable: true, metadata);
    }
}
