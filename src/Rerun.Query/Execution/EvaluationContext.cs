using Rerun.Query.Execution.Memory;

namespace Rerun.Query.Execution;

/// <summary>What one execution of a query shares among its operators and expressions.</summary>
/// <param name="memory">The query's memory budget.</param>
/// <param name="statementTime">The instant at which the statement began, in nanoseconds since 1970 (UTC): what <c>now()</c> gives.</param>
internal sealed class EvaluationContext(MemoryBudget memory, long statementTime)
{
    /// <summary>The rows of a batch that operators aim at.</summary>
    public const int DefaultBatchRows = 4096;

    /// <summary>The query's memory budget.</summary>
    public MemoryBudget Memory { get; } = memory;

    /// <summary>The instant at which the statement began, in nanoseconds since 1970 (UTC).</summary>
    public long StatementTime { get; } = statementTime;

    /// <summary>The rows of a batch that operators aim at; tests set it low so that borders are met.</summary>
    public int BatchRows { get; init; } = DefaultBatchRows;

    /// <summary>How many threads the operators may keep busy.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>So many rows of an input are computed before other threads are asked for help.</summary>
    public int ParallelRows { get; init; } = 2 * DefaultBatchRows;

    /// <summary>About how many rows a thread takes at one time.</summary>
    public int MorselRows { get; init; } = 8 * DefaultBatchRows;

    /// <summary>The source of <c>random()</c>.</summary>
    public Random Random { get; init; } = Random.Shared;

    /// <summary>A context with the present time and without a limit of memory.</summary>
    public static EvaluationContext Create() =>
        new(new MemoryBudget(long.MaxValue), (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100);
}
