using System.Runtime.InteropServices;
using Rerun.Arrow;
using Rerun.Arrow.Selection;
using Rerun.Arrow.Types;
using Rerun.Catalog.Dataframes.Rows;
using Rerun.Catalog.Dataframes.Views;

namespace Rerun.Catalog.Dataframes.Batches;

/// <summary>Builds a component column for some rows: a slice of a chunk where all come from there, else copied together.</summary>
internal static class ListColumnBuilder
{
    public static IArrowArray Build(ViewColumn column, Alignment alignment, int start, int end, PartitionChunkSet chunks)
    {
        var type = column.Descriptor.StoreType;
        var index = alignment.IndexAt(start);
        if (alignment.EndOf(index) >= end && alignment.Stretches[index].Kind == SourceKind.None)
        {
            return NullArrays.Create(type, end - start);
        }

        var sources = new List<IArrowArray>();
        var numbers = new Dictionary<int, int>();
        var ranges = new List<ArrayRange>();
        for (var row = start; row < end; index++)
        {
            var stretch = alignment.Stretches[index].From(row);
            var next = Math.Min(end, alignment.EndOf(index));
            Add(stretch, next - row);
            row = next;
        }

        return ArraySelection.TakeRanges(type, sources, CollectionsMarshal.AsSpan(ranges));

        void Add(Stretch stretch, int count)
        {
            switch (stretch.Kind)
            {
                case SourceKind.None:
                    ranges.Add(ArrayRange.Nulls(count));
                    break;
                case SourceKind.Cleared:
                    ranges.Add(ArrayRange.EmptyLists(count));
                    break;
                case SourceKind.Rows:
                    ranges.Add(new ArrayRange(NumberOf(stretch.Chunk), stretch.ChunkRow, count));
                    break;
                default:
                    var repeated = new ArrayRange(NumberOf(stretch.Chunk), stretch.ChunkRow, 1);
                    CollectionsMarshal.SetCount(ranges, ranges.Count + count);
                    CollectionsMarshal.AsSpan(ranges)[^count..].Fill(repeated);
                    break;
            }
        }

        int NumberOf(int chunk)
        {
            if (!numbers.TryGetValue(chunk, out var number))
            {
                numbers.Add(chunk, number = sources.Count);
                sources.Add(chunks.ListsOf(column, chunk));
            }

            return number;
        }
    }

    /// <summary>Roughly the bytes that building a column copies; nothing for a slice.</summary>
    public static long CopiedBytes(ViewColumn column, Alignment alignment, int start, int end, PartitionChunkSet chunks)
    {
        var index = alignment.IndexAt(start);
        if (alignment.EndOf(index) >= end && alignment.Stretches[index].Kind != SourceKind.Repeat)
        {
            return 0;
        }

        long bytes = 0;
        for (var row = start; row < end; index++)
        {
            var stretch = alignment.Stretches[index].From(row);
            var next = Math.Min(end, alignment.EndOf(index));
            if (stretch.Kind is SourceKind.Rows or SourceKind.Repeat)
            {
                var lists = chunks.ListsOf(column, stretch.Chunk);
                var repeats = stretch.Kind == SourceKind.Repeat;
                var offsets = lists.ValueOffsets;
                var elements = offsets[stretch.ChunkRow + (repeats ? 1 : next - row)] - offsets[stretch.ChunkRow];
                bytes += (long)(elements * chunks.BytesPerElement(column, stretch.Chunk)) * (repeats ? next - row : 1);
            }

            row = next;
        }

        return bytes;
    }
}
