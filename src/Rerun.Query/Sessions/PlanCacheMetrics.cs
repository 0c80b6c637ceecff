using System.Diagnostics.Metrics;

namespace Rerun.Query;

/// <summary>Counts how often queries found their plan, under the name of the provider.</summary>
internal static class PlanCacheMetrics
{
    /// <summary>The name of the counter.</summary>
    public const string Name = "rerun.plan_cache.lookups";

    private static readonly Meter Meter = new("Rerun.Data");
    private static readonly Counter<long> Lookups = Meter.CreateCounter<long>(Name, "{lookup}", "Executions of queries, by whether their plan was known.");

    /// <summary>A plan was found.</summary>
    public static void Hit() => Count("hit");

    /// <summary>A plan had to be made.</summary>
    public static void Missed() => Count("miss");

    private static void Count(string result)
    {
        if (Lookups.Enabled)
        {
            Lookups.Add(1, new KeyValuePair<string, object?>("rerun.plan_cache.result", result));
        }
    }
}
