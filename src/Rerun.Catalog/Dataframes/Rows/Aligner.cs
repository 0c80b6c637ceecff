namespace Rerun.Catalog.Dataframes.Rows;

/// <summary>Finds for each row of the view the entry of a column that gives its cell.</summary>
internal static class Aligner
{
    /// <summary>Cells only where the column has an entry at the row's very time.</summary>
    public static Alignment Exact(ReadOnlySpan<long> rows, ColumnEntries entries) =>
        rows.SequenceEqual(entries.Times) ? entries.Sources : Align(rows, entries, null);

    /// <summary>Other rows take the latest entry before them.</summary>
    /// <param name="rows">The rows' times.</param>
    /// <param name="entries">The column's entries with its clears.</param>
    /// <param name="carried">
    /// What is carried on: the entries themselves, so that nothing is carried over a clear, or the entries without clears, so that values from
    /// before a clear come back.
    /// </param>
    public static Alignment Fill(ReadOnlySpan<long> rows, ColumnEntries entries, ColumnEntries carried) =>
        rows.SequenceEqual(entries.Times) ? entries.Sources : Align(rows, entries, carried);

    private static Alignment Align(ReadOnlySpan<long> rows, ColumnEntries entries, ColumnEntries? carried)
    {
        var alignment = new Alignment.Builder();
        ReadOnlySpan<long> times = entries.Times;
        var entry = 0;
        while (rows.Length > 0)
        {
            entry += Times.Gallop(times[entry..], rows[0]);
            var equal = rows.CommonPrefixLength(times[entry..]);
            if (equal > 0)
            {
                alignment.AddRange(entries.Sources, entry, equal);
                entry += equal;
                rows = rows[equal..];
                continue;
            }

            var gap = entry < times.Length ? Times.Gallop(rows, times[entry]) : rows.Length;
            AddGap(alignment, gap, entry == 0 || carried is null ? null : carried, entry == 0 ? 0 : times[entry - 1]);
            rows = rows[gap..];
        }

        return alignment.Build();
    }

    private static void AddGap(Alignment.Builder alignment, int count, ColumnEntries? carried, long lastTime)
    {
        var last = carried is null ? -1 : Times.UpperBound(carried.Times, lastTime) - 1;
        if (last < 0)
        {
            alignment.AddNone(count);
            return;
        }

        var source = carried!.Sources.Stretches[carried.Sources.IndexAt(last)];
        if (source.Kind == SourceKind.Cleared)
        {
            alignment.AddNone(count);
        }
        else
        {
            alignment.Add(source.Chunk, source.ChunkRowAt(last), SourceKind.Repeat, count);
        }
    }
}
