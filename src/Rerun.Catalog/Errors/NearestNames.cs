namespace Rerun.Catalog;

/// <summary>Finds the names that someone who wrote an unknown one may have meant.</summary>
internal static class NearestNames
{
    private const int MostShown = 3;
    private const int LongestCompared = 200;

    /// <summary>The end of an error message: the nearest names, or nothing where none is near.</summary>
    public static string Hint(string unknown, IEnumerable<string> known)
    {
        if (unknown.Length > LongestCompared)
        {
            return "";
        }

        string[] near =
        [
            .. known.Where(name => name.Length <= LongestCompared)
                .Select(name => (Name: name, Distance: Distance(unknown, name)))
                .Where(candidate => candidate.Distance <= Math.Max(1, unknown.Length / 3))
                .OrderBy(candidate => candidate.Distance).ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
                .Take(MostShown)
                .Select(candidate => $"'{candidate.Name}'"),
        ];
        return near.Length == 0 ? "" : $" Did you mean {string.Join(" or ", near)}?";
    }

    /// <summary>The number of letters to change, add or take away, without regard to case.</summary>
    private static int Distance(string a, string b)
    {
        var previous = new int[b.Length + 1];
        var current = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            previous[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1;
                current[j] = Math.Min(Math.Min(previous[j], current[j - 1]) + 1, previous[j - 1] + change);
            }

            (previous, current) = (current, previous);
        }

        return previous[b.Length];
    }
}
