using Rerun.Catalog.Chunks;

namespace Rerun.Catalog.Dataframes.Slices;

/// <summary>Where the chunks of a query's slices come from.</summary>
/// <param name="Catalog">The catalog.</param>
/// <param name="Cache">The chunks that are in memory.</param>
/// <param name="MaxParallelism">How many threads may decode.</param>
/// <param name="DisplacesOthers">Whether what is read takes the place of older chunks in the cache, or is kept only while there is room.</param>
internal sealed record SliceChunks(ICatalog Catalog, ChunkCache Cache, int MaxParallelism, bool DisplacesOthers)
{
    public ValueTask<Chunk[]> ReadAsync(IReadOnlyList<ChunkInfo> chunks, CancellationToken cancellationToken) =>
        Cache.ReadAsync(Catalog, chunks, MaxParallelism, DisplacesOthers, cancellationToken);

    public bool IsAtHand(ChunkInfo chunk) => Cache.Budget.Find(chunk.Key) is not null;

    public ChunkSummary? FindSummary(ChunkInfo chunk) => Cache.FindSummary(chunk.Key);

    public ChunkSummary SummaryOf(ChunkInfo info, Chunk chunk) => Cache.SummaryOf(info.Key, chunk);

    /// <summary>The chunks with their bounds, or null if those of some are unknown. What is not on the index is left out.</summary>
    public List<BoundedChunk>? FindBounds(IReadOnlyList<ChunkInfo> chunks, string index)
    {
        var bounded = new List<BoundedChunk>(chunks.Count);
        foreach (var chunk in chunks)
        {
            if (!TryAdd(bounded, chunk, FindSummary(chunk), index))
            {
                return null;
            }
        }

        return bounded;
    }

    /// <summary>The chunks with their bounds. Those of unknown bounds are read, and at most so many bytes of them are at hand at one time.</summary>
    public async ValueTask<List<BoundedChunk>> LearnBoundsAsync(
        IReadOnlyList<ChunkInfo> chunks, string index, long bytes, CancellationToken cancellationToken)
    {
        var bounded = new List<BoundedChunk>(chunks.Count);
        var unknown = new List<ChunkInfo>();
        long size = 0;
        foreach (var chunk in chunks)
        {
            if (TryAdd(bounded, chunk, FindSummary(chunk), index))
            {
                continue;
            }

            unknown.Add(chunk);
            size += chunk.ByteSize;
            if (size >= bytes)
            {
                await LearnAsync().ConfigureAwait(false);
            }
        }

        await LearnAsync().ConfigureAwait(false);
        return bounded;

        async ValueTask LearnAsync()
        {
            var read = await ReadAsync(unknown, cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < read.Length; i++)
            {
                TryAdd(bounded, unknown[i], SummaryOf(unknown[i], read[i]), index);
            }

            unknown.Clear();
            size = 0;
        }
    }

    private static bool TryAdd(List<BoundedChunk> bounded, ChunkInfo chunk, ChunkSummary? summary, string index)
    {
        if (chunk.IsStatic)
        {
            bounded.Add(new BoundedChunk(chunk, null));
            return true;
        }

        if (summary is not null)
        {
            if (summary.Timeline(index) is { } timeline && timeline.Start <= timeline.End)
            {
                bounded.Add(new BoundedChunk(chunk, new IndexRange(timeline.Start, timeline.End)));
            }

            return true;
        }

        foreach (var timeline in chunk.Timelines ?? [])
        {
            if (timeline is { Start: { } start, End: { } end } && timeline.Name == index)
            {
                bounded.Add(new BoundedChunk(chunk, new IndexRange(start, end)));
                return true;
            }
        }

        return false;
    }
}
