using Rerun.Catalog;
using Rerun.Server.Dialects;
using Rerun.Server.Grpc;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Server.Selections;

/// <summary>Reads what a QueryDataset request asks for.</summary>
internal static class DatasetQuery
{
    /// <exception cref="GrpcException">The request contradicts itself, or an id is missing.</exception>
    public static ChunkSelection Read(Wire.QueryDatasetRequest request, Dialect dialect)
    {
        if (request.ChunkIds.Count > 0)
        {
            throw new GrpcException(GrpcStatus.Unimplemented, "query_dataset: querying specific chunk ids is not implemented");
        }

        if (request.SelectAllEntityPaths && request.EntityPaths.Count > 0)
        {
            throw GrpcException.InvalidArgument("cannot specify entity paths if `select_all_entity_paths` is true");
        }

        var partitions = PartitionsOf(request);
        var selection = new ChunkSelection
        {
            Partitions = partitions.Count == 0 ? null : partitions,
            AllowsUnknownPartitions = dialect >= Dialect.Segments,
            Entities = EntitiesOf(request, dialect),
            WithoutStatic = request.ExcludeStaticData,
            WithoutTemporal = request.ExcludeTemporalData,
        };
        return request.Query is { } query ? Apply(selection, query, partitions, dialect) : selection;
    }

    private static List<string> PartitionsOf(Wire.QueryDatasetRequest request)
    {
        if (request.PartitionIds.Any(id => !id.HasId) || request.SegmentIds.Any(id => !id.HasId))
        {
            throw GrpcException.InvalidArgument("missing required field: 'id'");
        }

        // Clients that do not know the server's release write both fields.
        return [.. request.SegmentIds.Count > 0 ? request.SegmentIds.Select(id => id.Id) : request.PartitionIds.Select(id => id.Id)];
    }

    private static Dictionary<EntityPath, IReadOnlySet<string>?>? EntitiesOf(Wire.QueryDatasetRequest request, Dialect dialect)
    {
        // To servers of 0.27 no entities are all of them.
        if (request.SelectAllEntityPaths || (request.EntityPaths.Count == 0 && dialect < Dialect.Segments))
        {
            return null;
        }

        var entities = new Dictionary<EntityPath, IReadOnlySet<string>?>();
        foreach (var entity in request.EntityPaths)
        {
            entities[EntityPath.Parse(entity.Path)] = null;
        }

        return entities;
    }

    private static ChunkSelection Apply(ChunkSelection selection, Wire.Query query, List<string> partitions, Dialect dialect)
    {
        // A latest-at part without an index asks for static data alone.
        if (query is { LatestAt: { Index: null }, Range: null })
        {
            // Clients of 0.27 show a row of nulls for a partition without static data, if only they hear of it.
            return selection with { WithoutTemporal = true, ShowsEveryPartition = dialect < Dialect.Segments };
        }

        if (query.Range is { } range && (range.Index?.Timeline is null || range.IndexRange is null))
        {
            throw GrpcException.InvalidArgument("missing required field: 'index' or 'index_range' of a range");
        }

        // Clients of 0.27 expect more than they ask for: their server follows no times.
        return dialect == Dialect.Partitions ? selection : selection with { Time = TimeOf(query, partitions) };
    }

    private static TimeBound? TimeOf(Wire.Query query, List<string> partitions)
    {
        var (latest, range) = (query.LatestAt, query.Range);
        if (latest is { PerSegmentValues.Count: > 0 })
        {
            return SamplesOf(latest, partitions);
        }

        var timeline = range?.Index.Timeline.Name ?? latest?.Index?.Timeline?.Name;
        if (timeline is null || (range is not null && latest?.Index?.Timeline is { } other && other.Name != timeline))
        {
            return null;
        }

        return range is null
            ? new TimeBound(timeline, null, latest!.HasAt ? latest.At : null)
            : new TimeBound(timeline, latest is null ? range.IndexRange.Start : null, range.IndexRange.End);
    }

    private static TimeBound? SamplesOf(Wire.QueryLatestAt latest, List<string> partitions)
    {
        if (latest.PerSegmentValues.Count != partitions.Count || partitions.Distinct(StringComparer.Ordinal).Count() != partitions.Count || latest.HasAt)
        {
            throw GrpcException.InvalidArgument("`per_segment_values` goes with as many different segment ids, and without `at`");
        }

        var last = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var i = 0; i < partitions.Count; i++)
        {
            if (latest.PerSegmentValues[i].Values is { Count: > 0 } values)
            {
                last[partitions[i]] = values.Max();
            }
        }

        return latest.Index?.Timeline is { } timeline
            ? new TimeBound(timeline.Name, null, null) { ToByPartition = last }
            : throw GrpcException.InvalidArgument("missing required field: 'index'");
    }
}
