using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Embedded;
using Rerun.Testing;

namespace Rerun.Server.Tests.Support;

/// <summary>The sample drives behind a gate, so that tests decide how long calls take; it notes what is written to it.</summary>
internal sealed class GatedCatalog : ICatalog
{
    private readonly EmbeddedCatalog _inner = EmbeddedCatalog.Open(SharedData.SampleDrives);
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _waiting;

    public string Location => _inner.Location;

    /// <summary>How many calls for the schema wait at the gate.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>How many chunks were given out.</summary>
    public int Given { get; private set; }

    public List<(TableInsertMode Mode, int[] Lengths)> Writes { get; } = [];

    public void Open() => _gate.TrySetResult();

    public ValueTask<string> GetVersionAsync(CancellationToken cancellationToken = default) => _inner.GetVersionAsync(cancellationToken);

    public ValueTask<IReadOnlyList<EntryDetails>> GetEntriesAsync(CancellationToken cancellationToken = default) => _inner.GetEntriesAsync(cancellationToken);

    public ValueTask<RecordBatch> GetEntryTableAsync(CancellationToken cancellationToken = default) => _inner.GetEntryTableAsync(cancellationToken);

    public async ValueTask<Schema> GetDatasetSchemaAsync(Tuid dataset, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            await _gate.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

        return await _inner.GetDatasetSchemaAsync(dataset, cancellationToken);
    }

    public ValueTask<RecordBatch> GetPartitionTableAsync(Tuid dataset, CancellationToken cancellationToken = default) =>
        _inner.GetPartitionTableAsync(dataset, cancellationToken);

    public ValueTask<RecordBatch> GetManifestAsync(Tuid dataset, CancellationToken cancellationToken = default) => _inner.GetManifestAsync(dataset, cancellationToken);

    public ValueTask<ChunkDirectory> GetChunksAsync(Tuid dataset, IReadOnlyCollection<string>? partitions, CancellationToken cancellationToken = default) =>
        _inner.GetChunksAsync(dataset, partitions, cancellationToken);

    public async IAsyncEnumerable<FetchedChunk> ReadChunksAsync(
        IReadOnlyList<ChunkInfo> chunks, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var chunk in _inner.ReadChunksAsync(chunks, cancellationToken))
        {
            Given++;
            yield return chunk;
        }
    }

    public ValueTask<Schema> GetTableSchemaAsync(Tuid table, CancellationToken cancellationToken = default) => _inner.GetTableSchemaAsync(table, cancellationToken);

    public ValueTask<IArrowArrayStream> ReadTableAsync(Tuid table, CancellationToken cancellationToken = default) => _inner.ReadTableAsync(table, cancellationToken);

    public async ValueTask WriteTableAsync(
        Tuid table, IAsyncEnumerable<RecordBatch> batches, TableInsertMode mode, CancellationToken cancellationToken = default)
    {
        var lengths = new List<int>();
        await foreach (var batch in batches.WithCancellation(cancellationToken))
        {
            lengths.Add(batch.Length);
        }

        Writes.Add((mode, [.. lengths]));
    }

    public ValueTask DisposeAsync() => _inner.DisposeAsync();
}
