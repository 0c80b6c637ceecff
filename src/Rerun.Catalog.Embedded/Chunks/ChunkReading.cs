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
        var keys = KeysOf(chunks);
        var helpers = Math.Min(maxParallelism, keys.Length) - 1;
        return helpers <= 0 ? ReadAlone(chunks, keys, cancellationToken) : ReadWithHelpers(chunks, keys, helpers, cancellationToken);
    }

    /// <summary>Reads chunks as they are stored.</summary>
    /// <exception cref="RerunException">A file has changed since it was opened.</exception>
    public static IEnumerable<(ChunkInfo Info, StoredChunk? Stored)> ReadStored(IReadOnlyList<ChunkInfo> chunks)
    {
        var keys = KeysOf(chunks);
        for (var i = 0; i < keys.Length; i++)
        {
            yield return (chunks[i], keys[i].Recording.ReadStored(keys[i].Entry));
        }
    }

    /// <summary>Reads chunks on the caller's thread into memory that can be given back.</summary>
    /// <exception cref="RerunException">A file has changed since it was opened, or a chunk is faulty.</exception>
    public static IEnumerable<Chunk> Read(IReadOnlyList<ChunkInfo> chunks, ChunkBuffers buffers) => KeysOf(chunks).Select(key => key.Decode(buffers));

    /// <summary>Reads the outlines of chunks on the caller's thread.</summary>
    /// <exception cref="RerunException">A file has changed since it was opened, or a chunk is faulty.</exception>
    public static IEnumerable<Chunk> ReadOutlines(IReadOnlyList<ChunkInfo> chunks) => KeysOf(chunks).Select(key => key.Recording.ReadOutline(key.Entry));

    /// <summary>The keys of chunks whose files have not changed.</summary>
    private static EmbeddedChunkKey[] KeysOf(IReadOnlyList<ChunkInfo> chunks)
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

        return keys;
    }

    private static async IAsyncEnumerable<FetchedChunk> ReadAlone(
        IReadOnlyList<ChunkInfo> chunks, EmbeddedChunkKey[] keys, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        for (var i = 0; i < keys.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new FetchedChunk(chunks[i], keys[i].Decode());
        }
    }

    /// <summary>The reader decodes too, so that it goes on even while the thread pool has no thread to spare for helpers.</summary>
    private static async IAsyncEnumerable<FetchedChunk> ReadWithHelpers(
        IReadOnlyList<ChunkInfo> chunks, EmbeddedChunkKey[] keys, int helpers, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // The capacity bounds what is decoded ahead of the reader.
        var decoded = Channel.CreateBounded<FetchedChunk>(new BoundedChannelOptions(helpers * 2) { SingleReader = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var next = -1;

        // With the token, a helper that has not begun by the end never does, and is not waited for.
        var help = Task.WhenAll(Enumerable.Range(0, helpers).Select(_ => Task.Run(HelpAsync, stop.Token)));
        try
        {
            for (var given = 0; given < keys.Length; given++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (decoded.Reader.TryRead(out var ready))
                {
                    yield return ready;
                }
                else if (Interlocked.Increment(ref next) is var own && own < keys.Length)
                {
                    yield return new FetchedChunk(chunks[own], keys[own].Decode());
                }
                else
                {
                    // Fails with the error of a helper that has one.
                    while (!decoded.Reader.TryRead(out ready))
                    {
                        await decoded.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false);
                    }

                    yield return ready;
                }
            }
        }
        finally
        {
            // A reader that leaves early must not leave threads behind that decode for nobody.
            stop.Cancel();
            await help.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        async Task HelpAsync()
        {
            try
            {
                for (var i = Interlocked.Increment(ref next); i < keys.Length; i = Interlocked.Increment(ref next))
                {
                    var chunk = new FetchedChunk(chunks[i], keys[i].Decode());
                    await decoded.Writer.WriteAsync(chunk, stop.Token).ConfigureAwait(false);
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                decoded.Writer.TryComplete(exception);
            }
        }
    }
}
