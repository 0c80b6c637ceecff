using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Rerun.Arrow.Ipc;
using Rerun.Catalog.Chunks.Rrd;
using Rerun.Catalog.Chunks.Sorbet;

namespace Rerun.Catalog.Embedded.Schemas;

/// <summary>
/// Makes the columns of layers as the catalogue keeps them: an Arrow schema as an IPC stream without batches. Recordings of one program are made of the same chunk
/// schemas; their columns are put together once.
/// </summary>
internal sealed class StoredColumns
{
    // Programs are few; recordings whose entities differ from one to the next gain nothing by being remembered.
    private const int MostKept = 256;

    private readonly ConcurrentDictionary<SchemaList, byte[]> _known = new();

    /// <summary>The columns of a layer. Equal columns need not be one object, but mostly are.</summary>
    public byte[] Of(IReadOnlyList<RrdChunkEntry> chunks)
    {
        var key = SchemaList.Of(chunks);
        if (_known.TryGetValue(key, out var known))
        {
            return known;
        }

        var columns = ArrowStreamWriter.Serialize(LayerSchemas.Of(chunks).Schema.ArrowSchema);
        if (_known.Count >= MostKept)
        {
            _known.Clear();
        }

        return _known.GetOrAdd(key, columns);
    }

    /// <summary>The different chunk schemas of a layer in order of appearance, each with its components, some of which may be empty in a chunk.</summary>
    private sealed class SchemaList : IEquatable<SchemaList>
    {
        private readonly List<(ChunkSchema Schema, object Components)> _schemas = [];
        private readonly HashCode _hash;

        private SchemaList(IReadOnlyList<RrdChunkEntry> chunks)
        {
            var seen = new HashSet<(ChunkSchema, object)>();
            foreach (var chunk in chunks)
            {
                if (seen.Add((chunk.Head.Schema, chunk.Components)))
                {
                    _schemas.Add((chunk.Head.Schema, chunk.Components));
                    _hash.Add(RuntimeHelpers.GetHashCode(chunk.Head.Schema));
                }
            }
        }

        public static SchemaList Of(IReadOnlyList<RrdChunkEntry> chunks) => new(chunks);

        public bool Equals(SchemaList? other) =>
            other is not null
            && _schemas.Count == other._schemas.Count
            && _schemas.Zip(other._schemas).All(pair =>
                ReferenceEquals(pair.First.Schema, pair.Second.Schema) && ReferenceEquals(pair.First.Components, pair.Second.Components));

        public override bool Equals(object? obj) => Equals(obj as SchemaList);

        public override int GetHashCode() => _hash.ToHashCode();
    }
}
