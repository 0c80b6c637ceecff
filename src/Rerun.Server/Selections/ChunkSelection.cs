using Rerun.Catalog;
using Rerun.Catalog.Chunks;
using Rerun.Server.Dialects;

namespace Rerun.Server.Selections;

/// <summary>Which chunks a client asks for.</summary>
internal sealed record ChunkSelection
{
    /// <summary>The partitions, or null for all.</summary>
    public IReadOnlyCollection<string>? Partitions { get; init; }

    /// <summary>Whether a partition that does not exist is passed over, as newer servers do.</summary>
    public bool AllowsUnknownPartitions { get; init; }

    /// <summary>The entities, each with the components that matter or null for all of them; null for all entities.</summary>
    public IReadOnlyDictionary<EntityPath, IReadOnlySet<string>?>? Entities { get; init; }

    /// <summary>Whether static chunks are left out.</summary>
    public bool WithoutStatic { get; init; }

    /// <summary>Whether temporal chunks are left out.</summary>
    public bool WithoutTemporal { get; init; }

    /// <summary>Whether a partition of which no chunk is taken is told of by one that is left out for being temporal.</summary>
    public bool ShowsEveryPartition { get; init; }

    /// <summary>Which temporal chunks matter, or null for all.</summary>
    public TimeBound? Time { get; init; }

    /// <summary>Whether the chunk can tell of a partition of which no chunk is taken.</summary>
    public bool TellsOfPartition(ChunkInfo chunk) => ShowsEveryPartition && !chunk.IsStatic && TakesEntity(chunk);

    public bool Takes(ChunkInfo chunk) =>
        !(chunk.IsStatic ? WithoutStatic : WithoutTemporal) && TakesEntity(chunk) && (chunk.IsStatic || Time is null || Time.Takes(chunk));

    /// <summary>The chunks of the partitions that are asked for.</summary>
    /// <exception cref="RerunNotFoundException">A partition does not exist, and that is an error.</exception>
    public async Task<IReadOnlyList<PartitionChunks>> ReadAsync(ICatalog catalog, Tuid dataset, CancellationToken cancellationToken)
    {
        try
        {
            return (await catalog.GetChunksAsync(dataset, Partitions, cancellationToken).ConfigureAwait(false)).Partitions;
        }
        catch (RerunNotFoundException) when (AllowsUnknownPartitions && Partitions is not null)
        {
            var known = Partitions.ToHashSet(StringComparer.Ordinal);
            var all = await catalog.GetChunksAsync(dataset, null, cancellationToken).ConfigureAwait(false);
            return [.. all.Partitions.Where(partition => known.Contains(partition.Partition))];
        }
    }

    private bool TakesEntity(ChunkInfo chunk)
    {
        if (Entities is null)
        {
            return true;
        }

        return Entities.TryGetValue(chunk.EntityPath, out var components)
            && (components is null || chunk.Components is null || chunk.Components.Any(component => components.Contains(component) || components.Contains(NewerNames.Of(component))));
    }
}
