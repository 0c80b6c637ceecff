namespace Rerun.Query.Plan.Expressions;

/// <summary>What the ends of a window frame count.</summary>
internal enum FrameUnit
{
    Rows,
    Range,
    Groups,
}
