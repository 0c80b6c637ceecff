namespace Rerun.Catalog.Embedded.Entries;

/// <summary>The time of day as the catalog records it.</summary>
internal static class Clock
{
    /// <summary>Nanoseconds since the Unix epoch.</summary>
    public static long Now() => (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100;
}
