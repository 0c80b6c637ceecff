using Rerun.Arrow.Compression;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Chunks.Sorbet;
using Rerun.Catalog.Dataframes;

namespace Rerun.Catalog.Tests.Dataframes;

/// <summary>A catalog that can tell outlines of some chunks; every second one is stored compressed.</summary>
internal sealed class OutliningCatalog(IReadOnlyList<LayerChunks> layers, CompatibilityMode mode, DirectoryDetail detail, Func<Chunk, bool> hasOutline)
    : LendingCatalog(layers, mode, detail, hasOutline), IChunkOutlines
{
    private readonly ChunkSchemaCache _schemas = new();
    private int _outlinesRead;

    /// <summary>How many outlines were read out of the start of their chunk.</summary>
    public int OutlinesRead => _outlinesRead;

    public IEnumerable<Chunk> ReadOutlines(IReadOnlyList<ChunkInfo> chunks)
    {
        foreach (var info in chunks)
        {
            Assert.True(info.HasOutline);
            var encoded = ChunkEncoder.Encode(ChunkOf(info)).Span;
            var payload = encoded;
            var isCompressed = info.Id.Value % 2 == 0;
            if (isCompressed)
            {
                var block = new byte[Lz4Block.MaxEncodedLength(encoded.Length)];
                payload = block.AsSpan(0, Lz4Block.Encode(encoded, block));
            }

            Chunk? outline;
            lock (_schemas)
            {
                outline = ChunkOutlineReader.TryRead(payload, isCompressed, encoded.Length, ChunkHeadReader.Read(payload, isCompressed, encoded.Length, _schemas));
            }

            Interlocked.Add(ref _outlinesRead, outline is null ? 0 : 1);
            yield return outline ?? ChunkOutline.Of(ChunkOf(info));
        }
    }
}
