using Rerun.Query.Execution.Operators;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Parallel;

/// <summary>
/// A source and the row operators above it, run by several threads: each takes a run of the source's rows (a morsel) through all operators and makes
/// one result of what comes out. Results come in the order of the rows, so that nothing depends on the number of threads. The first rows are computed
/// without other threads: a small query pays nothing.
/// </summary>
/// <typeparam name="T">What is made of the rows of a morsel.</typeparam>
internal sealed class Pipeline<T> : IAsyncDisposable
{
    private static readonly List<PendingBatch> NoRows = [];

    private readonly BatchOperator _source;
    private readonly RowOperator[] _stages;
    private readonly Func<IEnumerable<VectorBatch>, T> _reduce;
    private readonly EvaluationContext _context;
    private readonly Queue<Task<T>> _underWay = [];

    // Made when other threads are asked for help: before that only the caller can be stopped, by its own token.
    private CancellationTokenSource? _stop;
    private Task<List<PendingBatch>>? _taking;
    private List<PendingBatch>? _taken;
    private long _rows;
    private int _finishing;
    private bool _isPrepared;
    private bool _isAtEnd;
    private bool _isHeavy;
    private bool _isDisposed;

    /// <summary>Creates a pipeline.</summary>
    /// <param name="top">The topmost operator; the row operators below it are taken along.</param>
    /// <param name="reduce">Makes the result of a morsel's rows; called on any thread. The enumeration may be kept and continued by the caller.</param>
    /// <param name="context">The execution.</param>
    public Pipeline(BatchOperator top, Func<IEnumerable<VectorBatch>, T> reduce, EvaluationContext context)
    {
        var count = 0;
        var source = top;
        for (; source is RowOperator stage; source = stage.Input)
        {
            count++;
        }

        _source = source;
        _stages = count == 0 ? [] : new RowOperator[count];
        for (; top is RowOperator stage; top = stage.Input)
        {
            _stages[--count] = stage;
        }

        _reduce = reduce;
        _context = context;
    }

    /// <summary>The result of the next morsel, or false at the end.</summary>
    public async ValueTask<(bool HasResult, T Result)> NextAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_stop is null)
        {
            if (await TakeAloneAsync(cancellationToken).ConfigureAwait(false) is { } morsel)
            {
                return (true, _reduce(Through(morsel, cancellationToken)));
            }

            if (_isAtEnd)
            {
                return Finish(cancellationToken);
            }

            _stop = new CancellationTokenSource();
        }

        return await NextSharedAsync(_stop, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops all threads and waits for them. What a result still has to enumerate must be disposed before; the operators are the owner's.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        _isAtEnd = true;
        _finishing = _stages.Length;
        if (_stop is null)
        {
            return;
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        Task[] left = _taking is null ? [.. _underWay] : [_taking, .. _underWay];
        _underWay.Clear();
        _taking = null;

        // Nobody asks for these any more, not even for their errors.
        await Task.WhenAll(left).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    // One morsel waits while each thread has one; heavy ones do not queue up.
    private int MostUnderWay => _isHeavy ? _context.Workers : _context.Workers * 2;

    /// <summary>The next morsel if it is to be computed without other threads; null at the end, or with a morsel taken for them.</summary>
    private async ValueTask<List<PendingBatch>?> TakeAloneAsync(CancellationToken cancellationToken)
    {
        if (!_isPrepared)
        {
            foreach (var stage in _stages)
            {
                await stage.PrepareAsync(cancellationToken).ConfigureAwait(false);
            }

            _isPrepared = true;
        }

        if (_isAtEnd)
        {
            return null;
        }

        var morsel = await TakeAsync(cancellationToken).ConfigureAwait(false);
        _isAtEnd = morsel.Count == 0;
        if (_isAtEnd || _context.Workers == 1 || _rows <= _context.ParallelRows)
        {
            return _isAtEnd ? null : morsel;
        }

        _taken = morsel;
        return null;
    }

    private async ValueTask<(bool HasResult, T Result)> NextSharedAsync(CancellationTokenSource stop, CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister(static stop => ((CancellationTokenSource)stop!).Cancel(), stop);
        while (!_isAtEnd)
        {
            // What is not at hand is waited for only if there is nothing to give.
            Take(stop.Token);
            if (_underWay.Count > 0 && (_taking is { IsCompleted: false } || _underWay.Count >= MostUnderWay))
            {
                break;
            }

            var morsel = _taken ?? await _taking!.ConfigureAwait(false);
            _taking = null;
            _taken = null;
            _isAtEnd = morsel.Count == 0;
            if (!_isAtEnd)
            {
                _underWay.Enqueue(Run(morsel, stop.Token));
            }
        }

        return _underWay.TryDequeue(out var next) ? (true, await next.ConfigureAwait(false)) : Finish(stop.Token);
    }

    private (bool HasResult, T Result) Finish(CancellationToken token)
    {
        while (_finishing < _stages.Length && _stages[_finishing] is MapOperator)
        {
            _finishing++;
        }

        return _finishing < _stages.Length ? (true, _reduce(Finishing(_finishing++, token))) : (false, default!);
    }

    private Task<T> Run(List<PendingBatch> morsel, CancellationToken token) => Task.Run(() => _reduce(Through(morsel, token)), CancellationToken.None);

    // What is at hand at once needs no task.
    private void Take(CancellationToken token)
    {
        if (_taken is not null || _taking is not null)
        {
            return;
        }

        var taking = TakeAsync(token);
        if (taking.IsCompletedSuccessfully)
        {
            _taken = taking.Result;
        }
        else
        {
            _taking = taking.AsTask();
        }
    }

    private async ValueTask<List<PendingBatch>> TakeAsync(CancellationToken token)
    {
        var morsel = NoRows;
        var wanted = _rows < _context.ParallelRows ? _context.BatchRows : _context.MorselRows;
        var rows = 0;
        while (rows < wanted && await _source.TakeAsync(wanted - rows, token).ConfigureAwait(false) is { } next)
        {
            morsel = ReferenceEquals(morsel, NoRows) ? new List<PendingBatch>(1) : morsel;
            morsel.Add(next);
            rows += next.Rows;
            _isHeavy |= next.IsHeavy;
            if (next.IsHeavy)
            {
                break;
            }
        }

        _rows += rows;
        return morsel;
    }

    private IEnumerable<VectorBatch> Through(List<PendingBatch> morsel, CancellationToken token)
    {
        foreach (var pending in morsel)
        {
            token.ThrowIfCancellationRequested();
            var (batch, stage) = Map(pending.Build(), 0);
            if (batch.Length == 0)
            {
                continue;
            }

            if (stage == _stages.Length)
            {
                yield return batch;
                continue;
            }

            foreach (var result in Through(batch, stage, token))
            {
                yield return result;
            }
        }
    }

    private IEnumerable<VectorBatch> Through(VectorBatch rows, int from, CancellationToken token)
    {
        var (batch, stage) = Map(rows, from);
        if (batch.Length == 0)
        {
            yield break;
        }

        if (stage == _stages.Length)
        {
            yield return batch;
            yield break;
        }

        // One batch may become very many, of which the next stage leaves none.
        foreach (var next in _stages[stage].Process(batch))
        {
            token.ThrowIfCancellationRequested();
            _stages[stage].CountRows(next.Length);
            foreach (var result in Through(next, stage + 1, token))
            {
                yield return result;
            }
        }
    }

    /// <summary>What the stages from one on make of rows, up to the first stage that may make several batches of one, or to where no row is left.</summary>
    private (VectorBatch Batch, int Stage) Map(VectorBatch batch, int stage)
    {
        for (; stage < _stages.Length && batch.Length > 0 && _stages[stage] is MapOperator map; stage++)
        {
            batch = map.Map(batch);
            map.CountRows(batch.Length);
        }

        return (batch, stage);
    }

    private IEnumerable<VectorBatch> Finishing(int stage, CancellationToken token)
    {
        foreach (var last in _stages[stage].Finish())
        {
            _stages[stage].CountRows(last.Length);
            foreach (var result in Through(last, stage + 1, token))
            {
                yield return result;
            }
        }
    }
}
