namespace Rerun.Catalog.Chunks;

/// <summary>A decoded chunk together with the directory row that asked for it.</summary>
/// <param name="Info">The directory's row.</param>
/// <param name="Chunk">The decoded chunk.</param>
public readonly record struct FetchedChunk(ChunkInfo Info, Chunk Chunk);
