using System.Runtime.InteropServices;
using Rerun.Arrow;
using Rerun.Arrow.Compression;
using Rerun.Arrow.Ipc;
using Rerun.Catalog.Wire;

namespace Rerun.Catalog.Chunks.Rrd;

/// <summary>
/// Takes the bounds of chunks on their timelines from a stream's footer, which releases from 0.28 on write. All else that a footer tells is known
/// already when it is read, and only a row that agrees with the chunk found at its offset is believed.
/// </summary>
internal static class RrdManifestReader
{
    private const uint ChecksumSeed = 7850921;
    private const int MaxDecodedLength = 64 << 20;
    private const string IndexKey = "rerun:index";
    private const string ComponentKey = "rerun:component";
    private const string StartSuffix = ":start";
    private const string EndSuffix = ":end";

    /// <summary>Adds bounds to the chunks that a footer lists.</summary>
    /// <param name="message">The footer's message.</param>
    /// <param name="place">Where it lies.</param>
    /// <param name="chunks">The chunks of the file; those with bounds are replaced.</param>
    /// <exception cref="ChunkFormatException">The footer is damaged.</exception>
    /// <exception cref="ArrowFormatException">The footer is damaged.</exception>
    /// <exception cref="Google.Protobuf.InvalidProtocolBufferException">The footer is damaged.</exception>
    public static void TakeBounds(ReadOnlySpan<byte> message, RrdFooterPlace place, List<RrdChunkEntry> chunks)
    {
        if (XxHash32.Hash(message, ChecksumSeed) != place.Checksum)
        {
            throw new ChunkFormatException("its checksum is wrong");
        }

        var positions = new Dictionary<long, int>();
        for (var i = 0; i < chunks.Count; i++)
        {
            positions[chunks[i].Offset] = i;
        }

        foreach (var manifest in RrdFooter.Parser.ParseFrom(message).Manifests)
        {
            if (manifest.Data is { HasPayload: true } part && ReadBatch(part) is { } batch)
            {
                TakeBounds(batch, place.StreamStart, chunks, positions);
            }
        }
    }

    private static RecordBatch? ReadBatch(DataframePart part)
    {
        var stored = part.Payload.Memory;
        if (part.Compression != Wire.Compression.Lz4)
        {
            return ReadBatch(stored);
        }

        if (part.UncompressedSize > MaxDecodedLength || !Lz4Block.CanDecodeTo(stored.Length, (long)part.UncompressedSize))
        {
            throw new ChunkFormatException($"it claims that {stored.Length} bytes of LZ4 decode to {part.UncompressedSize}");
        }

        var decoded = new byte[part.UncompressedSize];
        Lz4Block.Decode(stored.Span, decoded);
        return ReadBatch(decoded);
    }

    private static RecordBatch? ReadBatch(ReadOnlyMemory<byte> stream)
    {
        using var reader = new ArrowStreamReader(stream);
        return reader.ReadNextRecordBatch();
    }

    private static void TakeBounds(RecordBatch batch, long streamStart, List<RrdChunkEntry> chunks, Dictionary<long, int> positions)
    {
        if (Column(batch, "chunk_id") is not FixedSizeBinaryArray { ByteWidth: Tuid.Size } ids
            || Column(batch, "chunk_byte_offset") is not UInt64Array offsets
            || Column(batch, "chunk_byte_size") is not UInt64Array sizes)
        {
            throw new ChunkFormatException("it lacks the ids, offsets or sizes of the chunks");
        }

        var bounds = FindBounds(batch);
        for (var row = 0; row < batch.Length; row++)
        {
            if (ids.IsNull(row) || !positions.TryGetValue(streamStart + (long)offsets.Values[row], out var position))
            {
                continue;
            }

            var entry = chunks[position];
            if (entry.Id == Tuid.Read(ids.GetBytes(row)) && (ulong)entry.StoredSize == sizes.Values[row] && !entry.IsStatic)
            {
                chunks[position] = entry.WithTimelines([.. entry.Timelines.Select(timeline => WithBounds(timeline, bounds, row))]);
            }
        }
    }

    private static ChunkTimelineInfo WithBounds(ChunkTimelineInfo timeline, Dictionary<string, (IArrowArray Start, IArrowArray End)> bounds, int row) =>
        bounds.TryGetValue(timeline.Name, out var columns) && columns.Start.IsValid(row) && columns.End.IsValid(row)
            && Value(columns.Start, row) is var start && Value(columns.End, row) is var end && start <= end
            ? timeline with { Start = start, End = end }
            : timeline;

    /// <summary>The columns of the chunks' bounds by timeline; there are others like them, for each component.</summary>
    public static Dictionary<string, (IArrowArray Start, IArrowArray End)> FindBounds(RecordBatch batch)
    {
        var bounds = new Dictionary<string, (IArrowArray, IArrowArray)>();
        for (var i = 0; i < batch.ColumnCount; i++)
        {
            var field = batch.Schema.GetFieldByIndex(i);
            if (field.Metadata.TryGetValue(IndexKey, out var timeline)
                && !field.Metadata.ContainsKey(ComponentKey)
                && field.Name.EndsWith(StartSuffix, StringComparison.Ordinal)
                && batch.Schema.GetFieldIndex(field.Name[..^StartSuffix.Length] + EndSuffix) is var end and >= 0
                && IsTime(batch.Column(i))
                && IsTime(batch.Column(end)))
            {
                bounds[timeline] = (batch.Column(i), batch.Column(end));
            }
        }

        return bounds;
    }

    private static bool IsTime(IArrowArray column) => column is Int64Array or TimestampArray or DurationArray;

    /// <summary>A row of a column of bounds.</summary>
    public static long Value(IArrowArray column, int row) => MemoryMarshal.Cast<byte, long>(column.Data.Buffers[1].Span)[column.Offset + row];

    private static IArrowArray? Column(RecordBatch batch, string name) => batch.Schema.GetFieldIndex(name) is var index and >= 0 ? batch.Column(index) : null;
}
