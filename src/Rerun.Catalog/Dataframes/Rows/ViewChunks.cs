using System.Runtime.CompilerServices;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Dataframes.Views;

namespace Rerun.Catalog.Dataframes.Rows;

/// <summary>
/// The chunks of a partition that matter to a view, with their bounds on its index as soon as those of all are known. Kept with the directory's partition, so that a
/// query of few rows need not go through all its chunks. Safe for several threads.
/// </summary>
internal sealed class ViewChunks
{
    private const int MostViews = 8;

    private static readonly ConditionalWeakTable<PartitionChunks, List<ViewChunks>> Known = [];

    // No range holds these.
    private static readonly IndexRange Nowhere = new(long.MaxValue, long.MinValue);

    private readonly ViewShape _shape;
    private readonly string? _index;
    private readonly ChunkInfo[] _chunks;
    private readonly Lazy<ILookup<EntityPath, ChunkInfo>> _byEntity;
    private IndexRange[]? _bounds;

    private ViewChunks(DataframePlan plan, PartitionChunks partition)
    {
        _shape = plan.Shape;
        _index = plan.Index;
        _chunks = [.. PartitionScan.Distinct(partition.Chunks).Where(chunk => IsWanted(plan, chunk) || Clears(plan, chunk))];
        _byEntity = new(() => _chunks.Where(chunk => IsWanted(plan, chunk)).ToLookup(chunk => chunk.EntityPath));
    }

    /// <summary>The chunks of the view's columns.</summary>
    public IEnumerable<ChunkInfo> OfEntity(EntityPath path) => _byEntity.Value[path];

    public static ViewChunks Of(DataframePlan plan, PartitionChunks partition)
    {
        var views = Known.GetValue(partition, static _ => []);
        lock (views)
        {
            if (views.Find(known => ReferenceEquals(known._shape, plan.Shape)) is { } found)
            {
                return found;
            }
        }

        var added = new ViewChunks(plan, partition);
        lock (views)
        {
            if (views.Count == MostViews)
            {
                views.RemoveAt(0);
            }

            views.Add(added);
        }

        return added;
    }

    /// <summary>The chunks that can hold entries within a range of times, static values or clears for the view.</summary>
    /// <param name="range">The range.</param>
    /// <param name="cache">What is known of chunks that were read.</param>
    /// <param name="instants">The only times that matter, ascending and within the range; null for all of them.</param>
    public List<ChunkInfo> Within(IndexRange range, ChunkCache cache, long[]? instants)
    {
        var needed = new List<ChunkInfo>();
        var bounds = Volatile.Read(ref _bounds);
        if (bounds is null && _index is not null)
        {
            Volatile.Write(ref _bounds, bounds = FindBounds(cache));
        }

        for (var i = 0; i < _chunks.Length; i++)
        {
            if (_chunks[i].IsStatic || (_index is not null && (bounds is null ? IsWithin(_chunks[i], range, cache, instants) : IsWithin(bounds[i].Start, bounds[i].End, range, instants))))
            {
                needed.Add(_chunks[i]);
            }
        }

        return needed;
    }

    private static bool IsWanted(DataframePlan plan, ChunkInfo chunk) => plan.FindEntity(chunk.EntityPath) is { } entity && entity.Wants(chunk.Components);

    private static bool Clears(DataframePlan plan, ChunkInfo chunk) => plan.Index is not null
        && plan.CanClear(chunk.EntityPath)
        && (chunk.Components is null || chunk.Components.Contains(ColumnMetadata.ClearComponent));

    /// <summary>The bounds of all chunks, or null while those of some are unknown.</summary>
    private IndexRange[]? FindBounds(ChunkCache cache)
    {
        var bounds = new IndexRange[_chunks.Length];
        for (var i = 0; i < bounds.Length; i++)
        {
            if (_chunks[i].IsStatic)
            {
                continue;
            }

            if (BoundsOf(_chunks[i], cache) is not { Start: { } start, End: { } end })
            {
                return null;
            }

            bounds[i] = new IndexRange(start, end);
        }

        return bounds;
    }

    private bool IsWithin(ChunkInfo chunk, IndexRange range, ChunkCache cache, long[]? instants)
    {
        var (start, end) = BoundsOf(chunk, cache);
        return IsWithin(start ?? long.MinValue, end ?? long.MaxValue, range, instants);
    }

    private static bool IsWithin(long start, long end, IndexRange range, long[]? instants) =>
        start <= range.End && end >= range.Start
        && (instants is null || (Times.LowerBound(instants, start) is var next && next < instants.Length && instants[next] <= end));

    // What is unknown is null.
    private (long? Start, long? End) BoundsOf(ChunkInfo chunk, ChunkCache cache)
    {
        if (cache.FindSummary(chunk.Key) is { } summary)
        {
            return summary.Timeline(_index!) is { } known ? (known.Start, known.End) : (Nowhere.Start, Nowhere.End);
        }

        if (chunk.Timelines is null)
        {
            return (null, null);
        }

        foreach (var timeline in chunk.Timelines)
        {
            if (timeline.Name == _index)
            {
                return (timeline.Start, timeline.End);
            }
        }

        return (Nowhere.Start, Nowhere.End);
    }
}
