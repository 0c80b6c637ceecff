using System.Runtime.CompilerServices;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using Rerun.Arrow;
using Rerun.Arrow.Compression;
using Rerun.Arrow.Ipc;
using Rerun.Arrow.Selection;

namespace Rerun.Catalog.Chunks.Sorbet;

/// <summary>Decodes and checks the rows of a chunk.</summary>
internal static class ChunkDecoder
{
    // What the objects around a column's bytes take, roughly.
    private const int BytesPerColumn = 256;

    /// <summary>Decodes a chunk into memory of its own.</summary>
    /// <param name="payload">The Arrow stream as stored.</param>
    /// <param name="isCompressed">Whether it is stored as an LZ4 block.</param>
    /// <param name="decodedSize">The number of bytes of the Arrow stream.</param>
    /// <param name="head">What the chunk's start told.</param>
    /// <param name="buffers">Where the memory comes from and can be given back; null for memory of its own.</param>
    /// <exception cref="ChunkFormatException">It is not a chunk.</exception>
    /// <exception cref="ArrowFormatException">It is not LZ4 or not Arrow.</exception>
    public static Chunk Decode(ReadOnlySpan<byte> payload, bool isCompressed, int decodedSize, ChunkHead head, ChunkBuffers? buffers = null)
    {
        var buffer = buffers?.Rent(decodedSize) ?? GC.AllocateUninitializedArray<byte>(decodedSize);
        var stream = buffer.AsMemory(0, decodedSize);
        if (isCompressed)
        {
            Lz4Block.Decode(payload, stream.Span);
        }
        else
        {
            payload.CopyTo(stream.Span);
        }

        var chunk = Decode(stream, head);
        chunk.Memory = buffers is null ? null : new ChunkMemory(buffer, buffers);
        return chunk;
    }

    /// <summary>Decodes a chunk from its Arrow stream, which is kept: the chunk's columns refer to it.</summary>
    /// <param name="stream">The Arrow stream.</param>
    /// <param name="head">What the chunk's start told.</param>
    /// <exception cref="ChunkFormatException">It is not a chunk.</exception>
    /// <exception cref="ArrowFormatException">It is not Arrow.</exception>
    public static Chunk Decode(ReadOnlyMemory<byte> stream, ChunkHead head)
    {
        var batch = ReadBatch(stream, head.Schema.Stored);
        RequireDeclaredNulls(batch);
        return Build(batch, head, stream.Length);
    }

    private static RecordBatch ReadBatch(ReadOnlyMemory<byte> stream, IpcSchema schema)
    {
        // The first message is the schema, which is known; after the first batch nothing counts.
        var decoder = new IpcDecoder(schema);
        var position = 0;
        IpcMessage.TryRead(stream, ref position, out _);
        while (IpcMessage.TryRead(stream, ref position, out var message))
        {
            if (decoder.Decode(message) is { } batch)
            {
                return batch;
            }
        }

        throw new ChunkFormatException("the chunk has no record batch, expected one");
    }

    private static void RequireDeclaredNulls(RecordBatch batch)
    {
        for (var i = 0; i < batch.ColumnCount; i++)
        {
            var field = batch.Schema.GetFieldByIndex(i);
            if (!field.IsNullable && batch.Column(i).NullCount > 0)
            {
                throw new ChunkFormatException($"column '{field.Name}' is declared to have no nulls and has {batch.Column(i).NullCount}, expected none");
            }
        }
    }

    private static Chunk Build(RecordBatch batch, ChunkHead head, int decodedSize)
    {
        var schema = head.Schema;
        batch = InOrderOfRowIds(batch, schema);
        var timelines = new ChunkTimeline[schema.Timelines.Count];
        for (var i = 0; i < timelines.Length; i++)
        {
            timelines[i] = ReadTimeline(batch.Column(schema.Timelines[i].Column), schema.Timelines[i]);
        }

        var components = new ChunkComponent[schema.Components.Count];
        for (var i = 0; i < components.Length; i++)
        {
            var component = schema.Components[i];
            components[i] = new ChunkComponent(component.Descriptor, ComponentLists.Wrap(batch.Column(component.Column), component.Type));
        }

        return new Chunk(head.Id, schema.EntityPath, (FixedSizeBinaryArray)batch.Column(schema.RowIdColumn), timelines, components)
        {
            ByteSize = decodedSize + ((long)BytesPerColumn * batch.ColumnCount),
        };
    }

    /// <summary>The rows of a chunk that falsely claims to have them in order are put in order; without the claim the chunk is refused, as by the official software.</summary>
    private static RecordBatch InOrderOfRowIds(RecordBatch batch, ChunkSchema schema)
    {
        var rowIds = (FixedSizeBinaryArray)batch.Column(schema.RowIdColumn);
        if (rowIds.NullCount > 0)
        {
            throw new ChunkFormatException($"the row-id column has {rowIds.NullCount} nulls, expected none");
        }

        if (AreRowIdsSorted(rowIds.Values))
        {
            return batch;
        }

        if (!schema.RowIdsClaimSorted)
        {
            throw new ChunkFormatException("the row ids are not in order, expected each at least as great as the one before");
        }

        int[] rows = [.. Enumerable.Range(0, batch.Length).OrderBy(row => Tuid.Read(rowIds.GetBytes(row)))];
        return ArraySelection.Take(batch, rows);
    }

    /// <summary>Checks the values of a timeline.</summary>
    /// <exception cref="ChunkFormatException">Some are null.</exception>
    public static ChunkTimeline ReadTimeline(IArrowArray values, ChunkSchemaTimeline timeline)
    {
        if (values.NullCount > 0)
        {
            throw new ChunkFormatException($"the index column '{timeline.Name}' has {values.NullCount} nulls, expected none");
        }

        var times = MemoryMarshal.Cast<byte, long>(values.Data.Buffers[1].Span).Slice(values.Offset, values.Length);
        return new ChunkTimeline(timeline.Name, timeline.Kind, values, IsSorted(times));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool IsSorted(ReadOnlySpan<long> values)
    {
        var i = 0;
        if (Vector.IsHardwareAccelerated)
        {
            for (; i < values.Length - Vector<long>.Count; i += Vector<long>.Count)
            {
                if (Vector.GreaterThanAny(new Vector<long>(values[i..]), new Vector<long>(values[(i + 1)..])))
                {
                    return false;
                }
            }
        }

        for (; i < values.Length - 1; i++)
        {
            if (values[i] > values[i + 1])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether ids, 16 big-endian bytes each, never go down.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool AreRowIdsSorted(ReadOnlySpan<byte> values)
    {
        for (var i = Tuid.Size; i < values.Length; i += Tuid.Size)
        {
            if (BinaryPrimitives.ReadUInt128BigEndian(values[(i - Tuid.Size)..]) > BinaryPrimitives.ReadUInt128BigEndian(values[i..]))
            {
                return false;
            }
        }

        return true;
    }
}
