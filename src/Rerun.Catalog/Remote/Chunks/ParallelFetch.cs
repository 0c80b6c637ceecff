using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Rerun.Catalog.Chunks;

namespace Rerun.Catalog.Remote.Chunks;

/// <summary>Fetches many chunks by several calls at a time. A slow reader holds the calls back, and through them the server.</summary>
internal static class ParallelFetch
{
    // Small enough that several calls share the work and a server does not gather too much for one answer, large enough that calls do not count.
    private const long BytesPerCall = 4 << 20;
    private const int ChunksPerCall = 32;

    public static IAsyncEnumerable<FetchedChunk> ReadAsync(
        ChunkFetch fetch, IReadOnlyList<ChunkInfo> chunks, int maxCalls, CancellationToken cancellationToken)
    {
        var batches = Divide(chunks);
        return batches.Count == 1 ? fetch.ReadAsync(batches[0], cancellationToken) : ReadAsync(fetch, batches, maxCalls, cancellationToken);
    }

    private static async IAsyncEnumerable<FetchedChunk> ReadAsync(
        ChunkFetch fetch, List<List<ChunkInfo>> batches, int maxCalls, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (batches.Count == 0)
        {
            yield break;
        }

        var fetched = Channel.CreateBounded<FetchedChunk>(new BoundedChannelOptions(maxCalls * 2) { SingleReader = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var next = -1;
        var workers = Task.WhenAll(Enumerable.Range(0, Math.Min(maxCalls, batches.Count)).Select(_ => Task.Run(WorkAsync, CancellationToken.None)));
        var completion = CompleteAsync();
        try
        {
            await foreach (var chunk in fetched.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return chunk;
            }
        }
        finally
        {
            // Whoever leaves early leaves no calls behind.
            stop.Cancel();
            await completion.ConfigureAwait(false);
        }

        async Task WorkAsync()
        {
            try
            {
                for (var i = Interlocked.Increment(ref next); i < batches.Count; i = Interlocked.Increment(ref next))
                {
                    await foreach (var chunk in fetch.ReadAsync(batches[i], stop.Token).ConfigureAwait(false))
                    {
                        await fetched.Writer.WriteAsync(chunk, stop.Token).ConfigureAwait(false);
                    }
                }
            }
            catch (Exception exception)
            {
                fetched.Writer.TryComplete(exception);
                stop.Cancel();
            }
        }

        async Task CompleteAsync()
        {
            await workers.ConfigureAwait(false);
            fetched.Writer.TryComplete();
        }
    }

    private static List<List<ChunkInfo>> Divide(IReadOnlyList<ChunkInfo> chunks)
    {
        var batches = new List<List<ChunkInfo>>();
        var ids = new HashSet<(string, Tuid)>();
        long bytes = 0;
        foreach (var chunk in chunks)
        {
            // An answer is told apart by partition and id alone.
            if (batches.Count == 0 || bytes >= BytesPerCall || batches[^1].Count >= ChunksPerCall || ids.Contains((chunk.Partition, chunk.Id)))
            {
                batches.Add([]);
                ids.Clear();
                bytes = 0;
            }

            batches[^1].Add(chunk);
            ids.Add((chunk.Partition, chunk.Id));
            bytes += chunk.ByteSize;
        }

        return batches;
    }
}
