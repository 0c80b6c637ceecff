using Rerun.Catalog;

namespace Rerun.Query.Execution.Text;

/// <summary>How different two texts are.</summary>
internal static class TextDistance
{
    private const long MostSteps = 1L << 30;

    /// <summary>The least number of characters to insert, remove or replace, and where wanted to swap with the next, that makes one text of the other.</summary>
    public static long Edits(string left, string right, bool withSwaps)
    {
        if ((long)left.Length * right.Length > MostSteps)
        {
            throw new RerunException($"Texts of {left.Length} and {right.Length} characters are too long to count their edits.", RerunErrorCode.InvalidArgument);
        }

        var before = new int[right.Length + 1];
        var last = new int[right.Length + 1];
        var current = new int[right.Length + 1];
        for (var j = 0; j <= right.Length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = left[i - 1] == right[j - 1] ? 0 : 1;
                current[j] = Math.Min(Math.Min(current[j - 1], last[j]) + 1, last[j - 1] + cost);
                if (withSwaps && i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    current[j] = Math.Min(current[j], before[j - 2] + 1);
                }
            }

            (before, last, current) = (last, current, before);
        }

        return last[right.Length];
    }

    /// <summary>The number of places at which texts of one length differ; null for texts of two.</summary>
    public static long? Mismatches(string left, string right) => left.Length == right.Length ? left.Zip(right).LongCount(pair => pair.First != pair.Second) : null;

    /// <summary>The share of characters that both texts have among those that one of them has.</summary>
    public static double Jaccard(string left, string right)
    {
        var one = left.ToHashSet();
        var other = right.ToHashSet();
        var shared = one.Count(other.Contains);
        return one.Count + other.Count == 0 ? 1 : (double)shared / (one.Count + other.Count - shared);
    }

    /// <summary>The similarity of Jaro, from 0 to 1.</summary>
    public static double Jaro(string left, string right)
    {
        if (left.Length == 0 || right.Length == 0)
        {
            return left.Length == right.Length ? 1 : 0;
        }

        var reach = Math.Max(0, (Math.Max(left.Length, right.Length) / 2) - 1);
        var taken = new bool[right.Length];
        var matched = new List<char>();
        for (var i = 0; i < left.Length; i++)
        {
            for (var j = Math.Max(0, i - reach); j < Math.Min(right.Length, i + reach + 1); j++)
            {
                if (!taken[j] && right[j] == left[i])
                {
                    taken[j] = true;
                    matched.Add(left[i]);
                    break;
                }
            }
        }

        if (matched.Count == 0)
        {
            return 0;
        }

        var swapped = right.Where((_, j) => taken[j]).Zip(matched).Count(pair => pair.First != pair.Second) / 2;
        double count = matched.Count;
        return ((count / left.Length) + (count / right.Length) + ((count - swapped) / count)) / 3;
    }

    /// <summary>The similarity of Jaro and Winkler: that of Jaro, more for a common beginning.</summary>
    public static double JaroWinkler(string left, string right)
    {
        var jaro = Jaro(left, right);
        var common = left.Zip(right).TakeWhile(pair => pair.First == pair.Second).Take(4).Count();
        return jaro > 0.7 ? jaro + (common * 0.1 * (1 - jaro)) : jaro;
    }
}
