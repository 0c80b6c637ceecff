using Rerun.Catalog.Chunks;
using Rerun.Catalog.Dataframes.Rows;

namespace Rerun.Catalog.Dataframes.Slices;

/// <summary>
/// For each column of a view the latest entry of the slices so far: what latest-at fill carries into the next one. It keeps the chunks of these
/// entries, and no others. Immutable.
/// </summary>
internal sealed class LastCells
{
    private readonly Cell?[] _entries;
    private readonly Cell?[] _withoutClears;

    private LastCells(Cell?[] entries, Cell?[] withoutClears)
    {
        _entries = entries;
        _withoutClears = withoutClears;
    }

    /// <summary>The chunks that are kept; one may come several times.</summary>
    public IEnumerable<Chunk> Chunks => _entries.Concat(_withoutClears).Where(cell => cell is not null).Select(cell => cell!.Value.Chunk);

    /// <summary>Before the first slice.</summary>
    public static LastCells None(int columns) => new(new Cell?[columns], new Cell?[columns]);

    /// <summary>What is the latest after a further slice.</summary>
    public LastCells After(PartitionEntries slice, Chunk[] chunks) =>
        new(After(_entries, slice.Entries, slice, chunks), After(_withoutClears, slice.WithoutClears ?? slice.Entries, slice, chunks));

    /// <summary>A slice's entries with those that come into it, and the chunks of them all.</summary>
    public (PartitionEntries Entries, Chunk[] Chunks) Into(PartitionEntries slice, Chunk[] chunks, bool keepsClears)
    {
        if (Array.TrueForAll(_entries, cell => cell is null))
        {
            return (slice, chunks);
        }

        var infos = new List<ChunkInfo>(slice.Chunks);
        var all = new List<Chunk>(chunks);
        var longer = new Dictionary<(long[] Times, long Before), long[]>();
        var made = new Dictionary<(int Entries, Cell? Last, Cell? Value), int>();
        var (entries, withoutClears) = (new List<ColumnEntries>(), new List<ColumnEntries>());
        var entriesOf = new int[slice.EntriesOf.Length];
        for (var column = 0; column < entriesOf.Length; column++)
        {
            var own = slice.EntriesOf[column];
            if (own < 0)
            {
                entriesOf[column] = -1;
                continue;
            }

            var (last, value) = (_entries[column], _withoutClears[column]);
            if (!made.TryGetValue((own, last, value), out entriesOf[column]))
            {
                made.Add((own, last, value), entriesOf[column] = entries.Count);
                entries.Add(Prepend(last, slice.Entries[own]));
                withoutClears.Add(Prepend(value, (slice.WithoutClears ?? slice.Entries)[own]));
            }
        }

        var filled = slice.With(
            [.. infos],
            entriesOf,
            [.. slice.RowMakersOf.Select((makers, column) => makers < slice.Entries.Length ? entriesOf[column] : makers - slice.Entries.Length + entries.Count)],
            [.. entries],
            keepsClears ? [.. withoutClears] : null);
        return (filled, [.. all]);

        ColumnEntries Prepend(Cell? cell, ColumnEntries to)
        {
            if (cell is not { } before)
            {
                return to;
            }

            var number = infos.FindIndex(info => ReferenceEquals(info, before.Info));
            if (number < 0)
            {
                number = infos.Count;
                infos.Add(before.Info);
                all.Add(before.Chunk);
            }

            // Columns that share their times still do.
            if (!longer.TryGetValue((to.Times, before.Time), out var times))
            {
                longer.Add((to.Times, before.Time), times = [before.Time, .. to.Times]);
            }

            return to.After(times, number, before.Row, before.Kind);
        }
    }

    private static Cell?[] After(Cell?[] before, ColumnEntries[] entries, PartitionEntries slice, Chunk[] chunks)
    {
        var after = new Cell?[before.Length];
        for (var column = 0; column < after.Length; column++)
        {
            after[column] = slice.EntriesOf[column] is var own and >= 0 && entries[own] is { Times: [.., var time] } known
                ? LastOf(known, time, slice, chunks)
                : before[column];
        }

        return after;
    }

    private static Cell LastOf(ColumnEntries entries, long time, PartitionEntries slice, Chunk[] chunks)
    {
        var stretch = entries.Sources.Stretches[^1];
        return new Cell(time, slice.Chunks[stretch.Chunk], chunks[stretch.Chunk], stretch.ChunkRowAt(entries.Times.Length - 1), stretch.Kind);
    }

    private readonly record struct Cell(long Time, ChunkInfo Info, Chunk Chunk, int Row, SourceKind Kind)
    {
        public bool Equals(Cell other) => Time == other.Time && Row == other.Row && Kind == other.Kind && ReferenceEquals(Chunk, other.Chunk);

        public override int GetHashCode() => HashCode.Combine(Time, Row, Kind);
    }
}
