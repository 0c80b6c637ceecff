namespace Rerun.Catalog;

/// <summary>The one place where the synchronous members wait for the asynchronous ones.</summary>
internal static class Blocking
{
    public static T Wait<TState, T>(Func<TState, ValueTask<T>> call, TState state)
    {
        // A synchronization context or scheduler would have the continuations wait for the thread that is blocked here.
        if (SynchronizationContext.Current is not null || TaskScheduler.Current != TaskScheduler.Default)
        {
            return WaitElsewhere(call, state);
        }

        var result = call(state);
        return result.IsCompleted ? result.GetAwaiter().GetResult() : result.AsTask().GetAwaiter().GetResult();
    }

    // A method of its own, so that the closure is made only where it is needed.
    private static T WaitElsewhere<TState, T>(Func<TState, ValueTask<T>> call, TState state) =>
        Task.Run(() => call(state).AsTask()).GetAwaiter().GetResult();

    public static void Wait<TState>(Func<TState, ValueTask> call, TState state) =>
        Wait(
            static async pair =>
            {
                await pair.call(pair.state).ConfigureAwait(false);
                return true;
            },
            (call, state));

    public static T Wait<T>(Func<ValueTask<T>> call) => Wait(static call => call(), call);

    public static void Wait(Func<ValueTask> call) => Wait(static call => call(), call);

    public static IEnumerable<T> Enumerate<T>(IAsyncEnumerable<T> items)
    {
        var enumerator = items.GetAsyncEnumerator();
        try
        {
            while (Wait(enumerator.MoveNextAsync))
            {
                yield return enumerator.Current;
            }
        }
        finally
        {
            Wait(enumerator.DisposeAsync);
        }
    }
}
