using System.Runtime.CompilerServices;

namespace Rerun.Catalog.Dataframes.Rows;

/// <summary>For each row (or entry) where its cell comes from, as stretches. Columns that were always logged together share one.</summary>
internal sealed class Alignment(Stretch[] stretches, int length)
{
    /// <summary>Of no rows.</summary>
    public static Alignment Empty { get; } = new([], 0);

    /// <summary>The stretches by ascending start; the first starts at 0.</summary>
    public ReadOnlySpan<Stretch> Stretches => stretches;

    /// <summary>The number of rows.</summary>
    public int Length => length;

    public long ByteSize => (long)stretches.Length * 16;

    /// <summary>The position of the stretch that holds a row.</summary>
    public int IndexAt(int row) => Search(row, 0, stretches.Length - 1);

    /// <summary>The same for a row that no stretch before a position holds; quick where the answer is near.</summary>
    public int IndexAt(int row, int from)
    {
        var step = 1;
        while (step < stretches.Length - from && stretches[from + step].Start <= row)
        {
            from += step;
            step <<= 1;
        }

        return Search(row, from, Math.Min(from + step, stretches.Length) - 1);
    }

    /// <summary>Where the stretch at a position ends: the row behind its last.</summary>
    public int EndOf(int index) => index + 1 < stretches.Length ? stretches[index + 1].Start : length;

    /// <summary>The stretches that hold some rows; the first may start before them and the last end behind them.</summary>
    public ReadOnlySpan<Stretch> StretchesOf(int start, int end)
    {
        var first = IndexAt(start);
        return stretches.AsSpan(first..(IndexAt(end - 1, first) + 1));
    }

    /// <summary>Whether some rows all have no cell.</summary>
    public bool IsNone(int start, int end) => StretchesOf(start, end) is [{ Kind: SourceKind.None }];

    private int Search(int row, int low, int high)
    {
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

    /// <summary>Collects stretches in ascending order and joins those that continue each other.</summary>
    internal sealed class Builder(int capacity = 16)
    {
        private Stretch[] _stretches = new Stretch[capacity];
        private int _count;

        public int Length { get; private set; }

        public void AddNone(int count) => Add(0, 0, SourceKind.None, count);

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

            if (_count == 0 || !Continue(ref _stretches[_count - 1], chunk, chunkRow, kind, count))
            {
                if (_count == _stretches.Length)
                {
                    Array.Resize(ref _stretches, 2 * _count);
                }

                _stretches[_count++] = new Stretch(Length, chunk, chunkRow, kind);
            }

            Length += count;
        }

        /// <summary>Adds the sources of so many entries of a column, from one on.</summary>
        /// <param name="entries">The column's entries.</param>
        /// <param name="index">The stretch that holds the first; then the one that holds the last.</param>
        /// <param name="start">The first.</param>
        /// <param name="count">How many.</param>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void AddRange(Alignment entries, ref int index, int start, int count)
        {
            var end = start + count;
            for (var stretches = entries.Stretches; ; index++)
            {
                ref readonly var stretch = ref stretches[index];
                var next = Math.Min(end, entries.EndOf(index));
                Add(stretch.Chunk, stretch.ChunkRowAt(start), stretch.Kind, next - start);
                start = next;
                if (start == end)
                {
                    return;
                }
            }
        }

        /// <summary>The alignment; the builder is done with.</summary>
        public Alignment Build() => new(_count == _stretches.Length ? _stretches : _stretches.AsSpan(0, _count).ToArray(), Length);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
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
