using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Dataframes.Rows;

namespace Rerun.Catalog.Dataframes.Batches;

/// <summary>Builds the column of an index that was not asked for: for each row the greatest value among the sources of its cells.</summary>
internal static class OtherIndexBuilder
{
    public static IArrowArray Build(
        string index, IArrowType type, IReadOnlyList<Alignment> alignments, int start, int end, PartitionChunkSet chunks)
    {
        if (FindCommonStretch(alignments, start, end) is { } stretch)
        {
            var times = Find(chunks[stretch.Chunk], index)?.Values.Data;
            return times is null
                ? Arrow.Selection.NullArrays.Create(type, end - start)
                : ArrowArrayFactory.BuildArray(
                    new ArrayData(type, end - start, 0, times.Offset + stretch.ChunkRow, [ArrowBuffer.Empty, times.Buffers[1]]));
        }

        var bytes = GC.AllocateUninitializedArray<byte>((end - start) * sizeof(long));
        var greatest = new GreatestTimes(MemoryMarshal.Cast<byte, long>(bytes.AsSpan()));
        foreach (var alignment in alignments)
        {
            Apply(index, alignment, start, end, chunks, ref greatest);
        }

        var validity = greatest.Finish(out var nulls);
        return ArrowArrayFactory.BuildArray(new ArrayData(type, end - start, nulls, 0, [validity, new ArrowBuffer(bytes)]));
    }

    /// <summary>The one stretch of rows that all columns with cells here take them from, if that is so.</summary>
    private static Stretch? FindCommonStretch(IReadOnlyList<Alignment> alignments, int start, int end)
    {
        Stretch? common = null;
        foreach (var alignment in alignments)
        {
            var at = alignment.IndexAt(start);
            var stretch = alignment.Stretches[at].From(start);
            if (alignment.EndOf(at) < end)
            {
                return null;
            }

            if (stretch.Kind == SourceKind.None)
            {
                continue;
            }

            if (stretch.Kind != SourceKind.Rows || (common is not null && common != stretch))
            {
                return null;
            }

            common = stretch;
        }

        return common;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Apply(string index, Alignment alignment, int start, int end, PartitionChunkSet chunks, ref GreatestTimes greatest)
    {
        var chunk = -1;
        var times = ReadOnlySpan<long>.Empty;
        var isWhole = true;
        var stretches = alignment.StretchesOf(start, end);
        for (var i = 0; i < stretches.Length; i++)
        {
            var stretch = i == 0 ? stretches[0].From(start) : stretches[i];
            if (stretch.Kind != SourceKind.None && stretch.Chunk != chunk)
            {
                chunk = stretch.Chunk;
                times = Find(chunks[chunk], index) is { } timeline ? timeline.Times : [];
            }

            if (stretch.Kind == SourceKind.None || times.IsEmpty)
            {
                isWhole = false;
                continue;
            }

            var count = (i + 1 < stretches.Length ? stretches[i + 1].Start : end) - stretch.Start;
            if (count == 1)
            {
                greatest.Raise(stretch.Start - start, times[stretch.ChunkRow]);
            }
            else if (stretch.Kind == SourceKind.Rows)
            {
                greatest.Raise(stretch.Start - start, times.Slice(stretch.ChunkRow, count));
            }
            else
            {
                greatest.Raise(stretch.Start - start, count, times[stretch.ChunkRow]);
            }
        }

        greatest.IsComplete |= isWhole;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ChunkTimeline? Find(Chunk chunk, string name)
    {
        var timelines = chunk.Timelines;
        for (var i = 0; i < timelines.Count; i++)
        {
            if (timelines[i].Name == name)
            {
                return timelines[i];
            }
        }

        return null;
    }
}
