using Rerun.Catalog.Chunks;
using Rerun.Catalog.Dataframes.Views;

namespace Rerun.Catalog.Dataframes.Batches;

/// <summary>The chunks of a partition that a batch is built from, by their numbers.</summary>
/// <param name="infos">What the numbers stand for.</param>
/// <param name="chunks">The chunks, if they have been read; else they are put in as they are.</param>
internal sealed class PartitionChunkSet(ChunkInfo[] infos, Chunk[]? chunks)
{
    private readonly Chunk?[] _chunks = chunks ?? new Chunk?[infos.Length];

    public bool Has(int chunk) => _chunks[chunk] is not null;

    public ChunkInfo InfoOf(int chunk) => infos[chunk];

    public void Put(int number, Chunk chunk) => _chunks[number] = chunk;

    public Chunk this[int chunk] => _chunks[chunk]!;

    /// <summary>The lists of a column in a chunk.</summary>
    /// <exception cref="RerunException">The chunk's values are of another type than the dataset's.</exception>
    public ColumnLists ListsOf(ViewColumn column, int chunk) => ColumnLists.Of(column, infos[chunk], _chunks[chunk]!);
}
