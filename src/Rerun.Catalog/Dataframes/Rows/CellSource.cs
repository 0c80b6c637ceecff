namespace Rerun.Catalog.Dataframes.Rows;

/// <summary>One row of one chunk.</summary>
/// <param name="Chunk">The chunk's number in the partition.</param>
/// <param name="Row">The row.</param>
internal readonly record struct CellSource(int Chunk, int Row);
