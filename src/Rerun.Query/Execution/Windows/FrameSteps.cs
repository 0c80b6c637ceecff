namespace Rerun.Query.Execution.Windows;

/// <summary>Moves a frame from the rows of one to those of the next: what both have stays.</summary>
internal static class FrameSteps
{
    /// <summary>Lets rows go that are in no part of the new frame, and takes in those that were in none of the old.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="from">The parts that it holds, in order and apart from each other.</param>
    /// <param name="to">The parts that it shall hold.</param>
    /// <param name="kept">Which rows count, as bits; null for all.</param>
    public static void Move(SlidingFrame frame, ReadOnlySpan<(int Start, int End)> from, ReadOnlySpan<(int Start, int End)> to, byte[]? kept)
    {
        foreach (var part in from)
        {
            Without(frame, part, to, kept, isAdded: false);
        }

        foreach (var part in to)
        {
            Without(frame, part, from, kept, isAdded: true);
        }
    }

    private static void Without(SlidingFrame frame, (int Start, int End) part, ReadOnlySpan<(int Start, int End)> others, byte[]? kept, bool isAdded)
    {
        var start = part.Start;
        foreach (var other in others)
        {
            if (other.End > other.Start && other.End > start && other.Start < part.End)
            {
                Change(frame, start, other.Start, kept, isAdded);
                start = other.End;
            }
        }

        Change(frame, start, part.End, kept, isAdded);
    }

    private static void Change(SlidingFrame frame, int start, int end, byte[]? kept, bool isAdded)
    {
        for (var row = start; row < end; row++)
        {
            if (kept is not null && !Arrow.BitUtility.GetBit(kept, row))
            {
                continue;
            }

            if (isAdded)
            {
                frame.Add(row);
            }
            else
            {
                frame.Remove(row);
            }
        }
    }
}
