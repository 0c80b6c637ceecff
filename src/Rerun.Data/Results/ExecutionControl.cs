using Rerun.Catalog;

namespace Rerun.Data.Results;

/// <summary>
/// What can end an execution before its end: the caller's token, <see cref="RerunCommand.Cancel"/>, the limit of each wait, and the limit of the
/// whole query. All reach the engine through one token; what the caller sees tells them apart.
/// </summary>
/// <param name="waitLimit">How long each wait may take; zero is without limit.</param>
/// <param name="queryLimit">How long all may take together; zero is without limit.</param>
/// <param name="waitName">What a wait is for, as an error says it.</param>
/// <param name="limitName">What sets the limit of a wait, as an error says it.</param>
internal sealed class ExecutionControl(TimeSpan waitLimit, TimeSpan queryLimit, string waitName = "A wait of the command", string limitName = "CommandTimeout") : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TimeSpan _waitLimit = waitLimit;
    private readonly TimeSpan _queryLimit = queryLimit;
    private readonly long _start = Environment.TickCount64;
    private bool _isCanceled;
    private bool _isAbandoned;

    /// <summary>Ends the execution, from any thread.</summary>
    public void Cancel()
    {
        _isCanceled = true;
        Stop();
    }

    /// <summary>Ends the execution because a token of the caller was cancelled.</summary>
    public void Abandon()
    {
        _isAbandoned = true;
        Stop();
    }

    private void Stop()
    {
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The execution has ended by itself.
        }
    }

    /// <summary>Waits for the engine, within the limits.</summary>
    /// <param name="call">What to wait for; gets the token that stops it.</param>
    /// <param name="state">Handed to <paramref name="call"/>.</param>
    /// <param name="cancellationToken">The caller's token; registered for this wait only.</param>
    public async ValueTask<T> WaitAsync<TState, T>(Func<TState, CancellationToken, ValueTask<T>> call, TState state, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            Abandon();
        }

        if (_stop.IsCancellationRequested)
        {
            throw Reason(cancellationToken, null);
        }

        if (Remaining() is { } limit)
        {
            _stop.CancelAfter(limit);
        }

        var registration = cancellationToken.UnsafeRegister(static control => ((ExecutionControl)control!).Abandon(), this);
        try
        {
            var result = await OffContext.RunAsync(call, state, _stop.Token).ConfigureAwait(false);
            _stop.CancelAfter(Timeout.InfiniteTimeSpan);
            return result;
        }
        catch (Exception fault) when (_stop.IsCancellationRequested && fault is OperationCanceledException or RerunException { ErrorKind: RerunErrorCode.Canceled })
        {
            throw Reason(cancellationToken, fault);
        }
        finally
        {
            await registration.DisposeAsync().ConfigureAwait(false);
        }
    }

    public void Dispose() => _stop.Dispose();

    private TimeSpan? Remaining()
    {
        TimeSpan? limit = _waitLimit > TimeSpan.Zero ? _waitLimit : null;
        if (_queryLimit <= TimeSpan.Zero)
        {
            return limit;
        }

        var left = _queryLimit - Elapsed;
        left = left < TimeSpan.Zero ? TimeSpan.Zero : left;
        return limit is { } wait && wait < left ? wait : left;
    }

    private TimeSpan Elapsed => TimeSpan.FromMilliseconds(Environment.TickCount64 - _start);

    private Exception Reason(CancellationToken cancellationToken, Exception? fault)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return new OperationCanceledException("The query was cancelled by the caller's token.", fault, cancellationToken);
        }

        if (_isCanceled || _isAbandoned)
        {
            return new OperationCanceledException(
                _isCanceled ? "The query was cancelled by the command." : "The query was cancelled by a token given earlier.", fault, _stop.Token);
        }

        return _queryLimit > TimeSpan.Zero && Elapsed >= _queryLimit
            ? new RerunException(
                $"The query took longer than the {_queryLimit.TotalSeconds:0} s of Query Timeout.", RerunErrorCode.QueryTimeout, new TimeoutException("Query Timeout has passed.", fault))
            : new RerunException(
                $"{waitName} took longer than the {_waitLimit.TotalSeconds:0} s of {limitName}.", RerunErrorCode.Timeout, new TimeoutException($"{limitName} has passed.", fault));
    }
}
