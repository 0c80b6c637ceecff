using Rerun.Catalog.Chunks;
using Rerun.Catalog.Dataframes.Views;

namespace Rerun.Catalog.Dataframes.Batches;

/// <summary>The chunks of a partition that a batch is built from, by their numbers.</summary>
internal sealed class PartitionChunkSet
{
    // A few rows need a few chunks of perhaps a thousand; these are listed.
    private const int MostListed = 8;

    private readonly ChunkInfo[] _infos;
    private Chunk?[]? _chunks;
    private (int Number, Chunk Chunk)[]? _listed;
    private int _count;

    /// <param name="infos">What the numbers stand for.</param>
    /// <param name="chunks">The chunks, if they have been read; else they are put in as they are.</param>
    public PartitionChunkSet(ChunkInfo[] infos, Chunk[]? chunks) => (_infos, _chunks) = (infos, chunks);

    /// <summary>Whether a chunk is there with its values.</summary>
    public bool Has(int chunk) => Find(chunk) is { Outlined: null };

    /// <summary>Whether a chunk is there, at least its outline.</summary>
    public bool HasOutline(int chunk) => Find(chunk) is not null;

    public ChunkInfo InfoOf(int chunk) => _infos[chunk];

    public void Put(int number, Chunk chunk)
    {
        if (_chunks is null && Listed(number) is var place and >= 0)
        {
            _listed![place] = (number, chunk);
            return;
        }

        if (_chunks is null && _count < MostListed)
        {
            // Batches that are being built read this set meanwhile: what they see of a list is complete.
            var listed = _listed;
            if (_count == (listed?.Length ?? 0))
            {
                Array.Resize(ref listed, Math.Min(MostListed, Math.Max(1, 2 * _count)));
            }

            listed![_count] = (number, chunk);
            Volatile.Write(ref _listed, listed);
            Volatile.Write(ref _count, _count + 1);
            return;
        }

        if (_chunks is null)
        {
            var all = new Chunk?[_infos.Length];
            foreach (var (listed, known) in _listed!)
            {
                all[listed] = known;
            }

            Volatile.Write(ref _chunks, all);
        }

        _chunks[number] = chunk;
    }

    public Chunk this[int chunk] => Find(chunk)!;

    /// <summary>The lists of a column in a chunk.</summary>
    /// <exception cref="RerunException">The chunk's values are of another type than the dataset's.</exception>
    public ColumnLists ListsOf(ViewColumn column, int chunk) => ColumnLists.Of(column, _infos[chunk], Find(chunk)!);

    private int Listed(int number) => _listed is null ? -1 : Array.FindIndex(_listed, 0, _count, entry => entry.Number == number);

    private Chunk? Find(int chunk)
    {
        if (Volatile.Read(ref _chunks) is { } all)
        {
            return all[chunk];
        }

        var count = Volatile.Read(ref _count);
        foreach (var (number, listed) in Volatile.Read(ref _listed).AsSpan(0, count))
        {
            if (number == chunk)
            {
                return listed;
            }
        }

        return null;
    }
}
