using Rerun.Catalog.Chunks;
using Rerun.Catalog.Dataframes.Views;

namespace Rerun.Catalog.Dataframes.Batches;

/// <summary>The chunks of a partition that a batch is built from, by their numbers.</summary>
internal sealed class PartitionChunkSet(ChunkInfo[] infos)
{
    private readonly Chunk?[] _chunks = new Chunk?[infos.Length];

    public bool Has(int chunk) => _chunks[chunk] is not null;

    public ChunkInfo InfoOf(int chunk) => infos[chunk];

    public void Put(int number, Chunk chunk) => _chunks[number] = chunk;

    public Chunk this[int chunk] => _chunks[chunk]!;

    /// <summary>The lists of a column in a chunk.</summary>
    /// <exception cref="RerunException">The chunk's values are of another type than the dataset's.</exception>
    public ColumnLists ListsOf(ViewColumn column, int chunk) => ColumnLists.Of(column, infos[chunk], _chunks[chunk]!);
}
