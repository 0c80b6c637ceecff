using Rerun.Catalog.Chunks;

namespace Rerun.Catalog.Dataframes.Slices;

/// <summary>Where the chunks of a query's slices come from.</summary>
/// <param name="Catalog">The catalog.</param>
/// <param name="Cache">The chunks that are in memory.</param>
/// <param name="MaxParallelism">How many threads may decode.</param>
/// <param name="DisplacesOthers">Whether what is read takes the place of older chunks in the cache, or is kept only while there is room.</param>
/// <param name="Buffers">Memory for chunks that are not to stay, if the catalog can decode into it; null to go through the cache.</param>
internal sealed record SliceChunks(ICatalog Catalog, ChunkCache Cache, int MaxParallelism, bool DisplacesOthers, ChunkBuffers? Buffers)
{
    private const long MinBytesPerReader = 1 << 20;

    /// <summary>
    /// Reads what is needed of chunks to find rows: the outlines of those that have one and are not at hand, else whole chunks. Whoever asks is the one
    /// user of those with memory that is to be given back.
    /// </summary>
    public ValueTask<Chunk[]> ReadAsync(IReadOnlyList<ChunkInfo> chunks, CancellationToken cancellationToken) =>
        Catalog is IChunkOutlines outlines && chunks.Any(chunk => chunk.HasOutline)
            ? ReadOutlinesAsync(outlines, chunks, cancellationToken)
            : ReadWholeAsync(chunks, cancellationToken);

    private ValueTask<Chunk[]> ReadWholeAsync(IReadOnlyList<ChunkInfo> chunks, CancellationToken cancellationToken) =>
        Buffers is not null && Catalog is IChunkDecoder decoder
            ? DecodeAsync(decoder, chunks, Buffers, cancellationToken)
            : Cache.ReadAsync(Catalog, chunks, MaxParallelism, DisplacesOthers, cancellationToken);

    public bool IsAtHand(ChunkInfo chunk) => chunk.HasOutline || Cache.Budget.Find(chunk.Key) is not null;

    public ChunkSummary? FindSummary(ChunkInfo chunk) => Cache.FindSummary(chunk.Key);

    public ChunkSummary SummaryOf(ChunkInfo info, Chunk chunk) => Cache.SummaryOf(info.Key, chunk);

    /// <summary>What is known of a chunk, which is read if it never was.</summary>
    public async ValueTask<ChunkSummary> SummaryAsync(ChunkInfo info, CancellationToken cancellationToken)
    {
        if (FindSummary(info) is { } known)
        {
            return known;
        }

        var chunk = (await ReadAsync([info], cancellationToken).ConfigureAwait(false))[0];
        var summary = SummaryOf(info, chunk);
        chunk.Memory?.Release();
        return summary;
    }

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
            size += chunk.EntryBytes;
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
                read[i].Memory?.Release();
            }

            unknown.Clear();
            size = 0;
        }
    }

    private async ValueTask<Chunk[]> ReadOutlinesAsync(IChunkOutlines outlines, IReadOnlyList<ChunkInfo> chunks, CancellationToken cancellationToken)
    {
        var found = new Chunk[chunks.Count];
        var (outlined, whole) = (new List<int>(), new List<int>());
        for (var i = 0; i < found.Length; i++)
        {
            if (!chunks[i].HasOutline)
            {
                whole.Add(i);
            }
            else if (Cache.Budget.Find(chunks[i].Key) is Chunk chunk)
            {
                found[i] = chunk;
            }
            else
            {
                outlined.Add(i);
            }
        }

        var next = 0;
        foreach (var outline in outlines.ReadOutlines(outlined.ConvertAll(i => chunks[i])))
        {
            cancellationToken.ThrowIfCancellationRequested();
            found[outlined[next++]] = outline;
        }

        var read = whole.Count == 0 ? [] : await ReadWholeAsync(whole.ConvertAll(i => chunks[i]), cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < read.Length; i++)
        {
            found[whole[i]] = read[i];
        }

        return found;
    }

    /// <summary>Decodes what the cache does not have, past the cache.</summary>
    private async ValueTask<Chunk[]> DecodeAsync(
        IChunkDecoder decoder, IReadOnlyList<ChunkInfo> chunks, ChunkBuffers buffers, CancellationToken cancellationToken)
    {
        var found = new Chunk[chunks.Count];
        var missing = new List<int>();
        for (var i = 0; i < found.Length; i++)
        {
            if (Cache.Budget.Find(chunks[i].Key) is Chunk chunk)
            {
                found[i] = chunk;
            }
            else
            {
                missing.Add(i);
            }
        }

        var readers = (int)Math.Clamp(missing.Sum(i => chunks[i].ByteSize) / MinBytesPerReader, 1, MaxParallelism);
        if (readers == 1)
        {
            Decode(missing);
        }
        else
        {
            // Neighbours in time take turns, so that all readers end at about one time.
            await Task.WhenAll(Enumerable.Range(0, readers).Select(
                reader => Task.Run(() => Decode([.. missing.Where((_, i) => i % readers == reader)]), cancellationToken))).ConfigureAwait(false);
        }

        return found;

        void Decode(List<int> own)
        {
            var next = 0;
            foreach (var chunk in decoder.Decode(own.ConvertAll(i => chunks[i]), buffers))
            {
                cancellationToken.ThrowIfCancellationRequested();
                SummaryOf(chunks[own[next]], chunk);
                found[own[next++]] = chunk;
            }
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
