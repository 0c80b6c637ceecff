using Rerun.Catalog.Chunks;
using Rerun.Catalog.Dataframes.Rows;

namespace Rerun.Catalog.Dataframes.Batches;

/// <summary>The chunks that batches of one slice of a partition are built from: those that are at hand, and those that are read when a batch needs them.</summary>
internal sealed class BatchChunks
{
    private readonly ChunkInfo[] _infos;
    private readonly Chunk[]? _given;
    private readonly DataframeEngineOptions _options;
    private readonly long _mostBytes;

    /// <param name="entries">What the slice's rows are made of.</param>
    /// <param name="given">The chunks, or outlines of them, by number; null if none is at hand.</param>
    /// <param name="options">How much may be at hand.</param>
    public BatchChunks(PartitionEntries entries, Chunk[]? given, DataframeEngineOptions options)
    {
        _infos = entries.Chunks;
        _given = given;
        _options = options;
        _mostBytes = options.MemoryLimit / 4;
        MayNotAllStay = (given is null ? entries.ChunkBytes : OutlinedBytes(_infos, given)) > _mostBytes;
        Set = GivenChunks();
    }

    /// <summary>Whether what is read for a batch is dropped again, because not all of it may be at hand together.</summary>
    public bool MayNotAllStay { get; }

    /// <summary>The chunks at hand. Another set may follow; a batch keeps the one that it was taken with.</summary>
    public PartitionChunkSet Set { get; private set; }

    /// <summary>Whether chunks take more memory than they may together, or more than a batch is worth waiting for.</summary>
    public bool AreTooMany(List<int> numbers)
    {
        var (bytes, awaited, waits) = (0L, 0L, 0);
        foreach (var number in numbers)
        {
            var info = _infos[number];
            bytes += MayNotAllStay && !IsGiven(number) ? info.ByteSize : 0;
            if (info.HasOutline && !Set.Has(number))
            {
                awaited += info.ByteSize;
                waits++;
            }
        }

        return bytes > _mostBytes || (waits > 1 && awaited > _options.BatchBytes);
    }

    /// <summary>Reads what is not at hand.</summary>
    /// <param name="whole">The chunks whose values are wanted.</param>
    /// <param name="outlined">Those of which the outline is enough.</param>
    /// <param name="catalog">Where they are read from.</param>
    /// <param name="cache">Where whole chunks are kept.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async ValueTask LoadAsync(List<int> whole, List<int> outlined, ICatalog catalog, ChunkCache cache, CancellationToken cancellationToken)
    {
        if (Missing(whole) is { Length: > 0 } missing)
        {
            await LoadWholeAsync(whole, missing, catalog, cache, cancellationToken).ConfigureAwait(false);
        }

        if (outlined.Count > 0)
        {
            ReadOutlines(outlined, catalog, cancellationToken);
        }
    }

    private static long OutlinedBytes(ChunkInfo[] infos, Chunk[] chunks)
    {
        long bytes = 0;
        for (var i = 0; i < chunks.Length; i++)
        {
            bytes += chunks[i].Outlined is null ? 0 : infos[i].ByteSize;
        }

        return bytes;
    }

    private bool IsGiven(int number) => _given is not null && _given[number].Outlined is null;

    // Where what is read may not stay, it must not take the place of an outline.
    private PartitionChunkSet GivenChunks() => new(_infos, _given is not null && MayNotAllStay ? [.. _given] : _given);

    private int[] Missing(List<int> numbers)
    {
        var missing = new int[numbers.Count];
        var count = 0;
        foreach (var number in numbers)
        {
            if (!Set.Has(number))
            {
                missing[count++] = number;
            }
        }

        return count == missing.Length ? missing : missing[..count];
    }

    private void ReadOutlines(List<int> outlined, ICatalog catalog, CancellationToken cancellationToken)
    {
        var unknown = outlined.FindAll(number => !Set.HasOutline(number));
        var next = 0;
        foreach (var outline in unknown.Count == 0 ? [] : ((IChunkOutlines)catalog).ReadOutlines(unknown.ConvertAll(Set.InfoOf)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Set.Put(unknown[next++], outline);
        }
    }

    private async ValueTask LoadWholeAsync(List<int> whole, int[] missing, ICatalog catalog, ChunkCache cache, CancellationToken cancellationToken)
    {
        if (MayNotAllStay)
        {
            // Not everything may stay: what this batch does not need goes, what it needs is at hand or comes again.
            var kept = GivenChunks();
            foreach (var number in whole.Where(number => !IsGiven(number) && Set.Has(number)))
            {
                kept.Put(number, Set[number]);
            }

            Set = kept;
        }

        var chunks = await cache
            .ReadAsync(catalog, Array.ConvertAll(missing, Set.InfoOf), _options.MaxParallelism, !MayNotAllStay, cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < chunks.Length; i++)
        {
            Set.Put(missing[i], chunks[i]);
        }
    }
}
