using Rerun.Catalog.Chunks;
using Rerun.Catalog.Embedded.Registration;

namespace Rerun.Catalog.Embedded.Indexes;

/// <summary>A chunk with values of an indexed column.</summary>
/// <param name="Layer">The layer that it lies in.</param>
/// <param name="Info">The chunk.</param>
internal sealed record IndexedChunk(RecordingLayer Layer, ChunkInfo Info);
