using Rerun.Catalog.Chunks;

namespace Rerun.Catalog.Remote.Chunks;

/// <summary>The chunks that a server lists of one layer of a partition.</summary>
/// <param name="Partition">The partition's id.</param>
/// <param name="Layer">The layer's name.</param>
/// <param name="Chunks">The chunks in the server's order.</param>
/// <param name="Hash">Tells this list from any other of the layer.</param>
internal sealed record ListedLayer(string Partition, string Layer, ChunkInfo[] Chunks, UInt128 Hash);
