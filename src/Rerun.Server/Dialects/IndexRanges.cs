using System.Runtime.InteropServices;
using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Catalog.Chunks;
using Rerun.Server.Messages;

namespace Rerun.Server.Dialects;

/// <summary>The first and the last value on each timeline, of each partition.</summary>
internal sealed class IndexRanges
{
    private readonly SortedDictionary<string, IndexKind> _timelines = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Partition, string Timeline), (long Start, long End)> _ranges = [];

    /// <summary>Takes them from a dataset's directory; chunks of which it does not tell the times are read.</summary>
    public static async Task<IndexRanges> OfAsync(ICatalog catalog, ChunkDirectory directory, CancellationToken cancellationToken)
    {
        var ranges = new IndexRanges();
        IReadOnlyList<ChunkInfo> temporal = [.. directory.Partitions.SelectMany(partition => partition.Chunks).Where(chunk => !chunk.IsStatic)];
        foreach (var chunk in await ChunkTimes.CompleteAsync(catalog, temporal, cancellationToken).ConfigureAwait(false))
        {
            foreach (var timeline in chunk.Timelines ?? [])
            {
                ranges.Add(chunk.Partition, timeline);
            }
        }

        return ranges;
    }

    /// <summary>Two columns for each timeline, in order of names: the end, then the start.</summary>
    /// <param name="partitions">The partitions, one for each row.</param>
    public IEnumerable<(Field Field, IArrowArray Column)> Columns(IReadOnlyList<string> partitions)
    {
        foreach (var (timeline, kind) in _timelines)
        {
            yield return Column(partitions, timeline, kind, "end", range => range.End);
            yield return Column(partitions, timeline, kind, "start", range => range.Start);
        }
    }

    private void Add(string partition, ChunkTimelineInfo timeline)
    {
        _timelines.TryAdd(timeline.Name, timeline.Kind);
        if (timeline is { Start: { } start, End: { } end })
        {
            ref var range = ref CollectionsMarshal.GetValueRefOrAddDefault(_ranges, (partition, timeline.Name), out var exists);
            range = exists ? (Math.Min(range.Start, start), Math.Max(range.End, end)) : (start, end);
        }
    }

    private (Field Field, IArrowArray Column) Column(
        IReadOnlyList<string> partitions, string timeline, IndexKind kind, string marker, Func<(long Start, long End), long> value)
    {
        var values = new Int64Array.Builder();
        foreach (var partition in partitions)
        {
            values.Append(_ranges.TryGetValue((partition, timeline), out var range) ? value(range) : null);
        }

        var type = IndexTypes.Of(kind);
        var field = new Field(
            $"{timeline}:{marker}",
            type,
            nullable: true,
            [
                new("rerun:index", timeline),
                new("rerun:index_kind", IndexTypes.WordOf(kind)),
                new("rerun:index_marker", marker),
                new(ColumnMetadata.Kind, ColumnMetadata.KindIndex),
            ]);
        return (field, ArrowArrayFactory.BuildArray(values.Build().Data.WithType(type)));
    }
}
