using Rerun.Arrow;
using Rerun.Catalog.Chunks;

namespace Rerun.Catalog.Dataframes.Rows;

/// <summary>The rows of one chunk at which a column has a cell: ascending in time, one row (the last) for each time.</summary>
internal sealed class Run
{
    private readonly LoadedChunk _chunk;
    private readonly int[]? _rows;
    private readonly long[]? _times;
    private readonly int _start;

    private Run(LoadedChunk chunk, bool isClear, int start, int count, int[]? rows = null, long[]? times = null)
    {
        _chunk = chunk;
        IsClear = isClear;
        _start = start;
        Count = count;
        _rows = rows;
        _times = times;
    }

    /// <summary>Whether the rows are clears, which act on other columns as empty lists.</summary>
    public bool IsClear { get; }

    public int Count { get; }

    /// <summary>The chunk's number in the partition.</summary>
    public int Chunk => _chunk.Ordinal;

    /// <summary>Whether the rows follow each other in the chunk.</summary>
    public bool IsContiguous => _rows is null;

    public ReadOnlySpan<long> Times => _times is null ? _chunk.Times.Slice(_start, Count) : _times.AsSpan(0, Count);

    public int RowAt(int position) => _rows is null ? _start + position : _rows[position];

    /// <summary>The rows of a chunk within a range of times.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="validity">The column whose nulls are left out, or null for all rows.</param>
    /// <param name="range">The range of times.</param>
    public static Run Of(LoadedChunk chunk, ListArray? validity, IndexRange range)
    {
        if (chunk.Timeline is { IsSorted: true, IsUnique: true } && validity is null)
        {
            var (first, end) = Bounds(chunk, range);
            return new Run(chunk, false, first, end - first);
        }

        return Select(chunk, range, false, row => validity is null || validity.IsValid(row));
    }

    /// <summary>The clears of a chunk within a range of times.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="flags">The column that says whether a clear also clears what lies below its entity.</param>
    /// <param name="range">The range of times.</param>
    /// <param name="onlyRecursive">Whether to leave out clears of the entity alone.</param>
    public static Run OfClears(LoadedChunk chunk, ListArray flags, IndexRange range, bool onlyRecursive)
    {
        var values = (BooleanArray)flags.Values;
        return Select(
            chunk,
            range,
            true,
            row => onlyRecursive
                ? flags.GetValueLength(row) > 0 && values.GetValue(flags.GetValueOffset(row)) == true
                : flags.IsValid(row));
    }

    /// <summary>Whether this run's row wins over another's at the same time: the greater row id does; for equal ids any fixed rule will do.</summary>
    public bool Beats(int position, Run other, int otherPosition)
    {
        var (row, otherRow) = (RowAt(position), other.RowAt(otherPosition));
        var order = _chunk.Chunk.RowId(row).CompareTo(other._chunk.Chunk.RowId(otherRow));
        order = order != 0 ? order : row.CompareTo(otherRow);
        order = order != 0 ? order : other._chunk.Timeline.Start.CompareTo(_chunk.Timeline.Start);
        order = order != 0 ? order : other._chunk.Chunk.Id.CompareTo(_chunk.Chunk.Id);

        // A row that both clears and has a cell has the cell.
        return order > 0 || (order == 0 && other.IsClear && !IsClear);
    }

    private static (int First, int End) Bounds(LoadedChunk chunk, IndexRange range)
    {
        // The smallest number stands for "static" and is no time.
        var first = Rows.Times.LowerBound(chunk.Times, Math.Max(range.Start, long.MinValue + 1));
        return (first, Math.Max(first, Rows.Times.UpperBound(chunk.Times, range.End)));
    }

    private static Run Select(LoadedChunk chunk, IndexRange range, bool isClear, Func<int, bool> isValid)
    {
        var times = chunk.Times;
        var sorted = chunk.Timeline.IsSorted;
        var (first, end) = sorted ? Bounds(chunk, range) : (0, times.Length);
        var rows = new int[end - first];
        var chosen = new long[end - first];
        var count = 0;
        for (var row = first; row < end; row++)
        {
            var time = times[row];
            if ((!sorted && (time < range.Start || time > range.End || time == long.MinValue)) || !isValid(row))
            {
                continue;
            }

            if (sorted && count > 0 && chosen[count - 1] == time)
            {
                rows[count - 1] = row;
                continue;
            }

            rows[count] = row;
            chosen[count++] = time;
        }

        return sorted ? new Run(chunk, isClear, 0, count, rows, chosen) : Sort(chunk, isClear, count, rows, chosen);
    }

    private static Run Sort(LoadedChunk chunk, bool isClear, int count, int[] rows, long[] times)
    {
        Array.Sort(times, rows, 0, count);
        var kept = 0;
        for (var i = 0; i < count; i++)
        {
            if (kept > 0 && times[kept - 1] == times[i])
            {
                rows[kept - 1] = Math.Max(rows[kept - 1], rows[i]);
                continue;
            }

            times[kept] = times[i];
            rows[kept++] = rows[i];
        }

        return new Run(chunk, isClear, 0, kept, rows, times);
    }
}
