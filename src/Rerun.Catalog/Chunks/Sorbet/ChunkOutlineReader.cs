using System.Runtime.InteropServices;
using Rerun.Arrow;
using Rerun.Arrow.Ipc;
using Rerun.Arrow.Types;

namespace Rerun.Catalog.Chunks.Sorbet;

/// <summary>Reads row ids and timelines out of the start of a chunk, and leaves its values alone.</summary>
internal static class ChunkOutlineReader
{
    private const int Alignment = 8;

    /// <summary>Reads an outline, or gives null where the chunk is such that only decoding it whole tells what is in it, faults included.</summary>
    /// <param name="payload">The Arrow stream as stored.</param>
    /// <param name="isCompressed">Whether it is stored as an LZ4 block.</param>
    /// <param name="decodedSize">The number of bytes of the Arrow stream.</param>
    /// <param name="head">What the chunk's start told.</param>
    /// <exception cref="ChunkFormatException">It is not a chunk.</exception>
    /// <exception cref="ArrowFormatException">It is not LZ4 or not Arrow.</exception>
    public static Chunk? TryRead(ReadOnlySpan<byte> payload, bool isCompressed, int decodedSize, ChunkHead head)
    {
        var prefix = new ChunkPrefix(payload, isCompressed, decodedSize);
        try
        {
            return FindPlaces(ref prefix, head) is { } places ? Read(ref prefix, places, head, decodedSize, isCompressed) : null;
        }
        finally
        {
            prefix.Dispose();
        }
    }

    private static Chunk? Read(ref ChunkPrefix prefix, Places places, ChunkHead head, int decodedSize, bool isCompressed)
    {
        var schema = head.Schema;
        var rows = (int)head.RowCount;
        var columns = places.Columns;
        long size = 0;
        foreach (var column in columns)
        {
            // Of an LZ4 block all must be decoded that stands before: where that is much, the rest is little.
            size += RoundUp(Width(schema, column) * rows);
            if (places.Starts[column] + (Width(schema, column) * (long)rows) > (isCompressed ? decodedSize / 2 : decodedSize) || size > decodedSize)
            {
                return null;
            }
        }

        if (!isCompressed && !HaveCellsEverywhere(ref prefix, places, rows))
        {
            return null;
        }

        var memory = new byte[size];
        var arrays = new IArrowArray[columns.Length];
        var position = 0;
        for (var i = 0; i < columns.Length; i++)
        {
            var length = Width(schema, columns[i]) * rows;
            prefix.Slice(places.Starts[columns[i]], length).CopyTo(memory.AsSpan(position));
            arrays[i] = ArrowArrayFactory.BuildArray(new ArrayData(
                TypeOf(schema, columns[i]), rows, 0, 0, [ArrowBuffer.Empty, new ArrowBuffer(memory.AsMemory(position, length))]));
            position += RoundUp(length);
        }

        if (arrays[0] is not FixedSizeBinaryArray rowIds || !ChunkDecoder.AreRowIdsSorted(rowIds.Values))
        {
            return null;
        }

        var timelines = new ChunkTimeline[schema.Timelines.Count];
        for (var i = 0; i < timelines.Length; i++)
        {
            timelines[i] = ChunkDecoder.ReadTimeline(arrays[i + 1], schema.Timelines[i]);
        }

        return ChunkOutline.Of(head.Id, schema.EntityPath, rowIds, timelines, places.Components);
    }

    /// <summary>Where the columns stand, if the batch's header tells that all cells of all columns are there; else null.</summary>
    private static Places? FindPlaces(ref ChunkPrefix prefix, ChunkHead head)
    {
        long position = 0;
        if (!ChunkHeadReader.TryReadFrame(ref prefix, position, out var frame, out _))
        {
            return null;
        }

        position += frame.Length;
        if (!ChunkHeadReader.TryReadFrame(ref prefix, position, out frame, out var metadata))
        {
            return null;
        }

        var batch = IpcMessageHead.Read(metadata, position);
        var schema = head.Schema;
        var layout = BatchLayout.Of(schema.Stored.Schema);
        int[] columns = [schema.RowIdColumn, .. schema.Timelines.Select(timeline => timeline.Column)];
        return batch.Kind == IpcMessageKind.RecordBatch
            && !batch.IsBodyCompressed
            && batch.RowCount == head.RowCount
            && layout.Fits(batch)
            && columns.All(column => TypeOf(schema, column) is FixedWidthType { BitWidth: >= 8 })
                ? PlacesIn(batch, position + frame.Length, layout, schema, columns)
                : null;
    }

    private static Places? PlacesIn(in IpcMessageHead batch, long body, BatchLayout layout, ChunkSchema schema, int[] columns)
    {
        foreach (var column in columns.Concat(schema.Components.Select(component => component.Column)))
        {
            // The number of nulls is a claim, but writers count.
            if (batch.NodeLength(layout.NodeOf(column)) != batch.RowCount || batch.NodeNullCount(layout.NodeOf(column)) != 0)
            {
                return null;
            }
        }

        var starts = new Dictionary<int, long>();
        foreach (var column in columns)
        {
            var (offset, length) = (batch.BufferOffset(layout.BufferOf(column) + 1), batch.BufferLength(layout.BufferOf(column) + 1));
            if (offset < 0 || length > batch.BodyLength - offset || length < Width(schema, column) * batch.RowCount)
            {
                return null;
            }

            starts[column] = body + offset;
        }

        var components = new (ComponentDescriptor, bool, double)[schema.Components.Count];
        var lists = new List<ListPlace>();
        for (var i = 0; i < components.Length; i++)
        {
            var component = schema.Components[i];
            var buffer = layout.BufferOf(component.Column);
            var hasValues = component.ValuesNode < 0 || batch.NodeLength(component.ValuesNode) > 0;
            double bytes = 0;
            for (var j = buffer; j < layout.BufferOf(component.Column + 1); j++)
            {
                bytes += batch.BufferLength(j);
            }

            components[i] = (component.Descriptor, hasValues, bytes);
            lists.Add(new ListPlace(
                body + batch.BufferOffset(buffer),
                batch.BufferLength(buffer),
                body + batch.BufferOffset(buffer + 1),
                TypeOf(schema, component.Column) is ListType && hasValues && batch.BufferLength(buffer + 1) >= (batch.RowCount + 1) * sizeof(int)));
        }

        return new Places(columns, starts, lists, components);
    }

    /// <summary>Of what lies there uncompressed the claims are checked: no nulls, and values that lists refer to.</summary>
    private static bool HaveCellsEverywhere(ref ChunkPrefix prefix, Places places, int rows)
    {
        foreach (var list in places.Lists)
        {
            if (list.ValidityLength > 0
                && (list.Validity < 0 || list.ValidityLength < BitUtility.ByteCount(rows)
                    || BitUtility.CountBits(prefix.Slice(list.Validity, BitUtility.ByteCount(rows)), 0, rows) < rows))
            {
                return false;
            }

            if (list.HasOffsets
                && (list.Offsets < 0 || MemoryMarshal.Read<int>(prefix.Slice(list.Offsets, sizeof(int))) == MemoryMarshal.Read<int>(prefix.Slice(list.Offsets + ((long)rows * sizeof(int)), sizeof(int)))))
            {
                return false;
            }
        }

        return true;
    }

    private static IArrowType TypeOf(ChunkSchema schema, int column) => schema.Stored.Schema.FieldsList[column].DataType;

    private static int Width(ChunkSchema schema, int column) => ((FixedWidthType)TypeOf(schema, column)).BitWidth / 8;

    private static int RoundUp(int length) => (length + Alignment - 1) / Alignment * Alignment;

    private readonly record struct ListPlace(long Validity, long ValidityLength, long Offsets, bool HasOffsets);

    private sealed record Places(int[] Columns, Dictionary<int, long> Starts, List<ListPlace> Lists, (ComponentDescriptor Descriptor, bool HasValues, double MostBytes)[] Components);
}
