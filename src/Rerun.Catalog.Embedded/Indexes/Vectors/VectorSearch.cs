using Rerun.Arrow;
using Rerun.Arrow.Selection;
using Rerun.Arrow.Types;

namespace Rerun.Catalog.Embedded.Indexes.Vectors;

/// <summary>Searches for the nearest vectors by looking at all of them.</summary>
internal static class VectorSearch
{
    /// <summary>Makes sure that an index of a column can be searched by its metric.</summary>
    /// <exception cref="RerunException">The column has no vectors, or none of bytes where bits are compared.</exception>
    public static void RequireSearchable(IArrowType itemType, VectorIndexProperties properties, string column)
    {
        if (!Enum.IsDefined(properties.DistanceMetric))
        {
            throw new RerunException($"{(int)properties.DistanceMetric} is no distance metric.", RerunErrorCode.InvalidArgument);
        }

        if (properties.NumSubVectors < 1)
        {
            throw new RerunException($"The number of sub-vectors must be positive; it is {properties.NumSubVectors}.", RerunErrorCode.InvalidArgument);
        }

        if (VectorColumn.NumbersOf(itemType) is not { } numbers)
        {
            throw new RerunException($"Column '{column}' has values of type {itemType}, which are no vectors of numbers.", RerunErrorCode.TypeMismatch);
        }

        if (properties.DistanceMetric == VectorDistanceMetric.Hamming && numbers is not UInt8Type)
        {
            throw new RerunException(
                $"Column '{column}' has vectors of {numbers}; the {VectorDistanceMetric.Hamming} distance compares bits of unsigned bytes.",
                RerunErrorCode.TypeMismatch);
        }
    }

    /// <summary>The nearest vectors, the nearest first; of equal distances, in order of storage.</summary>
    /// <exception cref="RerunException">The query does not fit the column, the number of hits is not positive, or a chunk cannot be read.</exception>
    public static IArrowArrayStream Run(
        IndexedChunks indexed, IndexConfig config, string dataset, IndexSearch search, int maxParallelism, CancellationToken cancellationToken)
    {
        if (search.TopK is not > 0)
        {
            throw new RerunException($"A search for vectors needs a positive number of hits (top_k); it was given {search.TopK?.ToString() ?? "none"}.", RerunErrorCode.InvalidArgument);
        }

        var properties = (VectorIndexProperties)config.Properties;
        var column = $"{config.Column.EntityPath}:{config.Column.Component.Component}";
        var query = new VectorQuery(search.Query, properties.DistanceMetric);
        var instanceType = VectorColumn.InstanceTypeOf(indexed.InstanceType);
        var result = new SearchResult(indexed.TimeKind, instanceType, IndexSearchKind.Vector, search.Columns);
        if (indexed.Chunks.Count > 0)
        {
            RequireSearchable(indexed.InstanceType, properties, column);
        }

        var found = IndexedChunks.Select(
            indexed.Chunks,
            config,
            maxParallelism,
            (chunk, times, component) => Nearest(chunk, times.Times, new VectorColumn(component.Values), query, search.TopK.Value),
            cancellationToken);
        if (found.All(chunk => chunk.Hits.Count == 0) && found.FirstOrDefault(chunk => chunk.OtherDimension is not null).OtherDimension is { } dimension)
        {
            throw new RerunException(
                $"The vectors of column '{column}' of dataset '{dataset}' have {dimension} dimensions, the query has {query.Dimension}.",
                RerunErrorCode.InvalidArgument);
        }

        var best = found.SelectMany((chunk, i) => chunk.Hits.Select((hit, at) => (Hit: hit, Chunk: i, At: at)))
            .OrderBy(hit => hit.Hit.Measure, NotNumbersLast)
            .Take(search.TopK.Value)
            .ToList();
        IArrowArray Instances(Range range)
        {
            var wanted = best[range];
            ArrayRange[] places = [.. wanted.Select(hit => new ArrayRange(hit.Chunk, hit.At, 1))];
            return ArraySelection.TakeRanges(instanceType, [.. found.Select(chunk => chunk.Instances)], places);
        }

        return result.Of([.. best.Select(hit => hit.Hit)], Instances, search);
    }

    private static IComparer<float> NotNumbersLast { get; } = Comparer<float>.Create((a, b) =>
        float.IsNaN(a) || float.IsNaN(b) ? float.IsNaN(a).CompareTo(float.IsNaN(b)) : a.CompareTo(b));

    private static ChunkHits Nearest(IndexedChunk chunk, ReadOnlySpan<long> times, VectorColumn column, VectorQuery query, int count)
    {
        var nearest = query.Distances(column, out var otherDimension).OrderBy(hit => hit.Distance, NotNumbersLast).Take(count).ToList();
        var hits = new List<SearchHit>(nearest.Count);
        foreach (var (place, distance) in nearest)
        {
            hits.Add(new SearchHit(chunk.Layer.Partition, chunk.Layer.Name, chunk.Info.Id, times[place.Row], place.Instance, distance));
        }

        // Only the vectors that are hits stay in memory.
        return new ChunkHits(hits, ArraySelection.Take(column.Instances, [.. nearest.Select(hit => hit.Place.Item)]), otherDimension);
    }

    private readonly record struct ChunkHits(List<SearchHit> Hits, IArrowArray Instances, int? OtherDimension);
}
