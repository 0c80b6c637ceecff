using System.Collections.Concurrent;

namespace Rerun.Catalog.Chunks;

/// <summary>
/// Keeps decoded chunks in memory, those not used for the longest time out first. Chunks never change, so what is kept is right for ever; what
/// does not fit is read again. Safe for several threads; queries that want one chunk at one time read it once.
/// </summary>
public sealed class ChunkCache
{
    // A summary is some hundred bytes; with this many kept it is time to begin anew.
    private const int MaxSummaries = 1 << 18;
    private const long MinBytesPerReader = 1 << 20;

    private readonly ConcurrentDictionary<ChunkKey, ChunkSummary> _summaries = new();
    private readonly ConcurrentDictionary<ChunkKey, TaskCompletionSource<Chunk>> _underWay = new();

    /// <summary>Creates an empty cache.</summary>
    /// <param name="memoryLimit">The number of bytes of decoded chunks, and of the row indexes made of them, to keep; 0 keeps none.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is negative.</exception>
    public ChunkCache(long memoryLimit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(memoryLimit);
        Budget = new MemoryBudget(memoryLimit);
    }

    /// <summary>The greatest number of bytes to keep.</summary>
    public long MemoryLimit => Budget.Limit;

    /// <summary>The number of bytes kept now.</summary>
    public long ByteSize => Budget.ByteSize;

    /// <summary>The number of chunks and row indexes kept now.</summary>
    public int Count => Budget.Count;

    internal MemoryBudget Budget { get; }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Budget.Clear();
        _summaries.Clear();
    }

    /// <summary>The decoded chunks for rows of a directory: kept ones at once, the others by reading them.</summary>
    /// <param name="catalog">The catalog that the directory is of.</param>
    /// <param name="chunks">The directory's rows.</param>
    /// <param name="maxParallelism">How many readers may decode at one time, at least 1.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The chunks in the order of the rows.</returns>
    public ValueTask<Chunk[]> ReadAsync(
        ICatalog catalog, IReadOnlyList<ChunkInfo> chunks, int maxParallelism, CancellationToken cancellationToken = default) =>
        ReadAsync(catalog, chunks, maxParallelism, displacesOthers: true, cancellationToken);

    /// <summary>The same; what is read takes the place of what was not used for longer, or is kept only while there is room.</summary>
    internal ValueTask<Chunk[]> ReadAsync(
        ICatalog catalog, IReadOnlyList<ChunkInfo> chunks, int maxParallelism, bool displacesOthers, CancellationToken cancellationToken)
    {
        var found = new Chunk[chunks.Count];
        List<int>? missing = null;
        for (var i = 0; i < found.Length; i++)
        {
            if (Budget.Find(chunks[i].Key) is Chunk chunk)
            {
                found[i] = chunk;
            }
            else
            {
                (missing ??= []).Add(i);
            }
        }

        return missing is null
            ? new ValueTask<Chunk[]>(found)
            : ReadMissingAsync(new Reading(catalog, maxParallelism, displacesOthers), chunks, found, missing, cancellationToken);
    }

    /// <summary>What is known of a chunk that was decoded before, or null.</summary>
    internal ChunkSummary? FindSummary(ChunkKey key) => _summaries.GetValueOrDefault(key);

    /// <summary>What is known of a chunk in hand.</summary>
    internal ChunkSummary SummaryOf(ChunkKey key, Chunk chunk)
    {
        if (!_summaries.TryGetValue(key, out var summary))
        {
            summary = ChunkSummary.Of(chunk);
            if (_summaries.Count >= MaxSummaries)
            {
                _summaries.Clear();
            }

            _summaries[key] = summary;
        }

        return summary;
    }

    private async ValueTask<Chunk[]> ReadMissingAsync(
        Reading reading, IReadOnlyList<ChunkInfo> chunks, Chunk[] found, List<int> missing, CancellationToken cancellationToken)
    {
        while (missing.Count > 0)
        {
            var own = new Dictionary<ChunkKey, (ChunkInfo Info, TaskCompletionSource<Chunk> Promise)>();
            var waits = new List<(int Position, Task<Chunk> Chunk)>(missing.Count);
            foreach (var position in missing)
            {
                var info = chunks[position];
                var promise = new TaskCompletionSource<Chunk>(TaskCreationOptions.RunContinuationsAsynchronously);
                var current = _underWay.GetOrAdd(info.Key, promise);
                if (ReferenceEquals(current, promise))
                {
                    own.Add(info.Key, (info, promise));
                }

                waits.Add((position, current.Task));
            }

            await ReadOwnAsync(reading, own, cancellationToken).ConfigureAwait(false);
            missing.Clear();
            foreach (var (position, task) in waits)
            {
                try
                {
                    found[position] = await task.WaitAsync(cancellationToken).ConfigureAwait(false);
                }
                catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
                {
                    // Whoever read it for us gave up; nobody else will bring it.
                    missing.Add(position);
                }
            }
        }

        return found;
    }

    private async Task ReadOwnAsync(
        Reading reading, Dictionary<ChunkKey, (ChunkInfo Info, TaskCompletionSource<Chunk> Promise)> own, CancellationToken cancellationToken)
    {
        if (own.Count == 0)
        {
            return;
        }

        try
        {
            var shares = Share([.. own.Values.Select(wanted => wanted.Info)], reading.MaxParallelism);
            if (shares.Count == 1)
            {
                await ReadShareAsync(reading, shares[0], own, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await Task.WhenAll(shares.Select(share => Task.Run(() => ReadShareAsync(reading, share, own, cancellationToken), cancellationToken)))
                    .ConfigureAwait(false);
            }
        }
        catch (Exception e)
        {
            Abandon(own, e);
            throw;
        }

        Abandon(own, new RerunException("The catalog gave fewer chunks than were asked for.", RerunErrorCode.CorruptData));
    }

    private async Task ReadShareAsync(
        Reading reading,
        List<ChunkInfo> share,
        Dictionary<ChunkKey, (ChunkInfo Info, TaskCompletionSource<Chunk> Promise)> own,
        CancellationToken cancellationToken)
    {
        await foreach (var (info, chunk) in reading.Catalog.ReadChunksAsync(share, cancellationToken).ConfigureAwait(false))
        {
            SummaryOf(info.Key, chunk);
            Budget.Keep(info.Key, chunk, chunk.ByteSize, reading.DisplacesOthers);
            if (own.TryGetValue(info.Key, out var wanted))
            {
                Withdraw(info.Key, wanted.Promise);
                wanted.Promise.TrySetResult(chunk);
            }
        }
    }

    private void Abandon(Dictionary<ChunkKey, (ChunkInfo Info, TaskCompletionSource<Chunk> Promise)> own, Exception reason)
    {
        foreach (var (key, (_, promise)) in own)
        {
            Withdraw(key, promise);
            if (reason is OperationCanceledException)
            {
                promise.TrySetCanceled();
            }
            else if (promise.TrySetException(reason))
            {
                _ = promise.Task.Exception;
            }
        }
    }

    /// <summary>Ends a promise. Once it is kept another query may have promised the same chunk anew, if the cache had to let it go; that one stays.</summary>
    private void Withdraw(ChunkKey key, TaskCompletionSource<Chunk> promise) => _underWay.TryRemove(KeyValuePair.Create(key, promise));

    /// <summary>Divides chunks among readers: equal bytes, neighbours together.</summary>
    private static List<List<ChunkInfo>> Share(List<ChunkInfo> chunks, int maxParallelism)
    {
        var total = chunks.Sum(chunk => Math.Max(chunk.ByteSize, 1));
        var readers = (int)Math.Clamp(total / MinBytesPerReader, 1, Math.Max(1, Math.Min(maxParallelism, chunks.Count)));
        if (readers == 1)
        {
            return [chunks];
        }

        var shares = new List<List<ChunkInfo>> { new() };
        long given = 0;
        foreach (var chunk in chunks)
        {
            if (given * readers >= total * shares.Count && shares.Count < readers)
            {
                shares.Add([]);
            }

            shares[^1].Add(chunk);
            given += Math.Max(chunk.ByteSize, 1);
        }

        return shares;
    }

    /// <summary>How chunks are read.</summary>
    private readonly record struct Reading(ICatalog Catalog, int MaxParallelism, bool DisplacesOthers);
}
