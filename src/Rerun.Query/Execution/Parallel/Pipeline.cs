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
    private readonly Queue<Task<T>> _underWay = new();
    private readonly CancellationTokenSource _stop = new();
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
        var stages = new Stack<RowOperator>();
        for (; top is RowOperator stage; top = stage.Input)
        {
            stages.Push(stage);
        }

        _source = top;
        _stages = [.. stages];
        _reduce = reduce;
        _context = context;
    }

    /// <summary>The result of the next morsel, or false at the end.</summary>
    public async ValueTask<(bool HasResult, T Result)> NextAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await using var registration = cancellationToken.UnsafeRegister(static stop => ((CancellationTokenSource)stop!).Cancel(), _stop);
        if (!_isPrepared)
        {
            foreach (var stage in _stages)
            {
                await stage.PrepareAsync(_stop.Token).ConfigureAwait(false);
            }

            _isPrepared = true;
        }

        while (!_isAtEnd)
        {
            // What is not at hand is waited for only if there is nothing to give.
            Take();
            if (_underWay.Count > 0 && (_taking is { IsCompleted: false } || _underWay.Count >= MostUnderWay))
            {
                break;
            }

            var morsel = _taken ?? await _taking!.ConfigureAwait(false);
            _taking = null;
            _taken = null;
            if (morsel.Count == 0)
            {
                _isAtEnd = true;
                break;
            }

            if (_context.Workers == 1 || (_underWay.Count == 0 && _rows <= _context.ParallelRows))
            {
                return (true, _reduce(Through(morsel)));
            }

            _underWay.Enqueue(Task.Run(() => _reduce(Through(morsel)), CancellationToken.None));
        }

        if (_underWay.TryDequeue(out var next))
        {
            return (true, await next.ConfigureAwait(false));
        }

        return _finishing < _stages.Length ? (true, _reduce(Finishing(_finishing++))) : (false, default!);
    }

    /// <summary>Stops all threads and waits for them. What a result still has to enumerate must be disposed before; the operators are the owner's.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        if (_taking is null && _underWay.Count == 0)
        {
            _isAtEnd = true;
            _finishing = _stages.Length;
            _stop.Dispose();
            return;
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        Task[] left = _taking is null ? [.. _underWay] : [_taking, .. _underWay];
        _underWay.Clear();
        _taking = null;
        _isAtEnd = true;
        _finishing = _stages.Length;

        // Nobody asks for these any more, not even for their errors.
        await Task.WhenAll(left).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    // One morsel waits while each thread has one; heavy ones do not queue up.
    private int MostUnderWay => _isHeavy ? _context.Workers : _context.Workers * 2;

    // What is at hand at once needs no task.
    private void Take()
    {
        if (_taken is not null || _taking is not null)
        {
            return;
        }

        var taking = TakeAsync();
        if (taking.IsCompletedSuccessfully)
        {
            _taken = taking.Result;
        }
        else
        {
            _taking = taking.AsTask();
        }
    }

    private async ValueTask<List<PendingBatch>> TakeAsync()
    {
        var morsel = NoRows;
        var wanted = _rows < _context.ParallelRows ? _context.BatchRows : _context.MorselRows;
        var rows = 0;
        while (rows < wanted && await _source.TakeAsync(wanted - rows, _stop.Token).ConfigureAwait(false) is { } next)
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

    private IEnumerable<VectorBatch> Through(List<PendingBatch> morsel)
    {
        foreach (var pending in morsel)
        {
            _stop.Token.ThrowIfCancellationRequested();
            foreach (var batch in Through(pending.Build(), 0))
            {
                yield return batch;
            }
        }
    }

    private IEnumerable<VectorBatch> Through(VectorBatch batch, int stage)
    {
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
            _stop.Token.ThrowIfCancellationRequested();
            _stages[stage].CountRows(next.Length);
            foreach (var result in Through(next, stage + 1))
            {
                yield return result;
            }
        }
    }

    private IEnumerable<VectorBatch> Finishing(int stage)
    {
        foreach (var last in _stages[stage].Finish())
        {
            _stages[stage].CountRows(last.Length);
            foreach (var result in Through(last, stage + 1))
            {
                yield return result;
            }
        }
    }
}
