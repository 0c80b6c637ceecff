namespace Rerun.Query.Plan.Expressions;

/// <summary>Rows that are left out of a window frame.</summary>
internal enum FrameExclusion
{
    None,
    CurrentRow,
    Group,
    Ties,
}
