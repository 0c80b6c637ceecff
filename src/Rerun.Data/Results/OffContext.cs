namespace Rerun.Data.Results;

/// <summary>Calls that may compute for long. A caller with a synchronization context, such as a user interface, is not the one that computes: it would stand still.</summary>
internal static class OffContext
{
    /// <summary>Calls here, or on another thread if this one belongs to a synchronization context.</summary>
    public static ValueTask<T> RunAsync<TState, T>(Func<TState, CancellationToken, ValueTask<T>> call, TState state, CancellationToken cancellationToken) =>
        SynchronizationContext.Current is null ? call(state, cancellationToken) : ElsewhereAsync(call, state, cancellationToken);

    /// <inheritdoc cref="RunAsync{TState, T}(Func{TState, CancellationToken, ValueTask{T}}, TState, CancellationToken)"/>
    public static ValueTask RunAsync<TState>(Func<TState, CancellationToken, ValueTask> call, TState state, CancellationToken cancellationToken) =>
        SynchronizationContext.Current is null
            ? call(state, cancellationToken)
            : new(Task.Run(() => call(state, cancellationToken).AsTask(), CancellationToken.None));

    // Apart, so that calls that stay here make no closure.
    private static ValueTask<T> ElsewhereAsync<TState, T>(Func<TState, CancellationToken, ValueTask<T>> call, TState state, CancellationToken cancellationToken) =>
        new(Task.Run(() => call(state, cancellationToken).AsTask(), CancellationToken.None));
}
