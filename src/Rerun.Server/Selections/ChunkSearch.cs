using Rerun.Catalog;
using Rerun.Server.Grpc;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Server.Selections;

/// <summary>Reads what a FindChunks request asks for.</summary>
internal static class ChunkSearch
{
    /// <exception cref="GrpcException">A part that is needed is missing, or one is not offered.</exception>
    public static ChunkSelection Read(Wire.FindChunksRequest request)
    {
        var selection = new ChunkSelection { AllowsUnknownPartitions = true, Entities = EntitiesOf(request.Contents) };
        switch (request.ModeCase)
        {
            case Wire.FindChunksRequest.ModeOneofCase.Static:
                return selection with { WithoutTemporal = true, Partitions = PartitionsOf(request.Static.Segments) };
            case Wire.FindChunksRequest.ModeOneofCase.Range:
                var range = request.Range;
                long? start = range.HasStartInclusive ? range.StartInclusive : null;
                return selection with
                {
                    Partitions = PartitionsOf(range.Segments),
                    Time = new TimeBound(range.Timeline, IsFilled(range.FillMode) ? null : start, range.HasEndInclusive ? range.EndInclusive : null),
                };
            case Wire.FindChunksRequest.ModeOneofCase.Samples:
                return Samples(selection, request.Samples);
            default:
                throw Missing("mode");
        }
    }

    private static ChunkSelection Samples(ChunkSelection selection, Wire.SegmentSamplesSelection samples)
    {
        _ = IsFilled(samples.FillMode);
        var last = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var segment in samples.Segments)
        {
            if (segment.SegmentId is not { HasId: true } id)
            {
                throw Missing("segment_id");
            }

            if (segment.Values.Count > 0)
            {
                last[id.Id] = segment.Values.Max();
            }
        }

        return selection with
        {
            Partitions = [.. samples.Segments.Select(segment => segment.SegmentId.Id).Distinct(StringComparer.Ordinal)],
            Time = new TimeBound(samples.Timeline, null, null) { ToByPartition = last },
        };
    }

    private static Dictionary<EntityPath, IReadOnlySet<string>?>? EntitiesOf(Wire.ContentSelection? contents)
    {
        switch (contents?.SelectionCase)
        {
            case Wire.ContentSelection.SelectionOneofCase.All:
                return null;
            case Wire.ContentSelection.SelectionOneofCase.Explicit:
                var entities = new Dictionary<EntityPath, IReadOnlySet<string>?>();
                foreach (var entity in contents.Explicit.Entities)
                {
                    var path = entity.EntityPath ?? throw Missing("entity_path");
                    entities[EntityPath.Parse(path.Path)] = entity.ComponentsCase switch
                    {
                        Wire.EntitySelection.ComponentsOneofCase.Explicit => entity.Explicit.Ids.ToHashSet(StringComparer.Ordinal),
                        _ => null,
                    };
                }

                return entities;
            default:
                throw Missing("contents");
        }
    }

    private static List<string>? PartitionsOf(Wire.SegmentSelection? segments) => segments?.SelectionCase switch
    {
        Wire.SegmentSelection.SelectionOneofCase.All => null,
        Wire.SegmentSelection.SelectionOneofCase.Explicit => [.. segments.Explicit.Ids.Select(id => id.HasId ? id.Id : throw Missing("id"))],
        _ => throw Missing("segments"),
    };

    /// <summary>Whether earlier values fill gaps, so that chunks before the range matter.</summary>
    private static bool IsFilled(Wire.FillMode mode) => mode switch
    {
        Wire.FillMode.Unspecified or Wire.FillMode.None => false,
        Wire.FillMode.LatestAt => true,
        _ => throw new GrpcException(GrpcStatus.Unimplemented, $"find_chunks: the fill mode {(int)mode} is not implemented"),
    };

    private static GrpcException Missing(string field) => GrpcException.InvalidArgument($"missing required field: '{field}'");
}
