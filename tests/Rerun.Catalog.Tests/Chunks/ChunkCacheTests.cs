using System.Collections.Concurrent;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Dataframes;
using Rerun.Catalog.Tests.Dataframes;
using Rerun.Catalog.Tests.Dataframes.Oracle;

namespace Rerun.Catalog.Tests.Chunks;

public sealed class ChunkCacheTests
{
    [Fact]
    public async Task A_query_that_is_done_does_not_end_anothers_reading_of_a_chunk_that_the_cache_let_go()
    {
        var (catalog, gate, chunks) = await OpenAsync();
        var cache = new ChunkCache(memoryLimit: 0);

        // The first query has read its first chunk, which is not kept, and waits for its second.
        var first = cache.ReadAsync(catalog, [chunks[0], chunks[1]], maxParallelism: 1).AsTask();
        await gate.Asked(chunks[0]);
        gate.Give(chunks[0]);
        await gate.Asked(chunks[1]);

        // The second query reads the first chunk anew, and a third waits for that reading.
        var second = cache.ReadAsync(catalog, [chunks[0]], maxParallelism: 1).AsTask();
        await gate.Asked(chunks[0]);
        var third = cache.ReadAsync(catalog, [chunks[0]], maxParallelism: 1).AsTask();

        gate.Give(chunks[1]);
        Assert.Equal(2, (await first).Length);
        gate.Give(chunks[0]);
        Assert.Equal(chunks[0].Id, (await second).Single().Id);
        Assert.Equal(chunks[0].Id, (await third).Single().Id);
    }

    [Fact]
    public async Task A_failure_reaches_all_who_wait_for_the_chunk_and_is_not_kept()
    {
        var (catalog, gate, chunks) = await OpenAsync();
        var cache = new ChunkCache(1 << 20);
        var first = cache.ReadAsync(catalog, [chunks[0]], maxParallelism: 1).AsTask();
        await gate.Asked(chunks[0]);
        var second = cache.ReadAsync(catalog, [chunks[0]], maxParallelism: 1).AsTask();
        gate.Fail(chunks[0]);
        await Assert.ThrowsAsync<RerunException>(() => first);
        await Assert.ThrowsAsync<RerunException>(() => second);

        var again = cache.ReadAsync(catalog, [chunks[0]], maxParallelism: 1).AsTask();
        gate.Give(chunks[0]);
        Assert.Single(await again);
    }

    [Fact]
    public async Task Who_waits_for_a_cancelled_reader_reads_for_itself()
    {
        var (catalog, gate, chunks) = await OpenAsync();
        var cache = new ChunkCache(1 << 20);
        using var cancel = new CancellationTokenSource();
        var first = cache.ReadAsync(catalog, [chunks[0]], maxParallelism: 1, cancel.Token).AsTask();
        await gate.Asked(chunks[0]);
        var second = cache.ReadAsync(catalog, [chunks[0]], maxParallelism: 1).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.Give(chunks[0]);
        Assert.Single(await second);
    }

    private static async Task<(InMemoryCatalog Catalog, Gate Gate, IReadOnlyList<ChunkInfo> Chunks)> OpenAsync()
    {
        ModelChunk[] chunks = [.. Enumerable.Range(1, 2).Select(id => new ModelChunk(
            (ulong)id, "base", "/a", [(ulong)id], new Dictionary<string, long[]> { ["frame"] = [id] }, new Dictionary<string, object?[]?[]> { ["P"] = [[1L]] }))];
        var gate = new Gate();
        var catalog = new InMemoryCatalog([new LayerChunks("p", "base", [.. chunks.Select(chunk => chunk.ToChunk())])], CompatibilityMode.Correct) { BeforeEach = gate.PassAsync };
        return (catalog, gate, (await catalog.GetChunksAsync(default, null)).Partitions.Single().Chunks);
    }

    /// <summary>Holds every reader at a chunk until the chunk is given, once a reader.</summary>
    private sealed class Gate
    {
        private readonly ConcurrentDictionary<Tuid, (SemaphoreSlim Asked, SemaphoreSlim Given)> _chunks = new();
        private volatile bool _fails;

        public async Task PassAsync(ChunkInfo chunk, CancellationToken cancellationToken)
        {
            var (asked, given) = Of(chunk);
            asked.Release();
            await given.WaitAsync(cancellationToken);
            if (_fails)
            {
                _fails = false;
                throw new RerunException("The disk is gone.");
            }
        }

        public async Task Asked(ChunkInfo chunk) => Assert.True(await Of(chunk).Asked.WaitAsync(TimeSpan.FromSeconds(30)));

        public void Give(ChunkInfo chunk) => Of(chunk).Given.Release();

        public void Fail(ChunkInfo chunk)
        {
            _fails = true;
            Give(chunk);
        }

        private (SemaphoreSlim Asked, SemaphoreSlim Given) Of(ChunkInfo chunk) => _chunks.GetOrAdd(chunk.Id, _ => (new SemaphoreSlim(0), new SemaphoreSlim(0)));
    }
}
