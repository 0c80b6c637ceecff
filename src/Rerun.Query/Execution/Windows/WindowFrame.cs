namespace Rerun.Query.Execution.Windows;

/// <summary>Which rows of its partition a row's window function sees.</summary>
/// <param name="Unit">What the bounds count.</param>
/// <param name="Start">The first row.</param>
/// <param name="End">The last row.</param>
/// <param name="Exclusion">Which rows are left out.</param>
internal sealed record WindowFrame(WindowFrameUnit Unit, WindowBound Start, WindowBound End, WindowExclusion Exclusion = WindowExclusion.None)
{
    /// <summary>The frame where none is written: up to the row and those equal to it; without an order that is the whole partition.</summary>
    public static readonly WindowFrame Default = new(WindowFrameUnit.Range, WindowBound.First, WindowBound.Current);
}
