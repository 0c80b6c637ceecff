using Rerun.Arrow;

namespace Rerun.Query.Execution.Windows;

/// <summary>The aggregate of a frame whose rows come and go. What it gives depends on the rows that it holds, not on the way there.</summary>
internal abstract class SlidingFrame
{
    /// <summary>Takes a row in.</summary>
    public abstract void Add(int row);

    /// <summary>Lets a row go.</summary>
    public abstract void Remove(int row);

    /// <summary>Takes down the result of the rows that are in.</summary>
    public abstract void Record();

    /// <summary>The results taken down.</summary>
    public abstract IArrowArray Finish();
}
