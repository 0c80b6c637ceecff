using System.Buffers;
using System.Buffers.Binary;
using Rerun.Catalog.Chunks.Rrd;
using Rerun.Catalog.Chunks.Sorbet;

namespace Rerun.Catalog.Embedded.Chunks;

/// <summary>Writes what is known of a layer's chunks as the catalogue keeps it; <see cref="ChunkListReader"/> reads it.</summary>
/// <remarks>
/// The number of different chunk schemas and their ids in the catalogue; the number of chunks; then chunk by chunk: its schema's place among them, its id, the
/// message's number and place as distances from the one before, its lengths, how it is stored, its rows, which components are empty, and the bounds on each
/// timeline. Numbers are of variable length, seven bits a byte.
/// </remarks>
internal sealed class ChunkListWriter
{
    private const int LongestNumber = 10;

    private readonly ArrayBufferWriter<byte> _chunks = new(4096);
    private readonly List<ChunkSchema> _schemas = [];
    private readonly Dictionary<ChunkSchema, int> _places = new(ReferenceEqualityComparer.Instance);

    public ChunkListWriter(IReadOnlyList<RrdChunkEntry> entries)
    {
        Write((ulong)entries.Count);
        var (index, offset) = (0, 0L);
        foreach (var entry in entries)
        {
            var message = entry.Message;
            Write((ulong)PlaceOf(entry.Head.Schema));
            entry.Id.Write(_chunks.GetSpan(Tuid.Size));
            _chunks.Advance(Tuid.Size);
            Write((ulong)(message.Index - index));
            Write((ulong)(message.Offset - offset));
            Write((ulong)message.Length);
            Write((ulong)(message.PayloadOffset - message.Offset));
            Write((ulong)message.PayloadLength);
            Write(message.IsCompressed ? (ulong)message.DecodedSize : 0);
            Write((ulong)entry.RowCount);
            WriteEmptiness(entry);
            WriteBounds(entry);
            (index, offset) = (message.Index, message.Offset);
        }
    }

    /// <summary>The different schemas of the chunks.</summary>
    public IReadOnlyList<ChunkSchema> Schemas => _schemas;

    /// <summary>The whole list.</summary>
    /// <param name="schemaIds">The ids of the schemas in the catalogue.</param>
    public byte[] ToArray(IReadOnlyList<long> schemaIds)
    {
        var whole = new ArrayBufferWriter<byte>(_chunks.WrittenCount + ((schemaIds.Count + 1) * LongestNumber));
        Write(whole, (ulong)schemaIds.Count);
        foreach (var id in schemaIds)
        {
            Write(whole, (ulong)id);
        }

        whole.Write(_chunks.WrittenSpan);
        return whole.WrittenSpan.ToArray();
    }

    private int PlaceOf(ChunkSchema schema)
    {
        if (!_places.TryGetValue(schema, out var place))
        {
            place = _schemas.Count;
            _places.Add(schema, place);
            _schemas.Add(schema);
        }

        return place;
    }

    private void WriteEmptiness(RrdChunkEntry entry)
    {
        var components = entry.Components;
        if (ReferenceEquals(components, entry.Head.Schema.ComponentInfos))
        {
            WriteByte(0);
            return;
        }

        WriteByte(1);
        for (var start = 0; start < components.Count; start += 8)
        {
            var bits = 0;
            for (var i = start; i < Math.Min(start + 8, components.Count); i++)
            {
                bits |= components[i].IsEmpty ? 1 << (i - start) : 0;
            }

            WriteByte((byte)bits);
        }
    }

    private void WriteBounds(RrdChunkEntry entry)
    {
        foreach (var timeline in entry.Timelines)
        {
            if (timeline is { Start: { } start, End: { } end })
            {
                WriteByte(1);
                BinaryPrimitives.WriteInt64LittleEndian(_chunks.GetSpan(sizeof(long)), start);
                _chunks.Advance(sizeof(long));
                Write(unchecked((ulong)(end - start)));
            }
            else
            {
                WriteByte(0);
            }
        }
    }

    private void WriteByte(byte value)
    {
        _chunks.GetSpan(1)[0] = value;
        _chunks.Advance(1);
    }

    private void Write(ulong number) => Write(_chunks, number);

    private static void Write(ArrayBufferWriter<byte> target, ulong number)
    {
        var span = target.GetSpan(LongestNumber);
        var length = 0;
        for (; number >= 0x80; number >>= 7)
        {
            span[length++] = (byte)(number | 0x80);
        }

        span[length++] = (byte)number;
        target.Advance(length);
    }
}
