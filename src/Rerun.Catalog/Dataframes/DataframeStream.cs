using Rerun.Arrow;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Dataframes.Batches;
using Rerun.Catalog.Dataframes.Rows;
using Rerun.Catalog.Dataframes.Views;

namespace Rerun.Catalog.Dataframes;

/// <summary>
/// The batches of a query: partition by partition, the next partition's rows found while this one's batches are built, several batches at one
/// time, delivered in order.
/// </summary>
internal sealed class DataframeStream : IArrowArrayStream
{
    private readonly ICatalog _catalog;
    private readonly ChunkCache _cache;
    private readonly DataframeEngineOptions _options;
    private readonly DataframePlan _plan;
    private readonly Tuid _dataset;
    private readonly long _version;
    private readonly PartitionChunks[] _partitions;
    private readonly PartitionReader _reader;
    private readonly CancellationTokenSource _disposed = new();
    private readonly Queue<Task<RecordBatch>> _underWay = new();
    private Task<PartitionRows?>? _prefetched;
    private PartitionBatches? _current;
    private long _wanted;
    private int _next;

    public DataframeStream(
        ICatalog catalog,
        ChunkCache cache,
        DataframeEngineOptions options,
        DataframePlan plan,
        Tuid dataset,
        long version,
        PartitionChunks[] partitions)
    {
        _catalog = catalog;
        _cache = cache;
        _options = options;
        _plan = plan;
        _dataset = dataset;
        _version = version;
        _partitions = partitions;
        _wanted = plan.Query.Limit ?? long.MaxValue;
        _reader = new PartitionReader(catalog, cache, options.MaxParallelism);
    }

    public Schema Schema => _plan.OutputSchema;

    public async ValueTask<RecordBatch?> ReadNextRecordBatchAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed.IsCancellationRequested, this);
        using var linked = cancellationToken.CanBeCanceled
            ? CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposed.Token)
            : null;
        var token = linked?.Token ?? _disposed.Token;
        var parallel = _options.MaxParallelism > 1;
        while (_underWay.Count < _options.MaxParallelism && await TakeAsync(token).ConfigureAwait(false) is { } batch)
        {
            if (!parallel || (_underWay.Count == 0 && _wanted == 0))
            {
                return batch.Build();
            }

            _underWay.Enqueue(Task.Run(batch.Build, CancellationToken.None));
        }

        return _underWay.TryDequeue(out var next) ? await next.WaitAsync(token).ConfigureAwait(false) : null;
    }

    public void Dispose()
    {
        _disposed.Cancel();
        Forget(_prefetched);
        foreach (var task in _underWay)
        {
            Forget(task);
        }

        _underWay.Clear();

        // Nobody will look at these any more; their errors are not to surface elsewhere.
        static void Forget(Task? task) =>
            task?.ContinueWith(static t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    private async ValueTask<PartitionBatches.Batch?> TakeAsync(CancellationToken cancellationToken)
    {
        while (_wanted > 0)
        {
            if (_current is { IsAtEnd: false })
            {
                var batch = await _current.TakeAsync(_wanted, _catalog, _cache, cancellationToken).ConfigureAwait(false);
                _wanted -= batch.Count;
                return batch;
            }

            if (_next >= _partitions.Length)
            {
                _wanted = 0;
                break;
            }

            var rows = await NextRowsAsync(cancellationToken).ConfigureAwait(false);
            _current = rows is null ? null : new PartitionBatches(_plan, rows, _options);
        }

        return null;
    }

    private async ValueTask<PartitionRows?> NextRowsAsync(CancellationToken cancellationToken)
    {
        var task = _prefetched;
        _prefetched = null;
        var rows = task is not null
            ? await task.WaitAsync(cancellationToken).ConfigureAwait(false)
            : await ReadAsync(_partitions[_next], cancellationToken).ConfigureAwait(false);
        _next++;
        if (rows is not null && _next < _partitions.Length && _plan.Query.Limit is null && _options.MaxParallelism > 1)
        {
            var following = _partitions[_next];
            _prefetched = Task.Run(() => ReadAsync(following, _disposed.Token).AsTask(), _disposed.Token);
        }

        return rows;
    }

    private ValueTask<PartitionRows?> ReadAsync(PartitionChunks partition, CancellationToken cancellationToken) =>
        _reader.ReadAsync(_plan, _dataset, _version, partition, cancellationToken);
}
