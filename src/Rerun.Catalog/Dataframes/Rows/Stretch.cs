namespace Rerun.Catalog.Dataframes.Rows;

/// <summary>Consecutive rows whose cells come from one place; it ends where the next stretch starts.</summary>
/// <param name="Start">The first row (of a view's rows, or entry of a column).</param>
/// <param name="Chunk">The chunk's number in the partition.</param>
/// <param name="ChunkRow">The row of the chunk that the first cell comes from.</param>
/// <param name="Kind">How the other cells follow from it.</param>
internal readonly record struct Stretch(int Start, int Chunk, int ChunkRow, SourceKind Kind)
{
    /// <summary>The row of the chunk for a row at or after the start.</summary>
    public int ChunkRowAt(int row) => Kind == SourceKind.Rows ? ChunkRow + (row - Start) : ChunkRow;

    /// <summary>The part of the stretch from a later row on.</summary>
    public Stretch From(int row) => new(row, Chunk, ChunkRowAt(row), Kind);
}
