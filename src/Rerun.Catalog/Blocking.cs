namespace Rerun.Catalog;

/// <summary>The one place where the synchronous members wait for the asynchronous ones.</summary>
internal static class Blocking
{
    public static T Wait<T>(Func<ValueTask<T>> call)
    {
        // A synchronization context would have the continuations wait for the thread that is blocked here.
        if (SynchronizationContext.Current is not null)
        {
            return Task.Run(() => call().AsTask()).GetAwaiter().GetResult();
        }

        var result = call();
        return result.IsCompletedSuccessfully ? result.Result : result.AsTask().GetAwaiter().GetResult();
    }

    public static void Wait(Func<ValueTask> call) =>
        Wait(async () =>
        {
            await call().ConfigureAwait(false);
            return true;
        });

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
