using Rerun.Arrow;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Dataframes.Batches;
using Rerun.Catalog.Dataframes.Slices;
using Rerun.Catalog.Dataframes.Views;

namespace Rerun.Catalog.Dataframes;

/// <summary>
/// The batches of a query: slice by slice, the next slice's rows found while this one's batches are built, several batches at one time, delivered
/// in order.
/// </summary>
internal sealed class DataframeStream : IRowStretches
{
    private readonly ICatalog _catalog;
    private readonly ChunkCache _cache;
    private readonly DataframeEngineOptions _options;
    private readonly DataframePlan _plan;
    private readonly DatasetSlices _slices;
    private readonly CancellationTokenSource _disposed = new();
    private readonly Queue<Task<RecordBatch>> _underWay = new();
    private Task<PartitionSlice?>? _ahead;
    private PartitionBatches? _current;
    private long _wanted;

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
        _wanted = plan.Query.Limit ?? long.MaxValue;
        var reader = new PartitionReader(catalog, cache, options.MaxParallelism, SliceBudget.Of(options.MemoryLimit));
        _slices = new DatasetSlices(plan, dataset, version, partitions, reader);
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

        // What is not at hand is waited for only if there is nothing to give.
        while (_underWay.Count == 0 || (_underWay.Count < _options.MaxParallelism && IsNextAtHand))
        {
            if (await TakeAsync(null, token).ConfigureAwait(false) is not { } batch)
            {
                break;
            }

            if (!parallel || (_underWay.Count == 0 && (_wanted == 0 || batch.IsSmall)))
            {
                return batch.Build();
            }

            _underWay.Enqueue(Task.Run(batch.Build, CancellationToken.None));
        }

        return _underWay.TryDequeue(out var next) ? await next.WaitAsync(token).ConfigureAwait(false) : null;
    }

    public async ValueTask<IRowStretch?> TakeAsync(int mostRows, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed.IsCancellationRequested, this);
        return await TakeAsync((int?)mostRows, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose()
    {
        _disposed.Cancel();
        Forget(_ahead);
        while (_underWay.TryDequeue(out var task))
        {
            Forget(task);
        }

        // Nobody will look at these any more; their errors are not to surface elsewhere.
        static void Forget(Task? task) =>
            task?.ContinueWith(static t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    private bool IsNextAtHand => _wanted > 0 && (_current is { IsAtEnd: false } || _ahead is { IsCompletedSuccessfully: true });

    private async ValueTask<PartitionBatches.Batch?> TakeAsync(int? mostRows, CancellationToken cancellationToken)
    {
        while (_wanted > 0)
        {
            if (_current is { IsAtEnd: false })
            {
                var batch = await _current.TakeAsync(_wanted, mostRows, _catalog, _cache, cancellationToken).ConfigureAwait(false);
                _wanted -= batch.Count;
                return batch;
            }

            _current = null;
            if (await NextSliceAsync(cancellationToken).ConfigureAwait(false) is not { } slice)
            {
                _wanted = 0;
                break;
            }

            _current = new PartitionBatches(_plan, slice, _options);
        }

        return null;
    }

    private async ValueTask<PartitionSlice?> NextSliceAsync(CancellationToken cancellationToken)
    {
        var slice = _ahead is not null
            ? await _ahead.WaitAsync(cancellationToken).ConfigureAwait(false)
            : await _slices.NextAsync(cancellationToken).ConfigureAwait(false);
        _ahead = slice is not null && _plan.Query.Limit is null && _options.MaxParallelism > 1 && !_slices.IsAtEnd
            ? Task.Run(() => _slices.NextAsync(_disposed.Token).AsTask(), _disposed.Token)
            : null;
        return slice;
    }
}
