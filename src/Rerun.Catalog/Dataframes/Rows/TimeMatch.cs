using System.Runtime.CompilerServices;

namespace Rerun.Catalog.Dataframes.Rows;

/// <summary>Consecutive rows that either all have the times of consecutive entries, or all lie between two entries.</summary>
/// <param name="Entry">The first of the entries, or the one behind the rows.</param>
/// <param name="Count">The number of rows.</param>
/// <param name="IsEqual">Whether the times are equal.</param>
internal readonly record struct TimeMatch(int Entry, int Count, bool IsEqual)
{
    private const int Few = 16;

    /// <summary>Matches ascending rows with ascending entries.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static TimeMatch[] Find(ReadOnlySpan<long> rows, ReadOnlySpan<long> entries)
    {
        // Most queries of few rows have few matches, of which only the result is kept.
        Span<TimeMatch> few = stackalloc TimeMatch[Few];
        var matches = few;
        var count = 0;
        var entry = 0;
        while (rows.Length > 0)
        {
            entry += Times.Gallop(entries[entry..], rows[0]);
            var equal = Times.CommonPrefix(rows, entries[entry..]);
            var length = equal > 0 ? equal : entry < entries.Length ? Times.Gallop(rows, entries[entry]) : rows.Length;
            if (count == matches.Length)
            {
                Span<TimeMatch> more = new TimeMatch[2 * count];
                matches.CopyTo(more);
                matches = more;
            }

            matches[count++] = new TimeMatch(entry, length, equal > 0);
            entry += equal;
            rows = rows[length..];
        }

        return matches[..count].ToArray();
    }
}
