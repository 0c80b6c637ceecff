namespace Rerun.Catalog.Chunks;

/// <summary>A catalog that can tell times and row ids of chunks without keeping what else is in them.</summary>
internal interface IChunkOutlines
{
    /// <summary>Reads the outlines of chunks (<see cref="ChunkOutline"/>) in the order given, on the caller's thread.</summary>
    /// <param name="chunks">Rows of a directory of this catalog, all of which have an outline.</param>
    /// <exception cref="RerunException">A file has changed since it was opened or cannot be read, or a chunk is faulty.</exception>
    IEnumerable<Chunk> ReadOutlines(IReadOnlyList<ChunkInfo> chunks);
}
