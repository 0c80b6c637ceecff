using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Rerun.Catalog.Chunks;

namespace Rerun.Catalog.Embedded.Chunks;

/// <summary>Reads chunks out of their files, on several threads where there is more than one.</summary>
internal static class ChunkReading
{
    /// <exception cref="RerunException">A file has changed since it was opened, or a chunk is faulty.</exception>
    public static IAsyncEnumerable<FetchedChunk> ReadAsync(
        IReadOnlyList<ChunkInfo> chunks, int maxParallelism, CancellationToken cancellationToken)
    {
        var keys = new EmbeddedChunkKey[chunks.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = chunks[i].Key as EmbeddedChunkKey
                ?? throw new ArgumentException("The chunk is of another catalog.", nameof(chunks));
        }

        foreach (var recording in keys.Select(key => key.Recording).Distinct())
        {
            recording.File.RequireUnchanged();
        }

        var workers = Math.Min(maxParallelism, keys.Length);
        return workers <= 1 ? ReadHere(chunks, keys, cancellationToken) : ReadOnThreads(chunks, keys, workers, cancellationToken);
    }

    private static async IAsyncEnumerable<FetchedChunk> ReadHere(
        IReadOnlyList<ChunkInfo> chunks, EmbeddedChunkKey[] keys, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        for (var i = 0; i < keys.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new FetchedChunk(chunks[i], keys[i].Recording.Decode(keys[i].Entry));
        }
    }

    private static async IAsyncEnumerable<FetchedChunk> ReadOnThreads(
        IReadOnlyList<ChunkInfo> chunks, EmbeddedChunkKey[] keys, int workers, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // The capacity bounds what is decoded ahead of the reader.
        var decoded = Channel.CreateBounded<FetchedChunk>(new BoundedChannelOptions(workers * 2) { SingleReader = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var next = -1;
        var work = Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(DecodeAsync, CancellationToken.None)));
        var completion = work.ContinueWith(
            done => decoded.Writer.TryComplete(done.Exception?.InnerException),
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            await foreach (var chunk in decoded.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return chunk;
            }
        }
        finally
        {
            // A reader that leaves early must not leave threads behind that decode for nobody.
            await stop.CancelAsync().ConfigureAwait(false);
            await completion.ConfigureAwait(false);
        }

        async Task DecodeAsync()
        {
            try
            {
                for (var i = Interlocked.Increment(ref next); i < keys.Length; i = Interlocked.Increment(ref next))
                {
                    stop.Token.ThrowIfCancellationRequested();
                    var chunk = new FetchedChunk(chunks[i], keys[i].Recording.Decode(keys[i].Entry));
                    await decoded.Writer.WriteAsync(chunk, stop.Token).ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // The reader has gone or is being cancelled; it says so itself.
            }
            catch
            {
                await stop.CancelAsync().ConfigureAwait(false);
                throw;
            }
        }
    }
}
