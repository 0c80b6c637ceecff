namespace Rerun.Catalog.Dataframes;

/// <summary>A range of index values, both ends inclusive, in the index's unit (sequence numbers or nanoseconds). Start above end is empty.</summary>
/// <param name="Start">The smallest value.</param>
/// <param name="End">The greatest value.</param>
public readonly record struct IndexRange(long Start, long End);
