using Rerun.Arrow;
using Rerun.Catalog.Dataframes;

namespace Rerun.Catalog;

/// <summary>The link that opens a partition in the viewer: what stands before and after the partition's id.</summary>
internal readonly record struct PartitionUrl(string Before, string After)
{
    /// <summary>The link to partitions of a dataset, with a range of time or without.</summary>
    /// <exception cref="ArgumentException">There is a start or an end, but no timeline.</exception>
    public static PartitionUrl Of(string catalog, Tuid dataset, string? timeline, IndexValue? start, IndexValue? end)
    {
        if (timeline is null && (start is not null || end is not null))
        {
            throw new ArgumentException("A start or an end needs a timeline.", nameof(timeline));
        }

        // The smallest number of all stands for static data; it is no instant.
        var first = Math.Max(start?.Value ?? long.MinValue, long.MinValue + 1);
        return new PartitionUrl(
            $"{catalog}/dataset/{dataset}?partition_id=", timeline is null ? "" : $"&time_range={timeline}@{Instant(first)}..{Instant(end?.Value ?? long.MaxValue)}");
    }

    private static string Instant(long nanoseconds) => $"{new Timestamp64(nanoseconds).ToString().TrimEnd('Z').TrimEnd('0').TrimEnd('.')}Z";
}
