using System.Collections.Concurrent;
using Rerun.Arrow;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Dataframes.Views;

namespace Rerun.Catalog.Dataframes.Batches;

/// <summary>The chunks of a partition that a batch is built from, by their numbers.</summary>
internal sealed class PartitionChunkSet(ChunkInfo[] infos)
{
    private readonly Chunk?[] _chunks = new Chunk?[infos.Length];
    private readonly ConcurrentDictionary<(int Chunk, int Column), (ListArray Lists, double BytesPerElement)> _lists = new();

    public bool Has(int chunk) => _chunks[chunk] is not null;

    public ChunkInfo InfoOf(int chunk) => infos[chunk];

    public void Put(int number, Chunk chunk) => _chunks[number] = chunk;

    public Chunk this[int chunk] => _chunks[chunk]!;

    /// <summary>The lists of a column in a chunk, in the dataset's type.</summary>
    public ListArray ListsOf(ViewColumn column, int chunk) => Find(column, chunk).Lists;

    /// <summary>About how many bytes an element of the column's lists takes in a chunk.</summary>
    public double BytesPerElement(ViewColumn column, int chunk) => Find(column, chunk).BytesPerElement;

    private (ListArray Lists, double BytesPerElement) Find(ViewColumn column, int chunk) => _lists.GetOrAdd(
        (chunk, column.Ordinal),
        static (key, arguments) =>
        {
            var lists = ColumnLists.Of(arguments.Column, arguments.Info, arguments.Chunk);
            return (lists, ArraySize.BytesPerValue(lists.Data.Children[0]));
        },
        (Column: column, Info: infos[chunk], Chunk: _chunks[chunk]!));
}
