using System.Runtime.InteropServices;

namespace Rerun.Catalog.Dataframes.Rows;

/// <summary>For each row (or entry) where its cell comes from, as stretches. Columns that were always logged together share one.</summary>
internal sealed class Alignment(Stretch[] stretches, int length)
{
    /// <summary>The stretches by ascending start; the first starts at 0.</summary>
    public ReadOnlySpan<Stretch> Stretches => stretches;

    /// <summary>The number of rows.</summary>
    public int Length => length;

    public long ByteSize => (long)stretches.Length * 16;

    /// <summary>The position of the stretch that holds a row.</summary>
    public int IndexAt(int row)
    {
        var (low, high) = (0, stretches.Length - 1);
        while (low < high)
        {
            var middle = (low + high + 1) >>> 1;
            if (stretches[middle].Start <= row)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low;
    }

    /// <summary>Where the stretch at a position ends: the row behind its last.</summary>
    public int EndOf(int index) => index + 1 < stretches.Length ? stretches[index + 1].Start : length;

    /// <summary>Collects stretches in ascending order and joins those that continue each other.</summary>
    internal sealed class Builder(int capacity = 16)
    {
        private readonly List<Stretch> _stretches = new(capacity);

        public int Length { get; private set; }

        public void AddNone(int count) => Add(0, 0, SourceKind.None, count);

        public void Add(int chunk, int chunkRow, SourceKind kind, int count)
        {
            if (count == 0)
            {
                return;
            }

            if (count == 1 && kind == SourceKind.Repeat)
            {
                kind = SourceKind.Rows;
            }

            if (_stretches.Count == 0 || !Continue(ref CollectionsMarshal.AsSpan(_stretches)[^1], chunk, chunkRow, kind, count))
            {
                _stretches.Add(new Stretch(Length, chunk, chunkRow, kind));
            }

            Length += count;
        }

        /// <summary>Adds the sources of so many entries of a column, from one on.</summary>
        public void AddRange(Alignment entries, int start, int count)
        {
            var end = start + count;
            for (var i = entries.IndexAt(start); start < end; i++)
            {
                var part = entries.Stretches[i].From(start);
                var next = Math.Min(end, entries.EndOf(i));
                Add(part.Chunk, part.ChunkRow, part.Kind, next - start);
                start = next;
            }
        }

        public Alignment Build() => new([.. _stretches], Length);

        private bool Continue(ref Stretch last, int chunk, int chunkRow, SourceKind kind, int count)
        {
            if (last.Kind == SourceKind.None || kind == SourceKind.None)
            {
                return last.Kind == kind;
            }

            if (last.Chunk != chunk || last.Kind == SourceKind.Cleared || kind == SourceKind.Cleared)
            {
                return false;
            }

            if (last.Kind == SourceKind.Rows && kind == SourceKind.Rows && chunkRow == last.ChunkRowAt(Length))
            {
                return true;
            }

            // A stretch of one row is both kinds; what follows tells which.
            var single = Length - last.Start == 1;
            if (chunkRow == last.ChunkRow && (kind == SourceKind.Repeat || count == 1) && (last.Kind == SourceKind.Repeat || single))
            {
                last = last with { Kind = SourceKind.Repeat };
                return true;
            }

            return false;
        }
    }
}
