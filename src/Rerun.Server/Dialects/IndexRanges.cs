using System.Runtime.InteropServices;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Catalog.Chunks;

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
        var untold = new List<ChunkInfo>();
        foreach (var chunk in directory.Partitions.SelectMany(partition => partition.Chunks).Where(chunk => !chunk.IsStatic))
        {
            if (chunk.Timelines is { } timelines && timelines.All(timeline => timeline is { Start: not null, End: not null }))
            {
                foreach (var timeline in timelines)
                {
                    ranges.Add(chunk.Partition, timeline.Name, timeline.Kind, timeline.Start!.Value, timeline.End!.Value);
                }
            }
            else
            {
                untold.Add(chunk);
            }
        }

        await foreach (var (info, chunk) in catalog.ReadChunksAsync(untold, cancellationToken).ConfigureAwait(false))
        {
            foreach (var timeline in chunk.Timelines)
            {
                var times = TimelineSummary.Of(timeline.Times);
                ranges.Add(info.Partition, timeline.Name, timeline.Kind, times.Start, times.End);
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

    private void Add(string partition, string timeline, IndexKind kind, long start, long end)
    {
        _timelines.TryAdd(timeline, kind);
        if (start <= end)
        {
            ref var range = ref CollectionsMarshal.GetValueRefOrAddDefault(_ranges, (partition, timeline), out var exists);
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

        IArrowType type = kind switch
        {
            IndexKind.Duration => DurationType.Nanosecond,
            IndexKind.Timestamp => new TimestampType(TimeUnit.Nanosecond),
            _ => Int64Type.Default,
        };
        var field = new Field(
            $"{timeline}:{marker}",
            type,
            nullable: true,
            [
                new("rerun:index", timeline),
                new("rerun:index_kind", kind switch { IndexKind.Duration => "duration", IndexKind.Timestamp => "timestamp", _ => "sequence" }),
                new("rerun:index_marker", marker),
                new(ColumnMetadata.Kind, ColumnMetadata.KindIndex),
            ]);
        return (field, ArrowArrayFactory.BuildArray(values.Build().Data.WithType(type)));
    }
}
