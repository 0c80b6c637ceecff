namespace Rerun.Query.Plan;

/// <summary>Names as they are written in SQL.</summary>
internal static class QuotedName
{
    /// <summary>The name in double quotes unless it is a plain word.</summary>
    public static string Of(string name) => IsPlain(name) ? name : $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static bool IsPlain(string name)
    {
        foreach (char c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '_')
            {
                return false;
            }
        }

        return name.Length > 0 && !char.IsAsciiDigit(name[0]);
    }
}
