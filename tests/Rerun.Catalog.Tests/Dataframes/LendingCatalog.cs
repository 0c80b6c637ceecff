using System.Collections.Concurrent;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Chunks.Sorbet;
using Rerun.Catalog.Dataframes;

namespace Rerun.Catalog.Tests.Dataframes;

/// <summary>A catalog that decodes into memory which is given back; it tells how much of it there ever was.</summary>
internal class LendingCatalog(
    IReadOnlyList<LayerChunks> layers, CompatibilityMode mode, DirectoryDetail detail = DirectoryDetail.All, Func<Chunk, bool>? hasOutline = null)
    : InMemoryCatalog(layers, mode, detail, hasOutline), IChunkDecoder
{
    private readonly ChunkSchemaCache _schemas = new();
    private readonly ConcurrentDictionary<ChunkKey, ReadOnlyMemory<byte>> _encoded = new();
    private readonly ConcurrentDictionary<byte[], int> _buffers = new();

    /// <summary>The bytes of all arrays that chunks were decoded into, however often.</summary>
    public long BufferBytes => _buffers.Keys.Sum(buffer => (long)buffer.Length);

    public IEnumerable<Chunk> Decode(IReadOnlyList<ChunkInfo> chunks, ChunkBuffers buffers)
    {
        foreach (var info in chunks)
        {
            var chunk = Read(info);
            var encoded = _encoded.GetOrAdd(info.Key, _ => ChunkEncoder.Encode(chunk));
            var buffer = buffers.Rent(encoded.Length);
            _buffers.TryAdd(buffer, 0);
            encoded.Span.CopyTo(buffer);
            ChunkHead head;
            lock (_schemas)
            {
                head = ChunkHeadReader.Read(encoded.Span, false, encoded.Length, _schemas);
            }

            var decoded = ChunkDecoder.Decode(buffer.AsMemory(0, encoded.Length), head);
            decoded.Memory = new ChunkMemory(buffer, buffers);
            yield return decoded;
        }
    }
}
