namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// Kinds of frame ends, in their order along the partition.
/// </summary>
internal enum FrameBoundKind
{
    /// <summary>first row of the partition</summary>
    UnboundedPreceding,

    /// <summary>so much before</summary>
    Preceding,

    /// <summary>the current row</summary>
    CurrentRow,

    /// <summary>so much after</summary>
    Following,

    /// <summary>last row of the partition</summary>
    UnboundedFollowing,
}
