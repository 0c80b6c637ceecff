namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// Rows left out of a frame.
/// </summary>
internal enum FrameExclusion
{
    /// <summary>none</summary>
    NoOthers,

    /// <summary>the current row</summary>
    CurrentRow,

    /// <summary>the current row and its peers</summary>
    Group,

    /// <summary>the peers of the current row</summary>
    Ties,
}
