using Rerun.Catalog.Chunks;

namespace Rerun.Server.Selections;

/// <summary>Which temporal chunks matter: those on a timeline with values between two bounds. Nothing that might matter is left out.</summary>
/// <param name="Timeline">The timeline.</param>
/// <param name="From">The first value that matters, or null where earlier ones fill gaps.</param>
/// <param name="To">The last value that matters, or null for all.</param>
internal sealed record TimeBound(string Timeline, long? From, long? To)
{
    /// <summary>The last value that matters in each partition; those that are not listed do not matter. Null where there is one for all.</summary>
    public IReadOnlyDictionary<string, long>? ToByPartition { get; init; }

    public bool Takes(ChunkInfo chunk)
    {
        var to = To;
        if (ToByPartition is not null)
        {
            if (!ToByPartition.TryGetValue(chunk.Partition, out var own))
            {
                return false;
            }

            to = own;
        }

        if (chunk.Timelines is not { } timelines)
        {
            return true;
        }

        foreach (var timeline in timelines)
        {
            if (timeline.Name == Timeline)
            {
                return !(timeline.Start > to) && !(timeline.End < From);
            }
        }

        return false;
    }
}
