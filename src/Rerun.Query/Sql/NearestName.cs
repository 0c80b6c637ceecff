namespace Rerun.Query.Sql;

/// <summary>Finds what a misspelt name was meant to be.</summary>
internal static class NearestName
{
    private const int LongestCompared = 128;

    /// <summary>
    /// The candidate closest to a name in insertions, deletions, replacements and swaps of neighbours, without regard to case; null when
    /// none is close (a third of its length, at most four edits). Of equally close ones the one whose length differs least, then the first.
    /// </summary>
    public static string? Of(string name, IEnumerable<string> candidates)
    {
        string? best = null;
        int limit = Math.Min(4, Math.Max(1, name.Length / 3)) + 1;
        if (name.Length > LongestCompared)
        {
            return null;
        }

        foreach (string candidate in candidates)
        {
            if (candidate.Length > LongestCompared || LengthsApart(candidate, name) > limit)
            {
                continue;
            }

            int distance = Distance(name, candidate);
            bool isNearer = distance < limit
                || (distance == limit && best is not null && LengthsApart(candidate, name) < LengthsApart(best, name));
            if (isNearer && distance < candidate.Length)
            {
                limit = distance;
                best = candidate;
            }
        }

        return best;
    }

    /// <summary>The candidates by rising distance, for messages that list several.</summary>
    public static IEnumerable<string> Ranked(string name, IEnumerable<string> candidates, int count) =>
        name.Length > LongestCompared
            ? candidates.Take(count)
            : candidates.OrderBy(candidate => candidate.Length > LongestCompared ? int.MaxValue : Distance(name, candidate)).Take(count);

    /// <summary>The Damerau-Levenshtein distance (optimal string alignment) without regard to case.</summary>
    public static int Distance(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        int[] beforeLast = new int[right.Length + 1];
        int[] last = new int[right.Length + 1];
        int[] current = new int[right.Length + 1];
        for (int j = 0; j <= right.Length; j++)
        {
            last[j] = j;
        }

        for (int i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int cost = Same(left[i - 1], right[j - 1]) ? 0 : 1;
                int best = Math.Min(Math.Min(current[j - 1], last[j]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && Same(left[i - 1], right[j - 2]) && Same(left[i - 2], right[j - 1]))
                {
                    best = Math.Min(best, beforeLast[j - 2] + 1);
                }

                current[j] = best;
            }

            (beforeLast, last, current) = (last, current, beforeLast);
        }

        return last[right.Length];
    }

    private static int LengthsApart(string left, string right) => Math.Abs(left.Length - right.Length);

    private static bool Same(char left, char right) => char.ToUpperInvariant(left) == char.ToUpperInvariant(right);
}
