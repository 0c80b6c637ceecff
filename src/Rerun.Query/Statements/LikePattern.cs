using System.Text.RegularExpressions;

namespace Rerun.Query.Statements;

/// <summary>The LIKE of SHOW: without case, over a handful of names.</summary>
internal static class LikePattern
{
    public static bool Matches(string name, string pattern)
    {
        string expression = Regex.Escape(pattern).Replace("%", ".*", StringComparison.Ordinal).Replace("_", ".", StringComparison.Ordinal);
        return Regex.IsMatch(name, $"^{expression}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline, TimeSpan.FromSeconds(1));
    }
}
