using System.Globalization;
using System.Text;
using Rerun.Arrow;
using Rerun.Arrow.Ipc;

namespace Rerun.Catalog.Chunks.Sorbet;

/// <summary>
/// Parsed chunk schemas. The schemas of a program's chunks repeat byte for byte, but for the chunk's id and a hint of its size; so they are
/// compared but for these, and parsed once. Share one cache among files. Safe for use by several threads.
/// </summary>
public sealed class ChunkSchemaCache
{
    private const int MaxPerLength = 32;
    private const int IdDigits = 2 * Tuid.Size;

    private readonly Lock _lock = new();
    private readonly Dictionary<int, List<Entry>> _byLength = [];
    private readonly int _capacity;
    private int _count;

    /// <summary>Creates an empty cache.</summary>
    /// <param name="capacity">The greatest number of schemas that are kept.</param>
    public ChunkSchemaCache(int capacity = 1024) => _capacity = capacity;

    /// <summary>The meaning of a schema.</summary>
    /// <param name="message">The bytes of the schema's message, with its length before it.</param>
    /// <param name="id">The chunk's id.</param>
    internal ChunkSchema GetOrRead(ReadOnlySpan<byte> message, out Tuid id)
    {
        if (TryGet(message, out var known, out id))
        {
            return known;
        }

        var schema = ChunkSchemaReader.Read(message.ToArray(), out id);
        if (Entry.TryCreate(schema) is { } entry)
        {
            Add(entry);
        }

        return schema;
    }

    /// <summary>The bytes of a schema's message, the same for all chunks of the schema: what differs from chunk to chunk is replaced by zeros.</summary>
    internal static byte[] CanonicalMessage(ChunkSchema schema) => Entry.TryCreate(schema)?.ToCanonicalMessage() ?? schema.Message.ToArray();

    private bool TryGet(ReadOnlySpan<byte> message, out ChunkSchema schema, out Tuid id)
    {
        lock (_lock)
        {
            if (_byLength.TryGetValue(message.Length, out var entries))
            {
                for (var i = 0; i < entries.Count; i++)
                {
                    var entry = entries[i];
                    if (!entry.Matches(message, out id))
                    {
                        continue;
                    }

                    // Chunks of one entity come in rows, so the last hit is the likeliest next one.
                    entries.RemoveAt(i);
                    entries.Insert(0, entry);
                    schema = entry.Schema;
                    return true;
                }
            }
        }

        schema = null!;
        id = default;
        return false;
    }

    private void Add(Entry entry)
    {
        lock (_lock)
        {
            if (_count >= _capacity)
            {
                _byLength.Clear();
                _count = 0;
            }

            if (!_byLength.TryGetValue(entry.Length, out var entries))
            {
                _byLength.Add(entry.Length, entries = []);
            }

            if (entries.Count == MaxPerLength)
            {
                entries.RemoveAt(entries.Count - 1);
                _count--;
            }

            entries.Insert(0, entry);
            _count++;
        }
    }

    /// <summary>A schema's bytes with the two places that differ from chunk to chunk.</summary>
    private sealed class Entry
    {
        private readonly ReadOnlyMemory<byte> _message;
        private readonly Range _id;
        private readonly Range _first;
        private readonly Range _second;

        private Entry(Range id, Range heapSize, ChunkSchema schema)
        {
            _message = schema.Message;
            _id = id;
            var idIsFirst = id.Start.Value < heapSize.Start.Value;
            _first = idIsFirst ? id : heapSize;
            _second = idIsFirst ? heapSize : id;
            Schema = schema;
        }

        public ChunkSchema Schema { get; }

        public int Length => _message.Length;

        /// <summary>An entry, or null where the id cannot be found for certain.</summary>
        public static Entry? TryCreate(ChunkSchema schema)
        {
            var message = schema.Message.Span;
            var stored = schema.Stored.Schema;
            var idText = ValueOf(stored, "id") ?? "";
            if (FindOnce(message, idText) is not { } id || idText.Length < IdDigits)
            {
                return null;
            }

            var digits = (id.End.Value - IdDigits)..id.End.Value;
            var heapSize = ValueOf(stored, "heap_size_bytes") is { } size ? FindOnce(message, size) ?? 0..0 : 0..0;
            return new Entry(digits, heapSize, schema);
        }

        public byte[] ToCanonicalMessage()
        {
            var bytes = _message.ToArray();
            bytes.AsSpan(_first).Fill((byte)'0');
            bytes.AsSpan(_second).Fill((byte)'0');
            return bytes;
        }

        public bool Matches(ReadOnlySpan<byte> message, out Tuid id)
        {
            id = default;
            var known = _message.Span;
            if (!message[.._first.Start].SequenceEqual(known[.._first.Start])
                || !message[_first.End.._second.Start].SequenceEqual(known[_first.End.._second.Start])
                || !message[_second.End..].SequenceEqual(known[_second.End..])
                || !UInt128.TryParse(message[_id], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                return false;
            }

            id = new Tuid(value);
            return true;
        }

        private static string? ValueOf(Schema stored, string key) =>
            stored.Metadata.GetValueOrDefault(SorbetKeys.ColonPrefix + key) ?? stored.Metadata.GetValueOrDefault(SorbetKeys.DottedPrefix + key);

        /// <summary>Where a text stands as a string of the message, if it does so once only.</summary>
        private static Range? FindOnce(ReadOnlySpan<byte> message, string text)
        {
            // FlatBuffers store a string as its length, its bytes and a zero.
            var bytes = Encoding.UTF8.GetBytes(text);
            byte[] pattern = [.. BitConverter.GetBytes(bytes.Length), .. bytes, 0];
            var start = message.IndexOf(pattern);
            if (bytes.Length == 0 || start < 0 || message[(start + 1)..].IndexOf(pattern) >= 0)
            {
                return null;
            }

            return (start + sizeof(int))..(start + sizeof(int) + bytes.Length);
        }
    }
}
