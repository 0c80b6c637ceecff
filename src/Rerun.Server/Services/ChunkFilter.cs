using Rerun.Catalog;
using Rerun.Catalog.Chunks;
using Rerun.Server.Grpc;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Server.Services;

/// <summary>Which chunks a QueryDataset request asks for. Restrictions to times are not followed: clients filter what they get.</summary>
internal sealed class ChunkFilter
{
    private readonly HashSet<EntityPath>? _entities;
    private readonly bool _withoutStatic;
    private readonly bool _withoutTemporal;

    private ChunkFilter(IReadOnlyCollection<string>? partitions, HashSet<EntityPath>? entities, bool withoutStatic, bool withoutTemporal)
    {
        Partitions = partitions;
        _entities = entities;
        _withoutStatic = withoutStatic;
        _withoutTemporal = withoutTemporal;
    }

    /// <summary>The partitions, or null for all.</summary>
    public IReadOnlyCollection<string>? Partitions { get; }

    /// <exception cref="GrpcException">The request contradicts itself, or an id is missing.</exception>
    public static ChunkFilter Of(Wire.QueryDatasetRequest request)
    {
        if (request.SelectAllEntityPaths && request.EntityPaths.Count > 0)
        {
            throw GrpcException.InvalidArgument("cannot specify entity paths if `select_all_entity_paths` is true");
        }

        if (request.PartitionIds.Any(id => !id.HasId))
        {
            throw GrpcException.InvalidArgument("missing required field: 'rerun.common.v1alpha1.PartitionId.id'");
        }

        string[]? partitions = request.PartitionIds.Count == 0 ? null : [.. request.PartitionIds.Select(id => id.Id)];
        var entities = request.EntityPaths.Count == 0 ? null : request.EntityPaths.Select(entity => EntityPath.Parse(entity.Path)).ToHashSet();

        // A latest-at part without an index asks for static data alone.
        var isStatic = request.Query is { LatestAt: { Index: null }, Range: null };
        return new ChunkFilter(partitions, entities, request.ExcludeStaticData, request.ExcludeTemporalData || isStatic);
    }

    public bool Takes(ChunkInfo chunk) =>
        (_entities is null || _entities.Contains(chunk.EntityPath)) && !(chunk.IsStatic ? _withoutStatic : _withoutTemporal);
}
