namespace Rerun.Query;

/// <summary>Settings of a query engine.</summary>
public sealed record QueryEngineOptions
{
    /// <summary>How many parsed texts are kept, each with its last plans; 0 for none.</summary>
    public int PlanCacheSize { get; init; } = 256;

    /// <summary>About how many rows a batch has.</summary>
    public int BatchRows { get; init; } = 4096;

    /// <summary>So many rows of an operator's input are computed before other threads help; tests set it to 0.</summary>
    internal int ParallelRows { get; init; } = 8192;

    /// <summary>About how many rows a thread takes at one time; tests set it low.</summary>
    internal int MorselRows { get; init; } = 32768;

    /// <summary>Names of optimiser rules that do not run. Results never depend on it.</summary>
    public IReadOnlyCollection<string> DisabledRules { get; init; } = [];
}
