using Rerun.Catalog.Chunks;
using Rerun.Catalog.Dataframes.Views;

namespace Rerun.Catalog.Dataframes.Rows;

/// <summary>Which chunks of a partition matter to a query, by what the directory and earlier decoding tell.</summary>
/// <param name="Needed">The chunks that can hold entries, static values or clears for the view.</param>
/// <param name="Chunks">All chunks of the view's columns: the others only tell whether a column exists and has values at all.</param>
internal sealed record PartitionScan(IReadOnlyList<ChunkInfo> Needed, ViewChunks Chunks)
{
    /// <summary>Chooses the chunks for entries within a range of times; if the instants of the rows are given, for entries there.</summary>
    public static PartitionScan Of(DataframePlan plan, PartitionChunks partition, ChunkCache cache, IndexRange range, long[]? instants = null)
    {
        var chunks = ViewChunks.Of(plan, partition);
        return new PartitionScan(chunks.Within(range, cache, instants), chunks);
    }

    /// <summary>The chunks without repetitions: of several with one id the first counts.</summary>
    public static IEnumerable<ChunkInfo> Distinct(IEnumerable<ChunkInfo> chunks)
    {
        var seen = new HashSet<Tuid>();
        return chunks.Where(chunk => seen.Add(chunk.Id));
    }
}
