namespace Rerun.Query.Execution.Windows;

/// <summary>A row's frame as ranges of rows: what a frame leaves out lies together, so that there are three at most.</summary>
internal static class FrameParts
{
    /// <summary>The ranges in order, always as many for one exclusion; some may be empty.</summary>
    public static (int Start, int End)[] Of(WindowExclusion exclusion, FrameBounds bounds, WindowPartitions partitions, int row)
    {
        var (start, end) = (bounds.Starts[row], bounds.Ends[row]);
        var (peers, peersEnd) = (partitions.PeerStart[row], partitions.PeerEnd[row]);
        return exclusion switch
        {
            WindowExclusion.None => [(start, end)],
            WindowExclusion.CurrentRow => [Within(start, row), Within(row + 1, end)],
            WindowExclusion.Group => [Within(start, peers), Within(peersEnd, end)],
            _ => [Within(start, peers), Within(row, row + 1), Within(peersEnd, end)],
        };

        (int, int) Within(int from, int to)
        {
            from = Math.Max(from, start);
            to = Math.Min(to, end);
            return (from, Math.Max(from, to));
        }
    }
}
