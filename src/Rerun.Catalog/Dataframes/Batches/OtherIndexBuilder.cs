using System.Numerics;
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

        var bytes = new byte[(end - start) * sizeof(long)];
        var values = MemoryMarshal.Cast<byte, long>(bytes.AsSpan());
        var known = new bool[end - start];
        foreach (var alignment in alignments)
        {
            Apply(index, alignment, start, end, chunks, values, known);
        }

        var (validity, nulls) = Pack(known);
        return ArrowArrayFactory.BuildArray(new ArrayData(type, end - start, nulls, 0, [validity, new ArrowBuffer(bytes)]));
    }

    /// <summary>The one stretch of rows that all columns with cells here take them from, if that is so.</summary>
    private static Stretch? FindCommonStretch(IReadOnlyList<Alignment> alignments, int start, int end)
    {
        Stretch? common = null;
        foreach (var alignment in alignments)
        {
            var index = alignment.IndexAt(start);
            var stretch = alignment.Stretches[index].From(start);
            if (alignment.EndOf(index) < end)
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

    private static void Apply(
        string index, Alignment alignment, int start, int end, PartitionChunkSet chunks, Span<long> values, Span<bool> known)
    {
        var chunk = -1;
        var times = ReadOnlySpan<long>.Empty;
        var row = start;
        for (var i = alignment.IndexAt(start); row < end; i++)
        {
            var stretch = alignment.Stretches[i].From(row);
            var next = Math.Min(end, alignment.EndOf(i));
            if (stretch.Kind != SourceKind.None)
            {
                if (stretch.Chunk != chunk)
                {
                    chunk = stretch.Chunk;
                    times = Find(chunks[chunk], index) is { } timeline ? timeline.Times : [];
                }

                if (!times.IsEmpty)
                {
                    var target = values[(row - start)..(next - start)];
                    var seen = known[(row - start)..(next - start)];
                    if (stretch.Kind == SourceKind.Rows)
                    {
                        Raise(target, seen, times.Slice(stretch.ChunkRow, next - row));
                    }
                    else
                    {
                        Raise(target, seen, times[stretch.ChunkRow]);
                    }
                }
            }

            row = next;
        }
    }

    private static void Raise(Span<long> values, Span<bool> known, ReadOnlySpan<long> times)
    {
        if (!known.Contains(true))
        {
            times.CopyTo(values);
            known.Fill(true);
            return;
        }

        if (!known.Contains(false))
        {
            Max(values, times);
            return;
        }

        for (var i = 0; i < values.Length; i++)
        {
            values[i] = known[i] ? Math.Max(values[i], times[i]) : times[i];
            known[i] = true;
        }
    }

    private static void Raise(Span<long> values, Span<bool> known, long time)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = known[i] ? Math.Max(values[i], time) : time;
            known[i] = true;
        }
    }

    private static void Max(Span<long> values, ReadOnlySpan<long> times)
    {
        var width = Vector<long>.Count;
        var i = 0;
        for (; i + width <= values.Length; i += width)
        {
            Vector.Max(new Vector<long>(values[i..]), new Vector<long>(times[i..])).CopyTo(values[i..]);
        }

        for (; i < values.Length; i++)
        {
            values[i] = Math.Max(values[i], times[i]);
        }
    }

    private static (ArrowBuffer Validity, int Nulls) Pack(ReadOnlySpan<bool> known)
    {
        if (!known.Contains(false))
        {
            return (ArrowBuffer.Empty, 0);
        }

        var bits = new byte[BitUtility.ByteCount(known.Length)];
        var nulls = 0;
        for (var i = 0; i < known.Length; i++)
        {
            if (known[i])
            {
                BitUtility.SetBit(bits, i);
            }
            else
            {
                nulls++;
            }
        }

        return (new ArrowBuffer(bits), nulls);
    }

    private static ChunkTimeline? Find(Chunk chunk, string name)
    {
        foreach (var timeline in chunk.Timelines)
        {
            if (timeline.Name == name)
            {
                return timeline;
            }
        }

        return null;
    }
}
