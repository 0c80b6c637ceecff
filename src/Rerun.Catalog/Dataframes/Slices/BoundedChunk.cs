using Rerun.Catalog.Chunks;

namespace Rerun.Catalog.Dataframes.Slices;

/// <summary>A chunk with its bounds on the queried index.</summary>
/// <param name="Info">The chunk.</param>
/// <param name="Bounds">The least range that holds its times, or null for a static chunk, which belongs everywhere.</param>
internal readonly record struct BoundedChunk(ChunkInfo Info, IndexRange? Bounds);
