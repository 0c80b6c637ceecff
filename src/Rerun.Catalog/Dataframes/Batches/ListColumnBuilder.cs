using System.Runtime.CompilerServices;
using Rerun.Arrow;
using Rerun.Arrow.Selection;
using Rerun.Catalog.Dataframes.Rows;
using Rerun.Catalog.Dataframes.Views;

namespace Rerun.Catalog.Dataframes.Batches;

/// <summary>Builds a component column for some rows: a slice of a chunk where all come from there, else copied together.</summary>
internal static class ListColumnBuilder
{
    // Chunks that overlap in time take turns; so many sources are looked through before one is named a second time.
    private const int Lookback = 8;

    // Some queries have many stretches and end before the runtime would optimize the loop over them by itself.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static IArrowArray Build(ViewColumn column, Alignment alignment, int start, int end, PartitionChunkSet chunks)
    {
        var type = column.Descriptor.StoreType;
        var stretches = alignment.StretchesOf(start, end);
        if (stretches.Length == 1 && stretches[0] is { Kind: SourceKind.Rows })
        {
            var only = stretches[0].From(start);
            return ArraySelection.TakeRanges(type, [chunks.ListsOf(column, only.Chunk).Lists], [new ArrayRange(0, only.ChunkRow, end - start)]);
        }

        var sources = new List<IArrowArray>();
        var chunkOf = new int[Math.Min(stretches.Length, 16)];
        var ranges = new ArrayRange[stretches.Length];
        for (var i = 0; i < stretches.Length; i++)
        {
            var stretch = i == 0 ? stretches[0].From(start) : stretches[i];
            var count = (i + 1 < stretches.Length ? stretches[i + 1].Start : end) - stretch.Start;
            ranges[i] = stretch.Kind switch
            {
                SourceKind.None => ArrayRange.Nulls(count),
                SourceKind.Cleared => ArrayRange.EmptyLists(count),
                SourceKind.Rows => new ArrayRange(NumberOf(stretch.Chunk), stretch.ChunkRow, count),
                _ => new ArrayRange(NumberOf(stretch.Chunk), stretch.ChunkRow, 1) { Times = count },
            };
        }

        return ArraySelection.TakeRanges(type, sources, ranges);

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        int NumberOf(int chunk)
        {
            var count = sources.Count;
            for (var i = count - 1; i >= 0 && i >= count - Lookback; i--)
            {
                if (chunkOf[i] == chunk)
                {
                    return i;
                }
            }

            if (count == chunkOf.Length)
            {
                Array.Resize(ref chunkOf, 2 * count);
            }

            chunkOf[count] = chunk;
            sources.Add(chunks.ListsOf(column, chunk).Lists);
            return count;
        }
    }

    /// <summary>Roughly the bytes that building a column copies; nothing for a slice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static long CopiedBytes(ViewColumn column, Alignment alignment, int start, int end, PartitionChunkSet chunks)
    {
        var stretches = alignment.StretchesOf(start, end);
        if (stretches.Length == 1 && stretches[0].Kind != SourceKind.Repeat)
        {
            return 0;
        }

        var bytes = 0.0;
        var chunk = -1;
        var size = 0.0;
        var offsets = ReadOnlySpan<int>.Empty;
        for (var i = 0; i < stretches.Length; i++)
        {
            var stretch = i == 0 ? stretches[0].From(start) : stretches[i];
            if (stretch.Kind is not (SourceKind.Rows or SourceKind.Repeat))
            {
                continue;
            }

            if (stretch.Chunk != chunk)
            {
                chunk = stretch.Chunk;
                var lists = chunks.ListsOf(column, chunk);
                size = lists.BytesPerElement;
                offsets = lists.Lists.ValueOffsets;
            }

            var count = (i + 1 < stretches.Length ? stretches[i + 1].Start : end) - stretch.Start;
            var first = offsets[stretch.ChunkRow];
            bytes += stretch.Kind == SourceKind.Rows
                ? (offsets[stretch.ChunkRow + count] - first) * size
                : (offsets[stretch.ChunkRow + 1] - first) * size * count;
        }

        return (long)bytes;
    }
}
