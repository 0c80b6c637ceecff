using Rerun.Arrow;
using Rerun.Catalog.Chunks;

namespace Rerun.Catalog.Dataframes.Rows;

/// <summary>A decoded chunk of the partition at hand, seen from the queried index.</summary>
internal sealed class LoadedChunk
{
    private readonly ChunkTimeline? _timeline;

    public LoadedChunk(int ordinal, ChunkInfo info, Chunk chunk, ChunkSummary summary, string? index)
    {
        Ordinal = ordinal;
        Info = info;
        Chunk = chunk;
        Summary = summary;
        _timeline = index is null ? null : chunk.Timelines.FirstOrDefault(timeline => timeline.Name == index);
        Timeline = _timeline is null ? default : summary.Timeline(index!)!.Value;
    }

    /// <summary>The chunk's number among those loaded of the partition.</summary>
    public int Ordinal { get; }

    public ChunkInfo Info { get; }

    public Chunk Chunk { get; }

    public ChunkSummary Summary { get; }

    /// <summary>Whether the chunk has the queried index.</summary>
    public bool IsOnIndex => _timeline is not null;

    /// <summary>Bounds and order of the times on the queried index.</summary>
    public TimelineSummary Timeline { get; }

    /// <summary>The times on the queried index.</summary>
    public ReadOnlySpan<long> Times => _timeline!.Times;

    /// <summary>The lists of a component, or null if the chunk lacks it.</summary>
    public ListArray? Find(string component)
    {
        foreach (var column in Chunk.Components)
        {
            if (column.Descriptor.Component == component)
            {
                return column.Values;
            }
        }

        return null;
    }
}
