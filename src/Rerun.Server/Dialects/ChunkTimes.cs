using Rerun.Catalog;
using Rerun.Catalog.Chunks;

namespace Rerun.Server.Dialects;

/// <summary>Finds the times of chunks where the catalog's directory does not tell them.</summary>
internal static class ChunkTimes
{
    /// <summary>Whether a directory's row tells all times of its chunk.</summary>
    public static bool AreKnown(ChunkInfo chunk) =>
        chunk.IsStatic || (chunk.Timelines is { } timelines && timelines.All(timeline => timeline is { Start: not null, End: not null }));

    /// <summary>The same rows with all times; chunks of which they are not known are read.</summary>
    public static async Task<IReadOnlyList<ChunkInfo>> CompleteAsync(ICatalog catalog, IReadOnlyList<ChunkInfo> chunks, CancellationToken cancellationToken)
    {
        var unknown = chunks.Where(chunk => !AreKnown(chunk)).ToList();
        if (unknown.Count == 0)
        {
            return chunks;
        }

        var complete = new Dictionary<ChunkInfo, ChunkInfo>(ReferenceEqualityComparer.Instance);
        await foreach (var (info, chunk) in catalog.ReadChunksAsync(unknown, cancellationToken).ConfigureAwait(false))
        {
            complete[info] = info with { Timelines = [.. chunk.Timelines.Select(TimesOf)], RowCount = chunk.RowCount };
        }

        return [.. chunks.Select(chunk => complete.GetValueOrDefault(chunk, chunk))];
    }

    private static ChunkTimelineInfo TimesOf(ChunkTimeline timeline)
    {
        var times = TimelineSummary.Of(timeline.Times);
        return times.Start <= times.End
            ? new ChunkTimelineInfo(timeline.Name, timeline.Kind, times.Start, times.End)
            : new ChunkTimelineInfo(timeline.Name, timeline.Kind, null, null);
    }
}
