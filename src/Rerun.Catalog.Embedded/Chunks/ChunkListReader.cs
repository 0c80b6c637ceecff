using System.Buffers.Binary;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Chunks.Rrd;
using Rerun.Catalog.Chunks.Sorbet;

namespace Rerun.Catalog.Embedded.Chunks;

/// <summary>Reads what <see cref="ChunkListWriter"/> wrote.</summary>
internal ref struct ChunkListReader
{
    // The shortest chunk: an id and a byte for each number.
    private const int LeastBytesPerChunk = Tuid.Size + 8;

    private ReadOnlySpan<byte> _rest;

    private ChunkListReader(ReadOnlySpan<byte> list) => _rest = list;

    /// <summary>Reads a list.</summary>
    /// <param name="list">The list's bytes.</param>
    /// <param name="store">The store that the chunks belong to.</param>
    /// <param name="schemaOf">The schema of an id.</param>
    /// <exception cref="RerunException">The list is damaged.</exception>
    public static RrdChunkEntry[] Read(ReadOnlySpan<byte> list, RrdStore store, Func<long, ChunkSchema> schemaOf)
    {
        var reader = new ChunkListReader(list);
        var schemas = new ChunkSchema[reader.Count(leastBytesEach: 1)];
        for (var i = 0; i < schemas.Length; i++)
        {
            schemas[i] = schemaOf((long)reader.Number());
        }

        var chunks = new RrdChunkEntry[reader.Count(LeastBytesPerChunk)];
        var (index, offset) = (0, 0L);
        for (var i = 0; i < chunks.Length; i++)
        {
            var place = reader.Int32();
            var schema = place < schemas.Length ? schemas[place] : throw Damaged();
            var id = Tuid.Read(reader.Take(Tuid.Size));
            index += reader.Int32();
            offset += (long)reader.Number();
            var length = reader.Int32();
            var payloadOffset = offset + (long)reader.Number();
            var payloadLength = reader.Int32();
            var decodedSize = reader.Int32();
            var message = new ChunkMessage(
                index, offset, length, payloadOffset, payloadLength, decodedSize > 0, decodedSize > 0 ? decodedSize : payloadLength);
            var rows = (long)reader.Number();
            var components = reader.Components(schema);
            chunks[i] = new RrdChunkEntry(store, message, new ChunkHead(id, schema, rows, reader.Timelines(schema), components));
        }

        return chunks;
    }

    private IReadOnlyList<RrdComponent> Components(ChunkSchema schema)
    {
        if (Take(1)[0] == 0)
        {
            return schema.ComponentInfos;
        }

        RrdComponent[] components = [.. schema.ComponentInfos];
        var bits = Take((components.Length + 7) / 8);
        for (var i = 0; i < components.Length; i++)
        {
            if ((bits[i / 8] & (1 << (i % 8))) != 0)
            {
                components[i] = components[i] with { IsEmpty = true };
            }
        }

        return components;
    }

    private IReadOnlyList<ChunkTimelineInfo> Timelines(ChunkSchema schema)
    {
        if (schema.TimelineInfos.Count == 0)
        {
            return schema.TimelineInfos;
        }

        var timelines = new ChunkTimelineInfo[schema.TimelineInfos.Count];
        for (var i = 0; i < timelines.Length; i++)
        {
            var timeline = schema.TimelineInfos[i];
            if (Take(1)[0] != 0)
            {
                var start = BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));
                timeline = new ChunkTimelineInfo(timeline.Name, timeline.Kind, start, unchecked(start + (long)Number()));
            }

            timelines[i] = timeline;
        }

        return timelines;
    }

    private int Count(int leastBytesEach)
    {
        var count = Int32();
        return (long)count * leastBytesEach <= _rest.Length ? count : throw Damaged();
    }

    private int Int32() => Number() is var number and <= int.MaxValue ? (int)number : throw Damaged();

    private ulong Number()
    {
        ulong number = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Take(1)[0];
            number |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return number;
            }
        }

        throw Damaged();
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
        {
            throw Damaged();
        }

        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    private static RerunException Damaged() => new("The catalogue's list of a recording's chunks is damaged.", RerunErrorCode.CorruptData);
}
