using Rerun.Catalog.Chunks;
using Rerun.Catalog.Dataframes.Rows;

namespace Rerun.Catalog.Dataframes.Slices;

/// <summary>Rows of a partition that follow each other: all of it, or those in a slice of its index.</summary>
/// <param name="Rows">The rows; at least one.</param>
/// <param name="Chunks">The chunks that the rows refer to by number, or null where they are still to be read. Whoever has the slice is a user of their memory.</param>
internal sealed record PartitionSlice(PartitionRows Rows, Chunk[]? Chunks);
