using Rerun.Catalog.Chunks;
using Rerun.Catalog.Dataframes.Views;

namespace Rerun.Catalog.Dataframes.Rows;

/// <summary>Sorts out which chunks of a partition matter to a view, by what the directory and earlier decoding tell.</summary>
internal sealed class PartitionScan
{
    private PartitionScan(List<ChunkInfo> needed, List<ChunkInfo> others)
    {
        Needed = needed;
        Others = others;
    }

    /// <summary>The chunks that can hold entries, static values or clears for the view.</summary>
    public IReadOnlyList<ChunkInfo> Needed { get; }

    /// <summary>Further chunks of the view's columns: they only tell whether a column exists and has values at all.</summary>
    public IReadOnlyList<ChunkInfo> Others { get; }

    /// <summary>Chooses the chunks for entries within a range of times.</summary>
    public static PartitionScan Of(DataframePlan plan, PartitionChunks partition, ChunkCache cache, IndexRange range)
    {
        var needed = new List<ChunkInfo>();
        var others = new List<ChunkInfo>();
        foreach (var chunk in Distinct(partition.Chunks))
        {
            var isWanted = plan.FindEntity(chunk.EntityPath) is { } entity && entity.Wants(chunk.Components);
            var clears = plan.Index is not null
                && plan.CanClear(chunk.EntityPath)
                && (chunk.Components is null || chunk.Components.Contains(ColumnMetadata.ClearComponent));
            if (!isWanted && !clears)
            {
                continue;
            }

            if (chunk.IsStatic || (plan.Index is not null && IsOnIndex(chunk, plan.Index, cache, range)))
            {
                needed.Add(chunk);
            }
            else if (isWanted)
            {
                others.Add(chunk);
            }
        }

        return new PartitionScan(needed, others);
    }

    /// <summary>The chunks without repetitions: of several with one id the first counts.</summary>
    public static IEnumerable<ChunkInfo> Distinct(IEnumerable<ChunkInfo> chunks)
    {
        var seen = new HashSet<Tuid>();
        return chunks.Where(chunk => seen.Add(chunk.Id));
    }

    private static bool IsOnIndex(ChunkInfo chunk, string index, ChunkCache cache, IndexRange range)
    {
        if (cache.FindSummary(chunk.Key) is { } summary)
        {
            return summary.Timeline(index) is { } known && known.Start <= range.End && known.End >= range.Start;
        }

        if (chunk.Timelines is null)
        {
            return true;
        }

        foreach (var timeline in chunk.Timelines)
        {
            if (timeline.Name == index)
            {
                return (timeline.Start is not { } start || start <= range.End) && (timeline.End is not { } end || end >= range.Start);
            }
        }

        return false;
    }
}
