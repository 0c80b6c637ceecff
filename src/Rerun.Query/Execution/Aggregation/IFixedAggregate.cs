namespace Rerun.Query.Execution.Aggregation;

/// <summary>An aggregate over values of fixed width. The default state has seen no value.</summary>
internal interface IFixedAggregate<TIn, TState, TOut>
{
    /// <summary>Adds a value.</summary>
    static abstract void Add(ref TState state, TIn value);

    /// <summary>Adds values one after the other.</summary>
    static abstract void AddRun(ref TState state, ReadOnlySpan<TIn> values);

    /// <summary>Adds what another state has seen, after what this one has.</summary>
    static abstract void Merge(ref TState state, in TState other);

    /// <summary>The result; false for NULL.</summary>
    static abstract bool TryFinish(in TState state, out TOut result);
}
