using Rerun.Catalog.Chunks;

namespace Rerun.Catalog.Dataframes.Slices;

/// <summary>A part of a partition's index.</summary>
/// <param name="Range">The part; the parts of a partition adjoin, and cover what is asked of it.</param>
/// <param name="Chunks">The chunks that have entries there, and the static ones.</param>
internal readonly record struct IndexSlice(IndexRange Range, IReadOnlyList<BoundedChunk> Chunks)
{
    /// <summary>The one slice of chunks that are at hand together.</summary>
    public static IndexSlice Of(IndexRange range, IEnumerable<ChunkInfo> chunks) => new(range, [.. chunks.Select(chunk => new BoundedChunk(chunk, null))]);

    /// <summary>Cuts a range of an index into slices of whole chunks; each may be larger than the one before, up to a limit.</summary>
    public static List<IndexSlice> Cut(IndexRange range, IEnumerable<BoundedChunk> chunks, SliceBudget budget)
    {
        var (everywhere, ordered) = (new List<BoundedChunk>(), new List<(long Start, BoundedChunk Chunk)>());
        foreach (var chunk in chunks)
        {
            if (chunk.Bounds is not { } bounds)
            {
                everywhere.Add(chunk);
            }
            else if (bounds.Start <= range.End && bounds.End >= range.Start)
            {
                ordered.Add((Math.Max(bounds.Start, range.Start), chunk));
            }
        }

        ordered.Sort((x, y) => x.Start.CompareTo(y.Start));
        var slices = new List<IndexSlice>();
        List<BoundedChunk> lasting = [];
        var (start, next, limit) = (range.Start, 0, budget.FirstSlice);
        do
        {
            var end = EndOfSlice(ordered, next, lasting.Sum(chunk => chunk.Info.EntryBytes), limit);
            var last = end < ordered.Count ? ordered[end].Start - 1 : range.End;
            BoundedChunk[] own = [.. lasting, .. ordered[next..end].Select(chunk => chunk.Chunk)];
            slices.Add(new IndexSlice(new IndexRange(start, last), [.. everywhere, .. own]));
            lasting = [.. own.Where(chunk => chunk.Bounds!.Value.End > last)];
            (start, next, limit) = (last + 1, end, Math.Min(2 * limit, budget.Slice));
        }
        while (next < ordered.Count);

        return slices;
    }

    private static int EndOfSlice(List<(long Start, BoundedChunk Chunk)> ordered, int next, long lasting, long limit)
    {
        long added = 0;
        for (var end = next; end < ordered.Count;)
        {
            var (same, size) = (end, 0L);
            for (; same < ordered.Count && ordered[same].Start == ordered[end].Start; same++)
            {
                size += ordered[same].Chunk.Info.EntryBytes;
            }

            // Where much lasts, a slice must also bring much: else chunks that overlap would be gone through again and again.
            if (end > next && lasting + added + size > limit && 2 * (added + size) > lasting)
            {
                return end;
            }

            (end, added) = (same, added + size);
        }

        return ordered.Count;
    }
}
