namespace Rerun.Data.Diagnostics;

/// <summary>What a data source tells of its executions beyond the ordinary.</summary>
/// <param name="Tracing">The program's say in traces, or null.</param>
/// <param name="LogsParameters">Whether values of parameters are logged.</param>
internal sealed record TellingOptions(RerunTracingOptions? Tracing, bool LogsParameters)
{
    public static readonly TellingOptions Default = new(null, false);
}
