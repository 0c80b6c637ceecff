namespace Rerun.Catalog.Chunks;

/// <summary>A catalog that decodes chunks in this process, and can do so into memory that it is given.</summary>
internal interface IChunkDecoder
{
    /// <summary>Decodes chunks one after the other, in the order given, on the caller's thread.</summary>
    /// <param name="chunks">Rows of a directory of this catalog.</param>
    /// <param name="buffers">Where their memory comes from; each chunk has one user.</param>
    IEnumerable<Chunk> Decode(IReadOnlyList<ChunkInfo> chunks, ChunkBuffers buffers);
}
