using Rerun.Catalog.Chunks;

namespace Rerun.Catalog.Tests.Dataframes;

/// <summary>The chunks of one layer of a partition.</summary>
internal sealed record LayerChunks(string Partition, string Layer, IReadOnlyList<Chunk> Chunks);
