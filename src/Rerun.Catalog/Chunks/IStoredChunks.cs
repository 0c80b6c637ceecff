namespace Rerun.Catalog.Chunks;

/// <summary>A catalog that has chunks in the form in which they travel, so that a server can pass them on without decoding them.</summary>
internal interface IStoredChunks
{
    /// <summary>Reads chunks as they are stored.</summary>
    /// <param name="chunks">Rows of a directory of this catalog.</param>
    /// <returns>Each chunk with its bytes, or with null where they are not in a form that every reader understands: such chunks have to be decoded.</returns>
    /// <exception cref="RerunException">A file has changed since it was opened, or cannot be read.</exception>
    IEnumerable<(ChunkInfo Info, StoredChunk? Stored)> ReadStored(IReadOnlyList<ChunkInfo> chunks);
}
