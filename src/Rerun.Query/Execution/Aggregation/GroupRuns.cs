namespace Rerun.Query.Execution.Aggregation;

/// <summary>Finds rows of one group that stand together.</summary>
internal static class GroupRuns
{
    /// <summary>How many rows from a row on have the same group.</summary>
    public static int LengthAt(ReadOnlySpan<int> groups, int start)
    {
        var length = groups[start..].IndexOfAnyExcept(groups[start]);
        return length < 0 ? groups.Length - start : length;
    }
}
