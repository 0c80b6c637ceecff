namespace Rerun.Query.Execution.Memory;

/// <summary>Memory that is counted until it is disposed.</summary>
/// <param name="budget">Where it is counted.</param>
/// <param name="bytes">How much.</param>
internal readonly struct HeldMemory(MemoryBudget budget, long bytes) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => budget.Release(bytes);
}
