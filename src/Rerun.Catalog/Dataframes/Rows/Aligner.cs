using System.Runtime.CompilerServices;

namespace Rerun.Catalog.Dataframes.Rows;

/// <summary>Finds for each row of a view the entry of each column that gives its cell.</summary>
/// <param name="rows">The rows' times.</param>
internal sealed class Aligner(long[] rows)
{
    private readonly List<(long[] Times, TimeMatch[] Matches)> _known = new(1);

    /// <summary>Cells only where the column has an entry at the row's very time.</summary>
    public Alignment Exact(ColumnEntries entries) => IsEveryRow(entries) ? entries.Sources : Align(entries, null);

    /// <summary>Other rows take the latest entry before them.</summary>
    /// <param name="entries">The column's entries with its clears.</param>
    /// <param name="carried">
    /// What is carried on: the entries themselves, so that nothing is carried over a clear, or the entries without clears, so that values from
    /// before a clear come back.
    /// </param>
    public Alignment Fill(ColumnEntries entries, ColumnEntries carried) => IsEveryRow(entries) ? entries.Sources : Align(entries, carried);

    private bool IsEveryRow(ColumnEntries entries) =>
        ReferenceEquals(rows, entries.Times) || (rows.Length == entries.Times.Length && rows.AsSpan().SequenceEqual(entries.Times));

    // Many matches, few calls: the runtime would come too late with its own optimization.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Alignment Align(ColumnEntries entries, ColumnEntries? carried)
    {
        var matches = MatchesOf(entries.Times);
        var alignment = new Alignment.Builder(matches.Length);
        var stretch = 0;
        var (lastCarried, carriedStretch) = (-1, 0);
        foreach (ref readonly var match in matches.AsSpan())
        {
            if (match.IsEqual)
            {
                stretch = entries.Sources.IndexAt(match.Entry, stretch);
                alignment.AddRange(entries.Sources, ref stretch, match.Entry, match.Count);
                continue;
            }

            if (match.Entry == 0 || carried is null)
            {
                alignment.AddNone(match.Count);
                continue;
            }

            lastCarried = ReferenceEquals(carried, entries)
                ? match.Entry - 1
                : LastUpTo(carried.Times, entries.Times[match.Entry - 1], lastCarried);
            if (lastCarried < 0)
            {
                alignment.AddNone(match.Count);
                continue;
            }

            carriedStretch = carried.Sources.IndexAt(lastCarried, carriedStretch);
            ref readonly var source = ref carried.Sources.Stretches[carriedStretch];
            if (source.Kind == SourceKind.Cleared)
            {
                alignment.AddNone(match.Count);
            }
            else
            {
                alignment.Add(source.Chunk, source.ChunkRowAt(lastCarried), SourceKind.Repeat, match.Count);
            }
        }

        return alignment.Build();

        static int LastUpTo(ReadOnlySpan<long> times, long time, int known) =>
            time == long.MaxValue ? times.Length - 1 : known + Times.Gallop(times[(known + 1)..], time + 1);
    }

    /// <summary>Columns with the same times match alike.</summary>
    private TimeMatch[] MatchesOf(long[] times)
    {
        foreach (var (known, matches) in _known)
        {
            if (ReferenceEquals(known, times))
            {
                return matches;
            }
        }

        var found = TimeMatch.Find(rows, times);
        _known.Add((times, found));
        return found;
    }
}
