using Rerun.Arrow;
using Rerun.Arrow.Selection;
using Rerun.Arrow.Types;
using Rerun.Catalog.Embedded.Indexes.Vectors;

namespace Rerun.Catalog.Embedded.Indexes;

/// <summary>Searches for values that equal another, in order of storage.</summary>
internal static class EqualitySearch
{
    /// <summary>The values that equal the query's first row. Numbers of any type are compared with those of any other.</summary>
    /// <exception cref="RerunException">The query is empty or of a type that the column's values do not compare with, or a chunk cannot be read.</exception>
    public static IArrowArrayStream Run(
        IndexedChunks indexed, IndexConfig config, IndexSearch search, int maxParallelism, CancellationToken cancellationToken)
    {
        var query = search.Query;
        var areNumbers = indexed.InstanceType is NumberType && query.Data.DataType is NumberType;
        if (query.Length == 0 || (indexed.Chunks.Count > 0 && !areNumbers && !TypeComparer.Layout.Equals(indexed.InstanceType, query.Data.DataType)))
        {
            throw new RerunException(
                $"Values of type {indexed.InstanceType} are searched; the query has {query.Length} rows of {query.Data.DataType}.", RerunErrorCode.InvalidArgument);
        }

        var wanted = areNumbers && query.IsValid(0) ? VectorColumn.Widen(query)[0] : (double?)null;
        var found = IndexedChunks.Select(
            indexed.Chunks, config, maxParallelism, (chunk, times, component) => Equal(chunk, times.Times, component.Values, query, wanted), cancellationToken);
        var hits = found.SelectMany(chunk => chunk.Hits).ToList();
        ArrayRange[] places = [.. found.SelectMany((chunk, i) => Enumerable.Range(0, chunk.Hits.Count).Select(at => new ArrayRange(i, at, 1)))];
        var result = new SearchResult(indexed.TimeKind, indexed.InstanceType, IndexSearchKind.BTree, search.Columns);
        return result.Of(
            hits,
            range => ArraySelection.TakeRanges(indexed.InstanceType, [.. found.Select(chunk => chunk.Instances)], places[range]),
            search);
    }

    private static (List<SearchHit> Hits, IArrowArray Instances) Equal(
        IndexedChunk chunk, ReadOnlySpan<long> times, ListArray rows, IArrowArray query, double? wanted)
    {
        var items = rows.Values;
        var numbers = wanted is null ? null : VectorColumn.Widen(items);
        var hits = new List<SearchHit>();
        var places = new List<int>();
        for (var row = 0; row < rows.Length; row++)
        {
            if (rows.IsNull(row))
            {
                continue;
            }

            var (start, end) = (rows.ValueOffsets[row], rows.ValueOffsets[row + 1]);
            for (var item = start; item < end; item++)
            {
                if (items.IsValid(item) && (numbers is null ? ArrayComparer.Equals(items, item, query, 0, 1) : numbers[item] == wanted))
                {
                    hits.Add(new SearchHit(chunk.Layer.Partition, chunk.Layer.Name, chunk.Info.Id, times[row], (uint)(item - start), Measure: 0));
                    places.Add(item);
                }
            }
        }

        return (hits, ArraySelection.Take(items, places.ToArray()));
    }
}
